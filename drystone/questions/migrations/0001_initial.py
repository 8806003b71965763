import django.db.models.deletion
from django.db import migrations, models

import drystone.questions.models.sheet
from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='FormVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance_id', models.BigIntegerField(blank=True, help_text='Empty for our own default form.', null=True)),
                ('key', models.SlugField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('source', models.TextField(help_text='The form as TOML.')),
                ('digest', models.CharField(help_text='SHA-256 of the source.', max_length=64)),
                ('published_at', models.DateTimeField()),
                ('published_by', models.BigIntegerField(blank=True, help_text='The person; empty for our default.', null=True)),
                ('follows_ours', models.BooleanField(default=False, help_text='The alliance went back to our default, and follows it from then on.')),
            ],
            options={
                'ordering': ['key', 'number'],
                'constraints': [models.UniqueConstraint(fields=('alliance_id', 'key', 'number'), name='one_own_version_a_number'), models.UniqueConstraint(condition=models.Q(('alliance_id__isnull', True)), fields=('key', 'number'), name='one_default_version_a_number'), models.UniqueConstraint(condition=models.Q(('alliance_id__isnull', True)), fields=('key', 'digest'), name='one_default_version_a_text'), models.CheckConstraint(condition=models.Q(models.Q(('alliance_id__isnull', True), ('published_by__isnull', True)), models.Q(('alliance_id__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='own_version_published_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='AnswerSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance_id', models.BigIntegerField(db_index=True)),
                ('lists', models.JSONField(blank=True, default=dict, help_text='Rows and options that the record brings: objectives, actions, criteria.')),
                ('started_at', models.DateTimeField()),
                ('sealed_at', models.DateTimeField(blank=True, null=True)),
                ('digest', models.CharField(blank=True, help_text='SHA-256 over version, lists and answers.', max_length=64)),
                ('erased_at', models.DateTimeField(blank=True, help_text='When answers were erased for good.', null=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='questions.formversion')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('sealed_at__isnull', True)), models.Q(('sealed_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='sealed_with_its_digest')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('value', models.JSONField(help_text='As its kind keeps it; empty when nothing is answered.', null=True)),
                ('saved_at', models.DateTimeField()),
                ('window', models.CharField(blank=True, help_text='The opened page it was written on.', max_length=16)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='questions.answersheet')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sheet', 'key'), name='one_answer_a_question')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('file', models.FileField(max_length=120, upload_to=drystone.questions.models.sheet.unguessable)),
                ('name', models.CharField(help_text='The name it came with, made safe.', max_length=120)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('content_type', models.CharField(max_length=100)),
                ('saved_at', models.DateTimeField()),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='questions.answersheet')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sheet', 'key'), name='one_file_a_question'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='file_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='FormDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance_id', models.BigIntegerField()),
                ('key', models.SlugField(max_length=60)),
                ('source', models.TextField(help_text='The form as TOML, as far as it is written.')),
                ('turn', models.PositiveIntegerField(default=1, help_text='Goes up with each change, so that nobody misses one.')),
                ('begun_at', models.DateTimeField()),
                ('begun_by', models.BigIntegerField(help_text='The person.')),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.BigIntegerField(help_text='The person.')),
                ('discarded_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.OneToOneField(blank=True, help_text='What it became.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='questions.formversion')),
            ],
            options={
                'verbose_name': 'draft of a form',
                'constraints': [models.UniqueConstraint(condition=models.Q(('discarded_at__isnull', True), ('version__isnull', True)), fields=('alliance_id', 'key'), name='one_open_draft_a_form'), models.CheckConstraint(condition=models.Q(('version__isnull', True), ('discarded_at__isnull', True), _connector='OR'), name='draft_is_not_published_and_thrown_away')],
            },
        ),
    ]
