"""A prepared decision may be dropped: then nobody needs to have seen it as the second person."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('selection', '0012_outcomes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_seen_by_a_second_person',
        ),
        migrations.AlterField(
            model_name='decision',
            name='state',
            field=models.CharField(choices=[('prepared', 'Prepared'), ('checked', 'Seen by a second person'), ('released', 'Released'), ('dropped', 'Dropped before anybody was told')], default='prepared', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'checked', 'released', 'dropped'])), name='decision_state_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'dropped']), models.Q(('checked_by__isnull', False), models.Q(('checked_by', models.F('prepared_by')), _negated=True)), _connector='OR'), name='decision_seen_by_a_second_person'),
        ),
    ]
