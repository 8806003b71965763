"""Why somebody pauses stands in a row of its own, which only those read who manage the Alliance."""

import django.db.models.deletion
from django.db import migrations, models

from drystone import walls

REASONS = [('leave', 'Parental or other leave'), ('illness', 'Illness'), ('secondment', 'Secondment'), ('school', 'Their own school needs them'), ('other', 'Something else')]


def apart(apps, schema_editor):
    WhyAway = apps.get_model("register", "WhyAway")
    with walls.open_to_all():
        WhyAway.objects.bulk_create(
            WhyAway(alliance_id=each.alliance_id, pause=each, reason=each.reason)
            for each in apps.get_model("register", "Pause").objects.all()
        )


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0006_attendance_asked_for'),
        ('register', '0018_removals'),
    ]

    operations = [
        migrations.CreateModel(
            name='WhyAway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=REASONS, max_length=10)),
                ('note', models.TextField(blank=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('pause', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='why', to='register.pause')),
            ],
            options={
                'verbose_name': 'reason of a pause',
                'verbose_name_plural': 'reasons of pauses',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__in', ['leave', 'illness', 'secondment', 'school', 'other'])), name='pause_reason_known')],
            },
        ),
        walls.around("register_whyaway"),
        migrations.RunPython(apart, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name='pause', name='pause_reason_known'),
        migrations.RemoveField(model_name='pause', name='reason'),
    ]
