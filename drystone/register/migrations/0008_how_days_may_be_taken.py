"""How the days of a home school may be taken; what heads had noted beside their days goes with it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


def take_the_notes_over(apps, schema_editor):
    """What a head noted beside the days of a leader, the latest of it, holds for that leader."""
    Rule = apps.get_model("register", "ReleaseRule")
    noted = apps.get_model("register", "ReleaseBudget").objects.exclude(note="").exclude(person=None)
    with walls.open_to_all():
        for budget in noted.order_by("granted_at"):
            Rule.objects.update_or_create(
                alliance_id=budget.alliance_id, home_school_id=budget.home_school_id, person_id=budget.person_id,
                defaults={"note": budget.note},
            )


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0004_policies'),
        ('register', '0007_area_choices'),
        ('schools', '0003_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReleaseRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('half_days_a_week', models.PositiveSmallIntegerField(blank=True, help_text='Empty: no limit.', null=True)),
                ('never_on', models.JSONField(default=list, help_text='Weekdays on which nobody goes; Monday is 0.')),
                ('notice_working_days', models.PositiveSmallIntegerField(default=0)),
                ('note', models.CharField(blank=True, help_text='Supply cover, and what else should be known.', max_length=300)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('home_school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='release_rules', to='schools.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ClosedDates',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField()),
                ('ends', models.DateField(help_text='The last day of it.')),
                ('reason', models.CharField(max_length=120)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closed', to='register.releaserule')),
            ],
            options={
                'verbose_name_plural': 'closed dates',
                'ordering': ['starts', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Away',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('half_days', models.PositiveSmallIntegerField()),
                ('for_type', models.CharField(max_length=60)),
                ('for_id', models.BigIntegerField()),
                ('stay', models.BigIntegerField()),
                ('used', models.BooleanField(default=False, help_text='It took place.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('home_school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'half-day away',
                'verbose_name_plural': 'half-days away',
                'indexes': [models.Index(fields=['home_school', 'on'], name='away_by_school_and_day'), models.Index(fields=['person', 'on'], name='away_by_person_and_day')],
                'constraints': [models.UniqueConstraint(fields=('for_type', 'for_id', 'stay'), name='one_row_a_stay_away'), models.CheckConstraint(condition=models.Q(('half_days__gte', 1), ('half_days__lte', 2)), name='away_half_or_whole_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='releaserule',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('alliance', 'home_school', 'person'), name='one_rule_a_leader_and_school'),
        ),
        migrations.AddConstraint(
            model_name='releaserule',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', True)), fields=('alliance', 'home_school'), name='one_rule_a_school'),
        ),
        migrations.AddConstraint(
            model_name='releaserule',
            constraint=models.CheckConstraint(condition=models.Q(('half_days_a_week__isnull', True), ('half_days_a_week__gte', 1), _connector='OR'), name='a_limit_of_a_half_day_or_more'),
        ),
        migrations.AddConstraint(
            model_name='releaserule',
            constraint=models.CheckConstraint(condition=models.Q(('notice_working_days__lte', 60)), name='notice_within_bounds'),
        ),
        migrations.AddConstraint(
            model_name='closeddates',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='closed_dates_run_forward'),
        ),
        migrations.AddConstraint(
            model_name='closeddates',
            constraint=models.UniqueConstraint(fields=('rule', 'starts', 'ends'), name='dates_closed_once'),
        ),
        walls.around("register_releaserule", "register_closeddates", "register_away"),
        migrations.RunPython(take_the_notes_over, migrations.RunPython.noop),
    ]
