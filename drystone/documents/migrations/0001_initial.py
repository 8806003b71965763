import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Number',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance_id', models.BigIntegerField()),
                ('number', models.CharField(help_text='As printed on every page: DS-2026-000123.', max_length=20)),
                ('kind', models.CharField(help_text='As the office calls it: decision letter, statement.', max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('about_type', models.CharField(max_length=60)),
                ('about_id', models.BigIntegerField()),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.BigIntegerField(help_text='The person; empty when the clock did it.', null=True)),
                ('made_by_name', models.CharField(blank=True, max_length=200)),
                ('words_sha256', models.CharField(help_text='Of the words; its beginning is printed on every page.', max_length=64)),
                ('sha256', models.CharField(help_text='Of the sealed file.', max_length=64, unique=True)),
                ('size', models.PositiveIntegerField(help_text='Bytes.')),
                ('file', models.FileField(max_length=120, unique=True, upload_to='')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='documents.paper')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['about_type', 'about_id', 'id'], name='paper_about'), models.Index(fields=['number'], name='paper_number')],
                'constraints': [models.UniqueConstraint(fields=('alliance_id', 'number'), name='one_paper_a_number'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='paper_is_not_empty'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('sha256'), 64), name='paper_has_a_whole_digest')],
            },
        ),
    ]
