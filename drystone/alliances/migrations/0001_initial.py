import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import drystone.alliances.models.alliance
from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Alliance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('slug', models.SlugField(unique=True)),
                ('legal_body', models.CharField(blank=True, help_text='Who is the data controller.', max_length=200)),
                ('contact_name', models.CharField(blank=True, max_length=120)),
                ('contact_email', models.EmailField(max_length=254)),
                ('contact_phone', models.CharField(blank=True, max_length=40)),
                ('colour', models.CharField(default='#0b5563', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Give a colour as # and six digits, for example #0b5563.')])),
                ('words', models.JSONField(blank=True, default=dict, help_text='Renamed words, by key.')),
                ('is_default', models.BooleanField(default=False)),
                ('suspended_on', models.DateField(blank=True, null=True)),
                ('designation_years', models.PositiveSmallIntegerField(default=4)),
                ('dispute_working_days', models.PositiveSmallIntegerField(default=5)),
                ('visit_record_working_days', models.PositiveSmallIntegerField(default=5)),
                ('appeal_working_days', models.PositiveSmallIntegerField(default=10)),
                ('acceptance_working_days', models.PositiveSmallIntegerField(default=10)),
                ('pause_stops_clock', models.BooleanField(default=True)),
                ('assurance_months', models.PositiveSmallIntegerField(default=12)),
                ('first_answer_working_days', models.PositiveSmallIntegerField(default=2)),
                ('enquiry_working_days', models.PositiveSmallIntegerField(default=5)),
                ('offers_without_names', models.BooleanField(default=False)),
                ('match_working_days', models.PositiveSmallIntegerField(default=2)),
                ('contact_days', models.PositiveSmallIntegerField(default=7)),
                ('members_first', models.BooleanField(default=True)),
                ('concurrent_deployments', models.PositiveSmallIntegerField(default=3)),
                ('default_flow', models.CharField(choices=[('hub', 'The Alliance charges the payer and reimburses the home school'), ('direct', 'The home school invoices the payer itself'), ('reimbursed', 'The Alliance reimburses the home school and charges nobody'), ('grant', 'Funds carry the charge; the Alliance reimburses the home school'), ('nil', 'No money: days are exchanged')], default='hub', max_length=10)),
                ('home_heads_read_records_since', models.DateTimeField(blank=True, null=True)),
                ('home_heads_read_evaluations_since', models.DateTimeField(blank=True, null=True)),
                ('home_heads_told_of_visits', models.BooleanField(default=False)),
                ('home_heads_get_evaluations', models.BooleanField(default=True)),
                ('midpoint_from_half_days', models.PositiveSmallIntegerField(default=6, help_text='0: nobody is asked half-way.')),
                ('follow_up_months', models.JSONField(blank=True, default=drystone.alliances.models.alliance.six_months_on, help_text='None: nobody is asked.')),
                ('same_trust_is_conflict', models.BooleanField(default=True)),
                ('attendance_per_cent', models.PositiveSmallIntegerField(default=0, help_text='Asked of members of groups.')),
                ('sample_per_cent', models.PositiveSmallIntegerField(default=10, help_text='Visit records of a term that are read.')),
                ('sample_late_days', models.PositiveSmallIntegerField(default=5, help_text='Later than this, a record is read.')),
                ('concern_note_days', models.PositiveSmallIntegerField(default=7, help_text='0: nobody is reminded of concerns.')),
                ('rearranged_within_days', models.PositiveSmallIntegerField(default=0, help_text='0: however late and far a visit was moved, its notice is counted to where it stands.')),
                ('lends', models.BooleanField(default=False)),
                ('lends_to', models.JSONField(blank=True, default=list, help_text='By their short names; empty: to all.')),
                ('reach_miles', models.PositiveSmallIntegerField(default=40)),
                ('former_post_years', models.PositiveSmallIntegerField(default=3, help_text='After these it is no conflict.')),
                ('fit_counts', models.PositiveSmallIntegerField(default=2)),
                ('distance_counts', models.PositiveSmallIntegerField(default=2)),
                ('fairness_counts', models.PositiveSmallIntegerField(default=2)),
                ('continuity_counts', models.PositiveSmallIntegerField(default=2)),
                ('variety_counts', models.PositiveSmallIntegerField(default=2)),
                ('likeness_counts', models.PositiveSmallIntegerField(default=2)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='one_default_alliance'), models.CheckConstraint(condition=models.Q(('designation_years__gte', 1), ('designation_years__lte', 10)), name='designation_years_within_bounds'), models.CheckConstraint(condition=models.Q(('dispute_working_days__gte', 1), ('dispute_working_days__lte', 30)), name='dispute_working_days_within_bounds'), models.CheckConstraint(condition=models.Q(('visit_record_working_days__gte', 1), ('visit_record_working_days__lte', 30)), name='visit_record_working_days_within_bounds'), models.CheckConstraint(condition=models.Q(('appeal_working_days__gte', 1), ('appeal_working_days__lte', 60)), name='appeal_working_days_within_bounds'), models.CheckConstraint(condition=models.Q(('acceptance_working_days__gte', 1), ('acceptance_working_days__lte', 60)), name='acceptance_working_days_within_bounds'), models.CheckConstraint(condition=models.Q(('assurance_months__gte', 1), ('assurance_months__lte', 60)), name='assurance_months_within_bounds'), models.CheckConstraint(condition=models.Q(('first_answer_working_days__gte', 1), ('first_answer_working_days__lte', 20)), name='first_answer_working_days_within_bounds'), models.CheckConstraint(condition=models.Q(('enquiry_working_days__gte', 1), ('enquiry_working_days__lte', 20)), name='enquiry_working_days_within_bounds'), models.CheckConstraint(condition=models.Q(('match_working_days__gte', 1), ('match_working_days__lte', 20)), name='match_working_days_within_bounds'), models.CheckConstraint(condition=models.Q(('contact_days__gte', 1), ('contact_days__lte', 60)), name='contact_days_within_bounds'), models.CheckConstraint(condition=models.Q(('concurrent_deployments__gte', 1), ('concurrent_deployments__lte', 20)), name='concurrent_deployments_within_bounds'), models.CheckConstraint(condition=models.Q(('reach_miles__gte', 1), ('reach_miles__lte', 500)), name='reach_miles_within_bounds'), models.CheckConstraint(condition=models.Q(('former_post_years__gte', 0), ('former_post_years__lte', 20)), name='former_post_years_within_bounds'), models.CheckConstraint(condition=models.Q(('attendance_per_cent__gte', 0), ('attendance_per_cent__lte', 100)), name='attendance_per_cent_within_bounds'), models.CheckConstraint(condition=models.Q(('sample_per_cent__gte', 0), ('sample_per_cent__lte', 100)), name='sample_per_cent_within_bounds'), models.CheckConstraint(condition=models.Q(('sample_late_days__gte', 0), ('sample_late_days__lte', 60)), name='sample_late_days_within_bounds'), models.CheckConstraint(condition=models.Q(('concern_note_days__gte', 0), ('concern_note_days__lte', 90)), name='concern_note_days_within_bounds'), models.CheckConstraint(condition=models.Q(('midpoint_from_half_days__gte', 0), ('midpoint_from_half_days__lte', 200)), name='midpoint_from_half_days_within_bounds'), models.CheckConstraint(condition=models.Q(('rearranged_within_days__gte', 0), ('rearranged_within_days__lte', 180)), name='rearranged_within_days_within_bounds'), models.CheckConstraint(condition=models.Q(('default_flow__in', ['hub', 'direct', 'reimbursed', 'grant', 'nil'])), name='default_flow_known'), models.CheckConstraint(condition=models.Q(('fit_counts__in', [0, 1, 2, 4])), name='fit_counts_in_words'), models.CheckConstraint(condition=models.Q(('distance_counts__in', [0, 1, 2, 4])), name='distance_counts_in_words'), models.CheckConstraint(condition=models.Q(('fairness_counts__in', [0, 1, 2, 4])), name='fairness_counts_in_words'), models.CheckConstraint(condition=models.Q(('continuity_counts__in', [0, 1, 2, 4])), name='continuity_counts_in_words'), models.CheckConstraint(condition=models.Q(('variety_counts__in', [0, 1, 2, 4])), name='variety_counts_in_words'), models.CheckConstraint(condition=models.Q(('likeness_counts__in', [0, 1, 2, 4])), name='likeness_counts_in_words')],
            },
        ),
        migrations.CreateModel(
            name='CancellationTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice_working_days', models.PositiveSmallIntegerField(help_text='Whoever gives fewer pays by this line.')),
                ('charged_per_cent', models.PositiveSmallIntegerField(help_text='Of the charge, to whoever pays.')),
                ('reimbursed_per_cent', models.PositiveSmallIntegerField(help_text='Of the reimbursement, to the home school.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
            ],
            options={
                'ordering': ['notice_working_days'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'notice_working_days'), name='one_cancellation_term_a_notice'), models.CheckConstraint(condition=models.Q(('notice_working_days__gte', 1), ('notice_working_days__lte', 60)), name='cancellation_notice_within_bounds'), models.CheckConstraint(condition=models.Q(('charged_per_cent__lte', 100), ('reimbursed_per_cent__lte', 100)), name='cancellation_costs_the_whole_at_most')],
            },
        ),
        migrations.CreateModel(
            name='PolicyChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('was', models.JSONField()),
                ('at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
            ],
            options={
                'verbose_name': 'policy',
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['alliance', 'name', 'at'], name='policy_at_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='StandardTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=20)),
                ('text', models.TextField(blank=True, help_text='Empty: agreements leave this section out.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'section'), name='one_standard_term_a_section')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Autumn term 2026', max_length=60)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('half_term_starts', models.DateField(blank=True, null=True)),
                ('half_term_ends', models.DateField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
            ],
            options={
                'ordering': ['starts'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'starts'), name='one_term_a_start'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='term_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('half_term_ends__isnull', True), ('half_term_starts__isnull', True)), models.Q(('half_term_ends__gte', models.F('half_term_starts')), ('half_term_ends__lt', models.F('ends')), ('half_term_starts__gt', models.F('starts'))), _connector='OR'), name='half_term_inside_term')],
            },
        ),
    ]
