import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import drystone.groups.models.kept
from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        ('alliances', '0001_initial'),
        ('people', '__first__'),
        ('questions', '0001_initial'),
        ('register', '0001_initial'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('system_leaders', 'System Leaders Development Group'), ('development', 'Development group'), ('joint_practice', 'Joint practice development group'), ('network', 'Network'), ('training', 'Core training for System Leaders')], max_length=16)),
                ('name', models.CharField(max_length=120)),
                ('purpose', models.CharField(blank=True, help_text='What it is for.', max_length=1000)),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('alliance', 'name'), name='one_running_group_a_name'), models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('kind', 'system_leaders')), fields=('alliance',), name='one_running_group_of_system_leaders'), models.CheckConstraint(condition=models.Q(('kind__in', ['system_leaders', 'development', 'joint_practice', 'network', 'training'])), name='group_kind_known'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='group_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held, register taken'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('moved', models.PositiveSmallIntegerField(default=0, help_text='How often its entry in calendars changed.')),
                ('place', models.CharField(blank=True, max_length=200)),
                ('link', models.URLField(blank=True, help_text='Where one meets by video.', max_length=300)),
                ('focus', models.CharField(blank=True, max_length=200)),
                ('agenda', models.CharField(blank=True, max_length=4000)),
                ('open_to_schools', models.BooleanField(default=False, help_text='Anybody of a school may sign up.')),
                ('notes', models.CharField(blank=True, help_text='What was said and agreed.', max_length=10000)),
                ('places', models.PositiveSmallIntegerField(blank=True, help_text='For those who sign up.', null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='groups.group')),
            ],
            options={
                'ordering': ['starts_at'],
                'indexes': [models.Index(fields=['group', 'starts_at'], name='meeting_by_group')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_after_start'), models.CheckConstraint(condition=models.Q(('link', ''), ('place', ''), _negated=True), name='meeting_is_somewhere'), models.CheckConstraint(condition=models.Q(('places__isnull', True), ('places__gte', 1), _connector='OR'), name='meeting_has_a_place'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'held', 'cancelled'])), name='meeting_state_known'), models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('group', 'starts_at'), name='one_meeting_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questions.answersheet')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='groups.meeting')),
            ],
            options={
                'verbose_name': 'feedback on a meeting',
                'verbose_name_plural': 'feedback on meetings',
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='asked_once_how_a_meeting_was')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('came', models.BooleanField()),
                ('apologies', models.BooleanField(default=False, help_text='She had said that she would not come.')),
                ('facilitated_half_days', models.PositiveSmallIntegerField(default=0)),
                ('locked', models.BooleanField(default=False, help_text='Its half-days are counted elsewhere now.')),
                ('taken_back', models.BooleanField(default=False, help_text='What was counted was reversed; another line stands.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='register', to='groups.meeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back', False)), fields=('meeting', 'person'), name='one_line_a_person_and_meeting'), models.CheckConstraint(condition=models.Q(('came', True), ('facilitated_half_days', 0), _connector='OR'), name='absent_nobody_facilitates'), models.CheckConstraint(condition=models.Q(('apologies', True), ('came', True), _negated=True), name='who_came_sent_no_apologies'), models.CheckConstraint(condition=models.Q(('facilitated_half_days__lte', 2)), name='facilitated_a_day_at_most')],
            },
        ),
        migrations.CreateModel(
            name='Apology',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='apologies', to='groups.meeting')),
            ],
            options={
                'verbose_name': 'apology',
                'verbose_name_plural': 'apologies',
                'ordering': ['sent_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='apologies_once_a_meeting')],
            },
        ),
        migrations.CreateModel(
            name='MeetingAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=300)),
                ('due_on', models.DateField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('added_at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='groups.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'action of a meeting',
                'verbose_name_plural': 'actions of meetings',
                'ordering': ['due_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person', 'what'), name='an_action_is_taken_on_once'), models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='an_action_says_what')],
            },
        ),
        migrations.CreateModel(
            name='MeetingPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('url', models.URLField(blank=True, max_length=300)),
                ('file', models.FileField(blank=True, max_length=120, upload_to=drystone.groups.models.kept.unguessable)),
                ('file_name', models.CharField(blank=True, help_text='The name it came with, made safe.', max_length=120)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('added_at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='groups.meeting')),
            ],
            options={
                'verbose_name': 'paper of a meeting',
                'verbose_name_plural': 'papers of meetings',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('url', ''), models.Q(('file', ''), _negated=True)), models.Q(models.Q(('url', ''), _negated=True), ('file', '')), _connector='OR'), name='paper_is_a_link_or_a_file')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facilitates', models.BooleanField(default=False)),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='groups.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-facilitates', 'person__name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('group', 'person'), name='once_in_a_group')],
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('aim', models.CharField(blank=True, max_length=2000)),
                ('outputs', models.CharField(blank=True, help_text='What came of it.', max_length=4000)),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('leaders', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-started_on', 'name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'name'), name='one_project_a_name'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='project_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('url', models.URLField(blank=True, max_length=300)),
                ('file', models.FileField(blank=True, max_length=120, upload_to=drystone.groups.models.kept.unguessable)),
                ('file_name', models.CharField(blank=True, help_text='The name it came with, made safe.', max_length=120)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('on', models.DateField()),
                ('views', models.PositiveIntegerField(default=0)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', '-id'],
                'indexes': [models.Index(fields=['alliance', '-on'], name='resource_by_alliance')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('url', ''), models.Q(('file', ''), _negated=True)), models.Q(models.Q(('url', ''), _negated=True), ('file', '')), _connector='OR'), name='resource_is_a_link_or_a_file')],
            },
        ),
        migrations.CreateModel(
            name='SignUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('state', models.CharField(choices=[('coming', 'Has a place'), ('waiting', 'Waits for a place'), ('withdrawn', 'Does not come')], max_length=10)),
                ('signed_by', models.CharField(blank=True, help_text='Who signed her up, where it was not she.', max_length=200)),
                ('made_at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ups', to='groups.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
            ],
            options={
                'verbose_name': 'sign-up',
                'ordering': ['made_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='signed_up_once_for_a_meeting'), models.CheckConstraint(condition=models.Q(('state__in', ['coming', 'waiting', 'withdrawn'])), name='sign_up_state_known')],
            },
        ),
    ]
