import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        ('alliances', '0001_initial'),
        ('schools', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('has_account', models.BooleanField(default=False, help_text='May sign in; others act by e-mailed link.')),
                ('is_active', models.BooleanField(default=True)),
                ('is_demonstration', models.BooleanField(default=False, help_text='Invented; one press signs in as her.')),
                ('demonstration_note', models.CharField(blank=True, help_text='What one can try as her.', max_length=200)),
            ],
            options={
                'verbose_name_plural': 'people',
                'indexes': [models.Index(django.db.models.functions.text.Lower('email'), name='person_by_address')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('has_account', True)), name='one_account_an_address')],
            },
        ),
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(help_text="Where it was sent; the person's address may change later.", max_length=254)),
                ('purpose', models.CharField(max_length=40)),
                ('record_type', models.CharField(max_length=60)),
                ('record_id', models.BigIntegerField()),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(blank=True, help_text='First thing done through it; a mail filter that opens it does nothing.', null=True)),
                ('spent_at', models.DateTimeField(blank=True, help_text='When the task was done.', null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_because', models.CharField(blank=True, help_text='In words the person may read.', max_length=200)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to=settings.AUTH_USER_MODEL)),
                ('spent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['record_type', 'record_id', 'purpose'], name='link_by_record')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True), ('spent_at__isnull', True)), fields=('alliance', 'person', 'purpose', 'record_type', 'record_id'), name='one_open_link_a_task'), models.CheckConstraint(condition=models.Q(('spent_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='link_ends_one_way'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='link_expires_after_it_was_made')],
            },
        ),
        migrations.CreateModel(
            name='Code',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('sign_in', 'to sign in'), ('read', 'to read confidential text'), ('address', 'to change an e-mail address'), ('confirm', 'to confirm that it is you')], max_length=10)),
                ('address', models.EmailField(help_text='Where it was sent.', max_length=254)),
                ('asker', models.CharField(help_text='Digest of the place it was asked from; limits are kept by it.', max_length=64)),
                ('seed', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('mailed_at', models.DateTimeField(help_text='Last time it was sent; the same digits may be sent again.')),
                ('mails', models.PositiveSmallIntegerField(default=1)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='codes', to=settings.AUTH_USER_MODEL)),
                ('link', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='people.link')),
            ],
            options={
                'indexes': [models.Index(fields=['address', 'made_at'], name='code_by_address')],
                'constraints': [models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='five_tries_a_code'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='code_expires_after_it_was_made')],
            },
        ),
        migrations.CreateModel(
            name='LinkKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='people.link')),
            ],
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('manager', 'Alliance manager'), ('coordinator', 'Coordinator'), ('finance', 'Finance officer of the Alliance'), ('quality', 'Quality lead'), ('director', 'Director'), ('board', 'Board member'), ('panel', 'Panel member'), ('head', 'Headteacher'), ('chair', 'Chair of governors'), ('trust_ceo', 'Chief executive of the trust'), ('staff', 'Member of staff'), ('finance_contact', 'Finance contact'), ('commissioner', 'Commissioner')], max_length=20)),
                ('title', models.CharField(blank=True, help_text='In her own words: Head of English.', max_length=120)),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='schools.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-starts', '-id'],
                'indexes': [models.Index(fields=['organisation', 'role'], name='post_by_organisation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='post_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('role__in', ['board', 'coordinator', 'director', 'finance', 'manager', 'panel', 'quality'])), models.Q(('organisation__isnull', False), models.Q(('role__in', ['board', 'coordinator', 'director', 'finance', 'manager', 'panel', 'quality']), _negated=True)), _connector='OR'), name='post_at_alliance_or_organisation'), models.UniqueConstraint(condition=models.Q(('ends__isnull', True), ('organisation__isnull', False)), fields=('alliance', 'person', 'organisation', 'role'), name='one_open_post_of_a_kind'), models.UniqueConstraint(condition=models.Q(('ends__isnull', True), ('organisation__isnull', True)), fields=('alliance', 'person', 'role'), name='one_open_alliance_post_of_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('typed_name', models.CharField(max_length=200)),
                ('typed_role', models.CharField(max_length=120)),
                ('address', models.EmailField(help_text='Where the link went, or that of the account.', max_length=254)),
                ('text', models.TextField()),
                ('digest', models.CharField(help_text='SHA-256 of the text in UTF-8, in hexadecimal.', max_length=64)),
                ('at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('link', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.link')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('typed_name', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='signature_has_a_name_and_a_text')],
            },
        ),
    ]
