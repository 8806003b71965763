"""Transfers between alliances: a row for each side, and why one said no in a row of its own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0006_attendance_asked_for'),
        ('register', '0020_to_come'),
        ('schools', '0003_walls'),
        ('selection', '0014_renewals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('crossing', models.BigIntegerField(blank=True, help_text='The number of the other side; empty where she is from elsewhere.', null=True, unique=True)),
                ('from_name', models.CharField(max_length=120)),
                ('is_headteacher', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('prepared', 'Prepared'), ('confirmed', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Called off by the other alliance'), ('done', 'Transferred')], default='proposed', max_length=10)),
                ('began_on', models.DateField(help_text='Since when she is a System Leader there.')),
                ('ends', models.DateField(help_text='The last day of her period, which a transfer does not lengthen.')),
                ('reference_given_on', models.DateField(help_text='Nobody is designated without one; what it says stays there.')),
                ('decision_released_on', models.DateField()),
                ('learned', models.JSONField(default=list, help_text='What she has learned, in lines.')),
                ('evidence', models.TextField(blank=True, help_text='From elsewhere: how the office knows all this.')),
                ('first_day', models.DateField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('designation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='register.designation')),
                ('from_alliance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
            ],
            options={
                'verbose_name': 'transfer in',
                'verbose_name_plural': 'transfers in',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ArrivalArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phases', models.JSONField(default=list)),
                ('level', models.PositiveSmallIntegerField(default=2, help_text='1 to 3: how deep; matching uses it.')),
                ('since', models.DateField(blank=True, help_text='Empty: from the first day of the designation.', null=True)),
                ('name', models.CharField(max_length=120)),
                ('terms_kind', models.CharField(blank=True, help_text='A condition or support plan that goes along.', max_length=10)),
                ('terms', models.CharField(blank=True, max_length=300)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='selection.arrival')),
                ('common', models.ForeignKey(blank=True, help_text="Empty for an area of the giving alliance's own.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
                ('taken_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ArrivalRefusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('because', models.TextField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('arrival', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='refusal', to='selection.arrival')),
            ],
            options={
                'verbose_name': 'reason for declining a transfer',
            },
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('state', models.CharField(choices=[('asked', 'Leader asked'), ('refused', 'Leader would rather not'), ('agreed', 'Waiting for the other alliance'), ('declined', 'Declined by the other alliance'), ('accepted', 'Accepted'), ('called_off', 'Called off'), ('done', 'Transferred')], default='asked', max_length=10)),
                ('to_name', models.CharField(max_length=120)),
                ('first_day', models.DateField(blank=True, help_text='Her first day there, once it is accepted.', null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='register.designation')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_alliance', models.ForeignKey(blank=True, help_text='Empty where it is not on this installation.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
            ],
            options={
                'verbose_name': 'transfer out',
                'verbose_name_plural': 'transfers out',
                'ordering': ['-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'prepared', 'confirmed', 'declined', 'withdrawn', 'done'])), name='arrival_state_known'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('crossing__isnull', False), ('from_alliance__isnull', False)), models.Q(('crossing', None), ('from_alliance', None), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='arrival_from_an_alliance_or_on_evidence'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['prepared', 'confirmed', 'done']), _negated=True), models.Q(('first_day__isnull', False), ('prepared_by__isnull', False)), _connector='OR'), name='arrival_prepared_by_somebody_for_a_day'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'done']), _negated=True), models.Q(('checked_by__isnull', False), models.Q(('checked_by', models.F('prepared_by')), _negated=True)), _connector='OR'), name='arrival_seen_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('designation__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('designation', None)), _connector='OR'), name='arrival_designates_when_done'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(('first_day', None), ('first_day__lte', models.F('ends')), _connector='OR'), name='arrival_within_the_period'),
        ),
        migrations.AddConstraint(
            model_name='arrivalarea',
            constraint=models.UniqueConstraint(fields=('arrival', 'taken_as'), name='arrival_area_taken_once'),
        ),
        migrations.AddConstraint(
            model_name='arrivalarea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on', None), ('terms', ''), ('terms_kind', '')), models.Q(('due_on__isnull', False), ('terms_kind__in', ['condition', 'support']), models.Q(('terms', ''), _negated=True)), _connector='OR'), name='arrival_terms_whole'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'agreed', 'accepted'])), fields=('designation',), name='one_open_departure'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'refused', 'agreed', 'declined', 'accepted', 'called_off', 'done'])), name='departure_state_known'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(('to_alliance', None), models.Q(('to_alliance', models.F('alliance')), _negated=True), _connector='OR'), name='departure_to_another_alliance'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(('to_name', ''), _negated=True), name='departure_says_whereto'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'done']), _negated=True), ('first_day__isnull', False), _connector='OR'), name='departure_accepted_from_a_day'),
        ),
        walls.around(
            "selection_departure", "selection_arrival", "selection_arrivalarea", "selection_arrivalrefusal"
        ),
    ]
