"""A pause has its days and its reason. Whoever is paused already has one whose end was never said: a year."""

from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models

from drystone import walls


def as_they_stand(apps, schema_editor):
    Pause = apps.get_model("register", "Pause")
    with walls.open_to_all():
        for away in apps.get_model("register", "Designation").objects.filter(state="paused"):
            starts = max(away.starts, away.state_since.date())
            Pause.objects.create(
                alliance_id=away.alliance_id, designation=away, reason="other", starts=starts,
                back_on=starts + timedelta(days=365), stops_clock=False,
            )


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0005_pauses'),
        ('register', '0010_assurance_signed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('leave', 'Parental or other leave'), ('illness', 'Illness'), ('secondment', 'Secondment'), ('school', 'Their own school needs them'), ('other', 'Something else')], max_length=10)),
                ('starts', models.DateField(help_text='The first day on which nobody asks her.')),
                ('back_on', models.DateField(help_text='When she is expected back.')),
                ('ended_on', models.DateField(blank=True, help_text='The first day she was back; its start: called off.', null=True)),
                ('stops_clock', models.BooleanField(help_text='The days away are added to her designation when she is back.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='register.designation')),
            ],
            options={
                'ordering': ['-starts', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('designation',), name='one_open_pause_a_designation'), models.CheckConstraint(condition=models.Q(('back_on__gt', models.F('starts'))), name='pause_back_after_start'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('starts')), _connector='OR'), name='pause_ended_after_start'), models.CheckConstraint(condition=models.Q(('reason__in', ['leave', 'illness', 'secondment', 'school', 'other'])), name='pause_reason_known')],
            },
        ),
        walls.around("register_pause"),
        migrations.RunPython(as_they_stand, migrations.RunPython.noop),
    ]
