"""A removal has grounds, time to answer, a second person who decides and an appeal."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0006_attendance_asked_for'),
        ('register', '0017_new_heads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('state', models.CharField(choices=[('notice', 'Notice given'), ('dropped', 'Dropped'), ('removed', 'Removed'), ('appealed', 'Appealed against'), ('upheld', 'Appeal upheld'), ('dismissed', 'Appeal dismissed')], default='notice', max_length=10)),
                ('ground', models.CharField(choices=[('criteria', 'Does not meet the criteria any more'), ('conduct', 'Professional conduct'), ('left_support', 'Left agreed support without good cause'), ('role', 'Does not do what the role asks')], max_length=14)),
                ('why', models.TextField(help_text='What she reads.')),
                ('answer_by', models.DateField(help_text='The last day on which nothing is decided without her answer.')),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.TextField(blank=True)),
                ('appeal_by', models.DateField(blank=True, help_text='The last day on which she may appeal.', null=True)),
                ('appeal', models.TextField(blank=True)),
                ('finding', models.TextField(blank=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='removals', to='register.designation')),
                ('heard_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['notice', 'appealed'])), fields=('designation',), name='one_open_removal'), models.CheckConstraint(condition=models.Q(('state__in', ['notice', 'dropped', 'removed', 'appealed', 'upheld', 'dismissed'])), name='removal_state_known'), models.CheckConstraint(condition=models.Q(('ground__in', ['criteria', 'conduct', 'left_support', 'role'])), name='removal_ground_known'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='removal_says_why'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='removal_by_a_second_person'), models.CheckConstraint(condition=models.Q(('heard_by', None), models.Q(models.Q(('heard_by', models.F('proposed_by')), _negated=True), models.Q(('heard_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='appeal_heard_by_a_third_person'), models.CheckConstraint(condition=models.Q(('state__in', ['notice', 'dropped']), models.Q(('appeal_by__isnull', False), ('decided_by__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='removal_decided_by_somebody_in_words')],
            },
        ),
        walls.around("register_removal"),
    ]
