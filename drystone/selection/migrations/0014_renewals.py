"""Another term: a round of renewals for each school term, who was told of it, and the evidence she adds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0006_attendance_asked_for'),
        ('questions', '0004_drafts'),
        ('register', '0020_to_come'),
        ('schools', '0003_walls'),
        ('selection', '0013_dropped'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField()),
                ('unwanted_at', models.DateTimeField(blank=True, help_text='She does not want another term.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RenewalEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ofsted', 'Ofsted report'), ('la_review', 'Local authority review'), ('outcomes', 'Pupil outcomes'), ('groups', 'Feedback from a development group'), ('other', 'Something else')], max_length=10)),
                ('says', models.TextField(help_text='What it shows, in her words.', max_length=600)),
                ('dated', models.DateField(blank=True, null=True)),
                ('url', models.URLField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name_plural': 'renewal evidence',
                'ordering': ['id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='application',
            name='application_state_known',
        ),
        migrations.AddField(
            model_name='round',
            name='renewing_from',
            field=models.DateField(blank=True, help_text='Of a round of renewals: it is for designations that end from this day', null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='renewing_to',
            field=models.DateField(blank=True, help_text='to this one.', null=True),
        ),
        migrations.AlterField(
            model_name='application',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('shortlisted', 'Shortlisted'), ('not_shortlisted', 'Not shortlisted'), ('ineligible', 'Ineligible'), ('interviewed', 'Interviewed'), ('read', 'Read, no interview needed'), ('decided', 'Decided'), ('withdrawn', 'Withdrawn')], default='draft', max_length=16),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'shortlisted', 'not_shortlisted', 'ineligible', 'interviewed', 'read', 'decided', 'withdrawn'])), name='application_state_known'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'read'), _negated=True), ('renews__isnull', False), _connector='OR'), name='only_renewals_go_without_interview'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('renewing_from__isnull', True), ('renewing_to__isnull', True)), models.Q(('blind', False), ('members_only', False), ('renewing_to__gte', models.F('renewing_from'))), _connector='OR'), name='renewals_of_whoever_ends_then'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('renewing_from__isnull', False)), fields=('alliance', 'renewing_from'), name='one_round_of_renewals_a_term'),
        ),
        migrations.AddField(
            model_name='renewal',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance'),
        ),
        migrations.AddField(
            model_name='renewal',
            name='designation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='renewal', to='register.designation'),
        ),
        migrations.AddField(
            model_name='renewal',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='selection.round'),
        ),
        migrations.AddField(
            model_name='renewalevidence',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance'),
        ),
        migrations.AddField(
            model_name='renewalevidence',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='selection.application'),
        ),
        migrations.AddField(
            model_name='renewalevidence',
            name='file',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='questions.attachment'),
        ),
        migrations.AddField(
            model_name='renewalevidence',
            name='school',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation'),
        ),
        migrations.AddConstraint(
            model_name='renewalevidence',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['ofsted', 'la_review', 'outcomes', 'groups', 'other'])), name='evidence_kind_of_renewal_known'),
        ),
        migrations.AddConstraint(
            model_name='renewalevidence',
            constraint=models.CheckConstraint(condition=models.Q(('says', ''), _negated=True), name='evidence_says_what_it_shows'),
        ),
        walls.around('selection_renewal', 'selection_renewalevidence'),
    ]
