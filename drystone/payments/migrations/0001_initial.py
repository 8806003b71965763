import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        ('alliances', '0001_initial'),
        ('deployment', '0001_initial'),
        ('documents', '0001_initial'),
        ('groups', '0001_initial'),
        ('people', '0001_initial'),
        ('people', '__first__'),
        ('register', '0001_initial'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('file', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(blank=True, help_text='When its right rows were taken; once.', null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file of answers',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'sha256'), name='one_file_of_answers_a_digest'), models.CheckConstraint(condition=models.Q(models.Q(('taken_at__isnull', True), ('taken_by__isnull', True)), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='answers_taken_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('act', models.CharField(choices=[('send', 'Send the drafts'), ('approve', 'Approve the confirmed')], max_length=8)),
                ('state', models.CharField(choices=[('queued', 'About to begin'), ('running', 'Under way'), ('done', 'Done'), ('cancelled', 'Cancelled'), ('failed', 'Did not work')], default='queued', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('of', models.PositiveIntegerField(help_text='How many were ready when it was asked for.')),
                ('done', models.PositiveIntegerField(default=0)),
                ('left_out', models.JSONField(default=list, help_text='Number of the statement, and why it was left as it is.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'running', 'done', 'cancelled', 'failed'])), name='batch_state_known'), models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running'])), fields=('alliance',), name='one_batch_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ChargeSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('month', models.DateField(help_text='The first day of the month.')),
                ('number', models.PositiveIntegerField(help_text='Without gaps, per alliance.')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved, to be issued by a second person'), ('issued', 'Issued to the payer'), ('queried', 'The payer says something is wrong'), ('paid', 'Paid'), ('returned', 'Came back unpaid')], default='draft', max_length=10)),
                ('total_pence', models.BigIntegerField(help_text='Without VAT: what no fund carries.')),
                ('vat_pence', models.BigIntegerField(default=0)),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
            ],
            options={
                'ordering': ['-month', 'number'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'number'), name='one_charge_schedule_a_number'), models.UniqueConstraint(fields=('alliance', 'payer', 'month'), name='one_charge_schedule_a_payer_and_month'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'approved', 'issued', 'queried', 'paid', 'returned'])), name='charge_schedule_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', True), ('issued_by__isnull', True), ('state', 'draft')), models.Q(('approved_by__isnull', False), ('state', 'approved')), models.Q(('approved_by__isnull', False), ('issued_at__isnull', False), ('issued_by__isnull', False), models.Q(('issued_by', models.F('approved_by')), _negated=True)), _connector='OR'), name='charge_schedule_issued_by_a_second_person'), models.CheckConstraint(condition=models.Q(('total_pence__gte', 1), ('vat_pence__gte', 0)), name='charge_schedule_charges')],
            },
        ),
        migrations.CreateModel(
            name='DueLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('visit', 'Visit'), ('called_off', 'Visit that did not take place'), ('facilitation', 'Facilitation'), ('credit', 'Credit')], max_length=12)),
                ('turn', models.PositiveSmallIntegerField(default=1, help_text='Of its visit: the next one after the line before was reversed.')),
                ('on', models.DateField(help_text='The day of work.')),
                ('flow', models.CharField(choices=[('hub', 'The Alliance charges the payer and reimburses the home school'), ('direct', 'The home school invoices the payer itself'), ('reimbursed', 'The Alliance reimburses the home school and charges nobody'), ('grant', 'Funds carry the charge; the Alliance reimburses the home school'), ('nil', 'No money: days are exchanged')], default='hub', max_length=10)),
                ('half_days', models.SmallIntegerField(help_text='Delivered: none of a visit that did not take place.')),
                ('unit', models.CharField(choices=[('day', 'day'), ('half_day', 'half-day'), ('hour', 'hour'), ('twilight', 'twilight'), ('session', 'session')], default='day', max_length=8)),
                ('half_units', models.SmallIntegerField(default=0, help_text='Halves of the unit that are multiplied: two of a twilight.')),
                ('rate_pence', models.PositiveIntegerField(help_text='Pence a unit, to the home school; the amount is pro rata.')),
                ('charge_rate_pence', models.PositiveIntegerField(default=0, help_text='Pence a unit, charged to the payer.')),
                ('charged_per_cent', models.PositiveSmallIntegerField(default=100, help_text='Of what the visit would have cost.')),
                ('reimbursed_per_cent', models.PositiveSmallIntegerField(default=100, help_text='Of what the home school would get.')),
                ('vat_code', models.CharField(choices=[('exempt', 'Exempt'), ('outside', 'Outside the scope'), ('zero', 'Zero-rated'), ('standard', 'Standard-rated, 20 %')], default='exempt', max_length=12)),
                ('reimbursement_pence', models.BigIntegerField()),
                ('charge_pence', models.BigIntegerField()),
                ('explanation', models.CharField(help_text='What was done, without money.', max_length=300)),
                ('purchase_order', models.CharField(blank=True, help_text="The payer's, copied from what was signed.", max_length=60)),
                ('made_at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('attendance', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='due_line', to='groups.attendance')),
                ('charge_schedule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='payments.chargeschedule')),
                ('home_school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
                ('payer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit', to='payments.dueline')),
                ('visit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='due_lines', to='deployment.visit')),
            ],
            options={
                'ordering': ['on', 'id'],
                'indexes': [models.Index(fields=['alliance', 'charge_schedule', 'on'], name='due_line_by_charge_schedule')],
                'constraints': [models.UniqueConstraint(fields=('visit', 'turn'), name='one_line_a_visit_and_turn'), models.CheckConstraint(condition=models.Q(models.Q(('attendance__isnull', True), ('kind__in', ['visit', 'called_off']), ('reverses__isnull', True), ('visit__isnull', False)), models.Q(('attendance__isnull', False), ('kind', 'facilitation'), ('reverses__isnull', True), ('visit__isnull', True)), models.Q(('attendance__isnull', True), ('kind', 'credit'), ('reverses__isnull', False), ('visit__isnull', True)), _connector='OR'), name='a_line_belongs_to_one_thing'), models.CheckConstraint(condition=models.Q(models.Q(('charge_pence__lte', 0), ('half_days__lte', 0), ('kind', 'credit'), ('reimbursement_pence__lte', 0)), models.Q(models.Q(('kind', 'credit'), _negated=True), ('charge_pence__gte', 0), ('half_days__gte', 0), ('reimbursement_pence__gte', 0)), _connector='OR'), name='credits_are_negative'), models.CheckConstraint(condition=models.Q(('kind__in', ['credit', 'called_off']), ('half_days__gte', 1), _connector='OR'), name='a_line_of_work_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'called_off'), _negated=True), ('half_days', 0), _connector='OR'), name='nothing_delivered_has_no_time'), models.CheckConstraint(condition=models.Q(('flow__in', ['hub', 'direct', 'reimbursed', 'grant', 'nil']), ('unit__in', ['day', 'half_day', 'hour', 'twilight', 'session']), ('vat_code__in', ['exempt', 'outside', 'zero', 'standard'])), name='line_priced_as_known'), models.CheckConstraint(condition=models.Q(('charge_schedule__isnull', True), models.Q(('flow__in', ('hub', 'grant')), ('payer__isnull', False)), _connector='OR'), name='only_what_the_alliance_charges_is_on_a_schedule')],
            },
        ),
        migrations.CreateModel(
            name='Fund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('name', models.CharField(max_length=120)),
                ('funder', models.CharField(blank=True, max_length=120)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', max_length=6)),
                ('total_pence', models.PositiveBigIntegerField()),
                ('kept_back_percent', models.DecimalField(decimal_places=2, default=0, help_text="Of new money, for the Alliance's own work.", max_digits=4)),
                ('cap_a_school_pence', models.PositiveBigIntegerField(blank=True, null=True)),
                ('cap_a_school_half_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('roles', models.JSONField(blank=True, default=list, help_text='Roles of the rate card; none: all.')),
                ('carried_pence', models.PositiveBigIntegerField(default=0, help_text='Of the total: the rest of the fund before.')),
                ('spent_pence', models.PositiveBigIntegerField(default=0)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('areas', models.ManyToManyField(blank=True, related_name='+', to='register.area')),
                ('follows', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='payments.fund')),
                ('schools', models.ManyToManyField(blank=True, related_name='+', to='schools.organisation')),
            ],
            options={
                'ordering': ['-starts', 'name'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'name'), name='one_fund_a_name'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='fund_runs_forward'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed'])), name='fund_state_known'), models.CheckConstraint(condition=models.Q(('kept_back_percent__gte', 0), ('kept_back_percent__lte', 50)), name='fund_keeps_back_half_at_most'), models.CheckConstraint(condition=models.Q(('carried_pence', 0), models.Q(('carried_pence__lte', models.F('total_pence')), ('follows__isnull', False)), _connector='OR'), name='fund_says_where_money_came_from'), models.CheckConstraint(condition=models.Q(('spent_pence__lte', models.F('total_pence'))), name='fund_spends_what_it_has')],
            },
        ),
        migrations.CreateModel(
            name='FundReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField()),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('kept_back_for', models.TextField(blank=True, help_text='What the share kept back was used for.')),
                ('added', models.TextField(blank=True, help_text='What it added.')),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='payments.fund')),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_on'],
                'constraints': [models.UniqueConstraint(fields=('fund', 'due_on'), name='one_report_a_fund_and_day'), models.CheckConstraint(condition=models.Q(models.Q(('given_at__isnull', True), ('given_by__isnull', True)), models.Q(('given_at__isnull', False), ('given_by__isnull', False)), _connector='OR'), name='fund_report_given_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='FundShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(default=0)),
                ('pence', models.PositiveBigIntegerField()),
                ('half_days', models.PositiveSmallIntegerField(default=0, help_text='How many it is meant for; one in part counts.')),
                ('set_at', models.DateTimeField()),
                ('spent_pence', models.PositiveBigIntegerField(default=0)),
                ('spent_half_days', models.PositiveSmallIntegerField(default=0)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('deployment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fund_shares', to='deployment.deployment')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='payments.fund')),
            ],
            options={
                'ordering': ['place', 'id'],
                'constraints': [models.UniqueConstraint(fields=('fund', 'deployment'), name='one_share_a_fund_and_deployment'), models.CheckConstraint(condition=models.Q(('spent_pence__lte', models.F('pence'))), name='share_carries_what_it_is')],
            },
        ),
        migrations.CreateModel(
            name='FundSpend',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pence', models.BigIntegerField()),
                ('half_days', models.SmallIntegerField(default=0, help_text='Against the cap of a school; one in part counts whole.')),
                ('charge_pence', models.BigIntegerField(help_text='Of the line, so that the database can hold the sum below it.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spends', to='payments.fund')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spends', to='payments.dueline')),
                ('share', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spends', to='payments.fundshare')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('line', 'fund'), name='one_spend_a_line_and_fund'), models.CheckConstraint(condition=models.Q(models.Q(('half_days__gte', 0), ('pence__gt', 0), ('pence__lte', models.F('charge_pence'))), models.Q(('half_days__lte', 0), ('pence__gte', models.F('charge_pence')), ('pence__lt', 0)), _connector='OR'), name='spend_within_its_charge')],
            },
        ),
        migrations.CreateModel(
            name='Payee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('paid_through', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alliance', 'school'), name='one_payee_a_school')],
            },
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('system_leader', 'System Leader'), ('headteacher', 'Headteacher')], max_length=20)),
                ('unit', models.CharField(choices=[('day', 'day'), ('half_day', 'half-day'), ('hour', 'hour'), ('twilight', 'twilight'), ('session', 'session')], default='day', max_length=8)),
                ('since', models.DateField()),
                ('fee_kind', models.CharField(choices=[('none', 'No fee'), ('flat', 'A flat sum out of the price'), ('inside', 'Per cent of the price, inside it'), ('on_top', 'Per cent of the price, on top'), ('named', 'Both sums are named')], default='none', max_length=6)),
                ('fee', models.PositiveIntegerField(default=0, help_text='Pence, or hundredths of a per cent.')),
                ('charge_pence', models.PositiveIntegerField(help_text='Pence a unit, charged to the payer.')),
                ('reimbursement_pence', models.PositiveIntegerField(help_text='Pence a unit, to the home school.')),
                ('vat_code', models.CharField(choices=[('exempt', 'Exempt'), ('outside', 'Outside the scope'), ('zero', 'Zero-rated'), ('standard', 'Standard-rated, 20 %')], default='exempt', max_length=12)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
            ],
            options={
                'ordering': ['role', 'unit', '-since'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'role', 'unit', 'since'), name='one_rate_a_role_unit_and_day'), models.CheckConstraint(condition=models.Q(('role__in', ['system_leader', 'headteacher']), ('unit__in', ['day', 'half_day', 'hour', 'twilight', 'session']), ('vat_code__in', ['exempt', 'outside', 'zero', 'standard'])), name='rate_priced_as_known'), models.CheckConstraint(condition=models.Q(models.Q(('fee', 0), ('fee_kind', 'named')), models.Q(('charge_pence', models.F('reimbursement_pence')), ('fee', 0), ('fee_kind', 'none')), models.Q(('charge_pence', django.db.models.expressions.CombinedExpression(models.F('reimbursement_pence'), '+', models.F('fee'))), ('fee_kind', 'flat')), models.Q(('charge_pence__gte', models.F('reimbursement_pence')), ('fee_kind__in', ['inside', 'on_top'])), _connector='OR'), name='rate_charges_what_it_pays_and_the_fee')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('month', models.DateField(help_text='The first day of the month.')),
                ('number', models.PositiveIntegerField(help_text='Without gaps, per alliance.')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent to the home school'), ('confirmed', 'Confirmed by the home school'), ('queried', 'The home school says something is wrong'), ('approved', 'Approved by a second person'), ('exported', 'Handed over to finance'), ('paid', 'Paid'), ('returned', 'Returned unpaid')], default='draft', max_length=10)),
                ('total_pence', models.BigIntegerField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('home_school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='schools.organisation')),
                ('paper', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                ('prepared_by', models.ForeignKey(blank=True, help_text='Whoever sent it, once sent.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signature', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.signature')),
            ],
            options={
                'ordering': ['-month', 'number'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'number'), name='one_statement_a_number'), models.UniqueConstraint(fields=('alliance', 'home_school', 'month'), name='one_statement_a_school_and_month'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'confirmed', 'queried', 'approved', 'exported', 'paid', 'returned'])), name='statement_state_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'confirmed', 'queried']), models.Q(('approved_by__isnull', False), ('confirmed_by__isnull', False), ('prepared_by__isnull', False), models.Q(('approved_by', models.F('prepared_by')), _negated=True), models.Q(('approved_by', models.F('confirmed_by')), _negated=True)), _connector='OR'), name='statement_approved_by_a_second_person'), models.CheckConstraint(condition=models.Q(('total_pence__gte', 0)), name='statement_claims_nothing_back')],
            },
        ),
        migrations.CreateModel(
            name='Query',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('charge_schedule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='queries', to='payments.chargeschedule')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='queries', to='payments.statement')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('statement__isnull', True), ('charge_schedule__isnull', True), _connector='XOR'), name='a_query_is_on_one_paper')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('total_pence', models.BigIntegerField()),
                ('file', models.BinaryField(help_text='As it was handed over: names and payees may change later.')),
                ('sha256', models.CharField(max_length=64)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('statements', models.ManyToManyField(related_name='handovers', to='payments.statement')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='dueline',
            name='statement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='payments.statement'),
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('paid', 'Paid'), ('returned', 'Returned')], max_length=8)),
                ('on', models.DateField()),
                ('pence', models.BigIntegerField()),
                ('reference', models.CharField(blank=True, max_length=60)),
                ('reason', models.CharField(blank=True, help_text='Why it came back.', max_length=300)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='payments.answerfile')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='payments.statement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('file', 'statement'), name='one_answer_a_file_and_statement'), models.UniqueConstraint(condition=models.Q(('outcome', 'paid')), fields=('statement',), name='a_statement_is_paid_once'), models.CheckConstraint(condition=models.Q(('outcome', 'paid'), models.Q(('outcome', 'returned'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='returned_with_a_reason')],
            },
        ),
        migrations.AddIndex(
            model_name='dueline',
            index=models.Index(fields=['alliance', 'statement', 'on'], name='due_line_by_statement'),
        ),
        migrations.AddConstraint(
            model_name='dueline',
            constraint=models.CheckConstraint(condition=models.Q(('statement__isnull', True), ('flow__in', ('hub', 'reimbursed', 'grant')), _connector='OR'), name='only_what_the_alliance_pays_is_claimed'),
        ),
    ]
