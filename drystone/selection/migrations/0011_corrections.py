"""A released decision is put right by a second letter."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0003_acceptance'),
        ('documents', '0003_replaced'),
        ('register', '0004_acceptance'),
        ('selection', '0010_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('because', models.CharField(help_text='Why; only the office reads it.', max_length=300)),
                ('state', models.CharField(choices=[('prepared', 'Prepared'), ('checked', 'Seen by a second person'), ('released', 'Released'), ('dropped', 'Dropped')], default='prepared', max_length=10)),
                ('outcome', models.CharField(choices=[('designate', 'Designate'), ('with_support', 'Designate with support'), ('with_condition', 'Designate subject to a condition'), ('defer', 'Defer to a round'), ('unsuccessful', 'Unsuccessful'), ('ineligible', 'Ineligible')], max_length=16)),
                ('areas', models.JSONField(default=list, help_text='The areas of the application that are granted.')),
                ('terms', models.CharField(blank=True, max_length=300)),
                ('feedback', models.TextField(blank=True)),
                ('wording', models.TextField(blank=True)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('before', models.JSONField(default=dict, help_text='What was decided before: outcome, terms, feedback, when.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('appeal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='selection.appeal')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='selection.decision')),
                ('designation_before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.designation')),
                ('letter_before', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['prepared', 'checked'])), fields=('decision',), name='one_open_correction'), models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'checked', 'released', 'dropped'])), name='correction_state_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['designate', 'with_support', 'with_condition', 'defer', 'unsuccessful', 'ineligible'])), name='correction_outcome_known'), models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='correction_says_why'), models.CheckConstraint(condition=models.Q(('outcome__in', ['designate', 'with_support', 'with_condition']), models.Q(('feedback', ''), _negated=True), _connector='OR'), name='every_corrected_no_has_feedback'), models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'dropped']), models.Q(('checked_by__isnull', False), models.Q(('checked_by', models.F('prepared_by')), _negated=True)), _connector='OR'), name='correction_seen_by_a_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('released_at__isnull', False), ('state', 'released')), models.Q(models.Q(('state', 'released'), _negated=True), ('letter_before__isnull', True), ('released_at__isnull', True)), _connector='OR'), name='correction_released_at_a_moment')],
            },
        ),
        walls.around("selection_correction"),
    ]
