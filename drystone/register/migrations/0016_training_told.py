"""What was learned is of a kind, a day at most, and noted once for a day and title."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0015_placements'),
    ]

    operations = [
        migrations.AddField(
            model_name='training',
            name='kind',
            field=models.CharField(choices=[('core', 'Core training of the Alliance'), ('course', 'Course or conference'), ('coaching', 'Coaching or mentoring'), ('visit', 'Visit to learn from another school'), ('reading', 'Reading or research'), ('other', 'Something else')], default='other', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.UniqueConstraint(fields=('alliance', 'person', 'on', 'title'), name='one_training_a_day_and_title'),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 15), ('minutes__lte', 1440)), name='training_of_a_day_at_most'),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['core', 'course', 'coaching', 'visit', 'reading', 'other'])), name='training_kind_known'),
        ),
    ]
