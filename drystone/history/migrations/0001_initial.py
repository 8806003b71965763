from django.db import migrations, models

from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(help_text='The person; empty when the clock did it.', null=True)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('through', models.CharField(blank=True, help_text='The link or door it came through.', max_length=80)),
                ('verb', models.CharField(max_length=60)),
                ('record_type', models.CharField(max_length=60)),
                ('record_id', models.BigIntegerField()),
                ('about_type', models.CharField(help_text='The record on whose page this line shows.', max_length=60)),
                ('about_id', models.BigIntegerField()),
                ('was', models.CharField(blank=True, max_length=40)),
                ('now', models.CharField(blank=True, max_length=40)),
                ('note', models.TextField(blank=True)),
                ('details', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['about_type', 'about_id', 'id'], name='history_about'), models.Index(fields=['record_type', 'record_id', 'id'], name='history_record'), models.Index(fields=['by_id', 'id'], name='history_by'), models.Index(fields=['alliance_id', 'id'], name='history_of_alliance')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance_id', models.BigIntegerField(null=True)),
                ('first_event_id', models.BigIntegerField()),
                ('last_event_id', models.BigIntegerField()),
                ('events', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('alliance_id', 'first_event_id'), name='row_sealed_once'), models.UniqueConstraint(condition=models.Q(('alliance_id__isnull', True)), fields=('first_event_id',), name='ownerless_row_sealed_once'), models.CheckConstraint(condition=models.Q(('last_event_id__gte', models.F('first_event_id'))), name='seal_covers_rows')],
            },
        ),
    ]
