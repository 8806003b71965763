from django.db import migrations, models

from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Beat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('worker', models.CharField(help_text='Machine and process.', max_length=80, unique=True)),
                ('started_at', models.DateTimeField()),
                ('at', models.DateTimeField(help_text='When it last said that it lives.')),
                ('mail_trouble', models.CharField(blank=True, help_text='Why the mail server is out of reach.', max_length=500)),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('queue', models.CharField(max_length=32)),
                ('task', models.CharField(help_text="The task's place in the code.", max_length=200)),
                ('arguments', models.JSONField(help_text='Numbers of records and short words, never what people wrote.')),
                ('priority', models.SmallIntegerField(default=0)),
                ('dedupe', models.CharField(max_length=200, null=True, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Under way'), ('done', 'Done'), ('dead', 'Given up')], default='waiting', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('fence', models.PositiveIntegerField(default=0, help_text="Counts who took it; a late worker's word is refused.")),
                ('worker', models.CharField(blank=True, max_length=80)),
                ('run_after', models.DateTimeField()),
                ('lease_until', models.DateTimeField(null=True)),
                ('progress', models.PositiveIntegerField(default=0)),
                ('progress_total', models.PositiveIntegerField(default=0)),
                ('progress_text', models.CharField(blank=True, max_length=200)),
                ('result', models.JSONField(null=True)),
                ('error', models.TextField(blank=True, help_text='What kind of error and where, without the data it met.')),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('last_attempted_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(models.F('queue'), models.OrderBy(models.F('priority'), descending=True), models.F('run_after'), models.F('id'), condition=models.Q(('state', 'waiting')), name='job_due'), models.Index(models.F('lease_until'), condition=models.Q(('state', 'running')), name='job_leased'), models.Index(models.F('id'), condition=models.Q(('state', 'dead')), name='job_dead'), models.Index(models.F('finished_at'), name='job_finished')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='job_leased_while_running'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ('done', 'dead'))), models.Q(models.Q(('state__in', ('done', 'dead')), _negated=True), ('finished_at__isnull', True)), _connector='OR'), name='job_finished_at_a_time')],
            },
        ),
    ]
