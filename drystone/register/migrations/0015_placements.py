"""Where each System Leader works, from a day to a day: for those there are, what their designation says."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


def place(apps, schema_editor):
    Designation, Placement = apps.get_model("register", "Designation"), apps.get_model("register", "Placement")
    with walls.open_to_all():
        Placement.objects.bulk_create(
            (
                Placement(
                    alliance_id=each.alliance_id, designation=each, school_id=each.home_school_id,
                    is_headteacher=each.is_headteacher, starts=each.starts, begun=True,
                )
                for each in Designation.objects.iterator(2000)
            ),
            batch_size=2000,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0004_policies'),
        ('register', '0014_induction_of_ones_own'),
        ('schools', '0003_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='designation',
            name='moved_on',
            field=models.DateField(blank=True, help_text='Her first day at this school, where she moved to it.', null=True),
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_headteacher', models.BooleanField(default=False)),
                ('job_title', models.CharField(blank=True, help_text='In her own words: Head of English.', max_length=120)),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, help_text='The last day.', null=True)),
                ('begun', models.BooleanField(default=False, help_text='The designation and the posts say so too.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='register.designation')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
            ],
            options={
                'ordering': ['starts'],
                'indexes': [models.Index(fields=['begun', 'starts'], name='placement_to_begin')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='placement_runs_forward'), models.UniqueConstraint(fields=('designation', 'starts'), name='one_placement_a_start'), models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('designation',), name='one_open_placement')],
            },
        ),
        migrations.CreateModel(
            name='ReportedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_headteacher', models.BooleanField(default=False)),
                ('job_title', models.CharField(blank=True, help_text='In her own words: Head of English.', max_length=120)),
                ('starts', models.DateField()),
                ('told_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reported_changes', to='register.designation')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('designation',), name='one_change_to_confirm')],
            },
        ),
        walls.around("register_placement", "register_reportedchange"),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
