import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        ('alliances', '0001_initial'),
        ('people', '0001_initial'),
        ('people', '__first__'),
        ('questions', '0001_initial'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Grouping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('since', models.DateField()),
            ],
            options={
                'ordering': ['-since'],
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('retired_on', models.DateField(blank=True, help_text='An area is retired, never deleted.', null=True)),
                ('alliance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('alliance__isnull', True)), fields=('code',), name='one_common_area_a_code'), models.UniqueConstraint(fields=('alliance', 'code'), name='one_own_area_a_code')],
            },
        ),
        migrations.CreateModel(
            name='Assurance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('enhanced_barred', "Enhanced check with the children's barred list"), ('enhanced', 'Enhanced check')], max_length=16)),
                ('confirmed_by', models.CharField(help_text='Name and role at the home school.', max_length=200)),
                ('confirmed_on', models.DateField()),
                ('until', models.DateField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assurances', to=settings.AUTH_USER_MODEL)),
                ('signature', models.OneToOneField(blank=True, help_text='Hers who confirmed it herself; the office writes down what it was told without one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.signature')),
            ],
            options={
                'ordering': ['-until', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('confirmed_on'))), name='assurance_until_after_start')],
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
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('facilitation', 'Facilitated a group or network'), ('project', 'Worked on an Alliance project'), ('resource', 'Made a video or other resource'), ('need', 'Told the Alliance of a need')], max_length=14)),
                ('title', models.CharField(max_length=160)),
                ('on', models.DateField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('moved_on', models.DateField(blank=True, help_text='Her first day at this school, where she moved to it.', null=True)),
                ('is_headteacher', models.BooleanField(default=False, help_text="Paid at the headteachers' rate; governors approve.")),
                ('number', models.CharField(help_text='On the certificate; anybody may check it.', max_length=20, unique=True)),
                ('starts', models.DateField()),
                ('ends', models.DateField(help_text='The last day in force.')),
                ('state', models.CharField(choices=[('to_come', 'Begins later'), ('pending', 'Pending a condition'), ('active', 'Active'), ('paused', 'Paused'), ('ended', 'Ended')], max_length=10)),
                ('accept_by', models.DateField(blank=True, help_text='By when she is asked to say yes.', null=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('ending', models.CharField(blank=True, choices=[('expired', 'Expired'), ('resigned', 'Resigned'), ('withdrawn', 'Withdrawn'), ('removed', 'Removed'), ('transferred', 'Transferred'), ('renewed', 'Renewed'), ('declined', 'Declined')], max_length=12)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('shown_in_directory', models.BooleanField(default=False, help_text='She agreed to be listed in public.')),
                ('portrait', models.TextField(blank=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('home_school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='schools.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to=settings.AUTH_USER_MODEL)),
                ('renews', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewed_by', to='register.designation')),
            ],
            options={
                'ordering': ['-starts', '-id'],
                'indexes': [models.Index(fields=['alliance', 'state', 'ends'], name='designation_by_ending'), models.Index(fields=['home_school', 'state'], name='designation_by_home_school')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='designation_ends_after_start'), models.CheckConstraint(condition=models.Q(('state__in', ['to_come', 'pending', 'active', 'paused', 'ended'])), name='designation_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state', 'ended'), models.Q(('ending', ''), _negated=True)), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_on__isnull', True), ('ending', '')), _connector='OR'), name='designation_ended_with_reason_and_day'), models.UniqueConstraint(condition=models.Q(('state__in', ['pending', 'active', 'paused'])), fields=('alliance', 'person'), name='one_living_designation_a_person'), models.UniqueConstraint(condition=models.Q(('state', 'to_come')), fields=('alliance', 'person'), name='one_designation_to_come_a_person')],
            },
        ),
        migrations.CreateModel(
            name='DesignatedArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phases', models.JSONField(default=list)),
                ('level', models.PositiveSmallIntegerField(default=2, help_text='1 to 3: how deep; matching uses it.')),
                ('since', models.DateField(blank=True, help_text='Empty: from the first day of the designation.', null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designated', to='register.area')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='register.designation')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['area', 'level'], name='designated_area_by_area')],
                'constraints': [models.UniqueConstraint(fields=('designation', 'area'), name='area_once_a_designation'), models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 3)), name='level_one_to_three')],
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('kind', models.CharField(choices=[('condition', 'Condition'), ('support', 'Support plan')], max_length=10)),
                ('terms', models.CharField(max_length=300)),
                ('first_due_on', models.DateField(help_text='By when it was to be met when it was told.')),
                ('due_on', models.DateField(help_text='By when it is to be met now.')),
                ('state', models.CharField(choices=[('open', 'To be met'), ('met', 'Met'), ('not_met', 'Not met'), ('dropped', 'No longer asked')], default='open', max_length=10)),
                ('because', models.CharField(blank=True, help_text='How the office knows; why there is more time.', max_length=1000)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='register.designation')),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('designation', 'area'), name='one_condition_an_area'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'met', 'not_met', 'dropped'])), name='condition_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['condition', 'support'])), name='condition_kind_known'), models.CheckConstraint(condition=models.Q(('terms', ''), _negated=True), name='condition_says_what'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('first_due_on'))), name='condition_only_gets_more_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['met', 'not_met']), _negated=True), models.Q(('settled_by__isnull', False), models.Q(('because', ''), _negated=True)), _connector='OR'), name='condition_settled_by_somebody_in_words')],
            },
        ),
        migrations.CreateModel(
            name='FormerArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phases', models.JSONField(default=list)),
                ('level', models.PositiveSmallIntegerField(default=2, help_text='1 to 3: how deep; matching uses it.')),
                ('since', models.DateField(blank=True, help_text='Empty: from the first day of the designation.', null=True)),
                ('until', models.DateField(help_text='The first day without it.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_areas', to='register.designation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AreaPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=120)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='register.area')),
                ('grouping', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='register.grouping')),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('grouping', 'area'), name='one_place_an_area')],
            },
        ),
        migrations.CreateModel(
            name='InductionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('due_on', models.DateField()),
                ('by_training', models.BooleanField(default=False, help_text='Coming to a session of core training does it.')),
                ('attended_at', models.DateTimeField(blank=True, help_text='When the session began that she came to.', null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='induction', to='register.designation')),
                ('sheet', models.OneToOneField(blank=True, help_text='Her evidence, where it is asked for.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questions.answersheet')),
                ('signed_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signer', models.ForeignKey(blank=True, help_text='Else the office.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('designation', 'title'), name='one_induction_item_a_title'), models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', True), ('signed_off_by__isnull', True)), models.Q(('done_on__isnull', False), ('signed_off_by__isnull', False)), _connector='OR'), name='induction_done_and_signed_off_together'), models.CheckConstraint(condition=models.Q(('attended_at__isnull', True), ('by_training', True), _connector='OR'), name='only_training_is_attended')],
            },
        ),
        migrations.CreateModel(
            name='InductionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('days', models.PositiveSmallIntegerField(help_text='Within how many days of the first one.')),
                ('wants_evidence', models.BooleanField(default=False)),
                ('by_training', models.BooleanField(default=False, help_text='Coming to a session of core training does it.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('signer', models.ForeignKey(blank=True, help_text='Else the office.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['days', 'id'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'title'), name='one_induction_step_a_title')],
            },
        ),
        migrations.CreateModel(
            name='NewHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.post')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
            ],
            options={
                'verbose_name': 'new head',
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField(help_text='The first day on which nobody asks her.')),
                ('back_on', models.DateField(help_text='When she is expected back.')),
                ('ended_on', models.DateField(blank=True, help_text='The first day she was back; its start: called off.', null=True)),
                ('stops_clock', models.BooleanField(help_text='The days away are added to her designation when she is back.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='register.designation')),
            ],
            options={
                'ordering': ['-starts', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('designation',), name='one_open_pause_a_designation'), models.CheckConstraint(condition=models.Q(('back_on__gt', models.F('starts'))), name='pause_back_after_start'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('starts')), _connector='OR'), name='pause_ended_after_start')],
            },
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
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('half_days', models.PositiveSmallIntegerField()),
                ('starts', models.DateField(help_text='When the work runs; concurrency is counted from it.')),
                ('ends', models.DateField()),
                ('for_type', models.CharField(max_length=60)),
                ('for_id', models.BigIntegerField()),
                ('made_at', models.DateTimeField()),
                ('given_back_at', models.DateTimeField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('home_school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='schools.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.term')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'term'], name='promise_by_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('given_back_at__isnull', True)), fields=('for_type', 'for_id', 'term'), name='one_standing_promise_a_piece_of_work_and_term'), models.CheckConstraint(condition=models.Q(('half_days__gte', 1)), name='promise_of_a_half_day_or_more'), models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='promise_runs_forward')],
            },
        ),
        migrations.CreateModel(
            name='ReleaseBudget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('half_days', models.PositiveSmallIntegerField()),
                ('half_days_before', models.PositiveSmallIntegerField(blank=True, help_text='To go back to by one press.', null=True)),
                ('granted_at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('home_school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='release_budgets', to='schools.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='release_budgets', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.term')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('alliance', 'home_school', 'person', 'term'), name='one_budget_a_leader_and_term'), models.UniqueConstraint(condition=models.Q(('person__isnull', True)), fields=('alliance', 'home_school', 'term'), name='one_budget_a_school_and_term')],
            },
        ),
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
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('alliance', 'home_school', 'person'), name='one_rule_a_leader_and_school'), models.UniqueConstraint(condition=models.Q(('person__isnull', True)), fields=('alliance', 'home_school'), name='one_rule_a_school'), models.CheckConstraint(condition=models.Q(('half_days_a_week__isnull', True), ('half_days_a_week__gte', 1), _connector='OR'), name='a_limit_of_a_half_day_or_more'), models.CheckConstraint(condition=models.Q(('notice_working_days__lte', 60)), name='notice_within_bounds')],
            },
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
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='closed_dates_run_forward'), models.UniqueConstraint(fields=('rule', 'starts', 'ends'), name='dates_closed_once')],
            },
        ),
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
        migrations.CreateModel(
            name='ReportedHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('starts', models.DateField(help_text='From when; the day on which we heard of it, where the register says so.')),
                ('told_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
                ('told_by', models.ForeignKey(blank=True, help_text='Empty: the national register.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'word of a new head',
                'verbose_name_plural': 'words of new heads',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('alliance', 'school'), name='one_head_to_confirm'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='reported_head_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='SchoolDates',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('inset', 'INSET day'), ('closed', 'School closed'), ('inspection', 'Inspection')], max_length=10)),
                ('starts', models.DateField()),
                ('ends', models.DateField(help_text='The last day of it.')),
                ('note', models.CharField(blank=True, max_length=120)),
                ('told_at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'dates of a school',
                'verbose_name_plural': 'dates of schools',
                'ordering': ['starts', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='school_dates_run_forward'), models.CheckConstraint(condition=models.Q(('kind__in', ['inset', 'closed', 'inspection'])), name='school_dates_kind_known'), models.UniqueConstraint(fields=('alliance', 'school', 'kind', 'starts'), name='school_dates_told_once')],
            },
        ),
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alliance', 'area'), name='area_set_aside_once')],
            },
        ),
        migrations.CreateModel(
            name='ShownGrouping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('grouping', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.grouping')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alliance',), name='one_grouping_is_shown')],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('core', 'Core training of the Alliance'), ('course', 'Course or conference'), ('coaching', 'Coaching or mentoring'), ('visit', 'Visit to learn from another school'), ('reading', 'Reading or research'), ('other', 'Something else')], default='other', max_length=10)),
                ('title', models.CharField(max_length=160)),
                ('on', models.DateField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('reflection', models.TextField(blank=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', '-id'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'person', 'on', 'title'), name='one_training_a_day_and_title'), models.CheckConstraint(condition=models.Q(('minutes__gte', 15), ('minutes__lte', 1440)), name='training_of_a_day_at_most'), models.CheckConstraint(condition=models.Q(('kind__in', ['core', 'course', 'coaching', 'visit', 'reading', 'other'])), name='training_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='WhyAway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('leave', 'Parental or other leave'), ('illness', 'Illness'), ('secondment', 'Secondment'), ('school', 'Their own school needs them'), ('other', 'Something else')], max_length=10)),
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
    ]
