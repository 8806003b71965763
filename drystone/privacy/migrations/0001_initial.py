import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        ('alliances', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('access', 'What do you hold about me?'), ('correction', 'Correct it'), ('erasure', 'Erase it'), ('complaint', 'Complaint')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(fields=['alliance', 'due_on'], name='data_request_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='data_request_answered_at_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='Retention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(max_length=40)),
                ('months', models.PositiveSmallIntegerField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alliance', 'kind'), name='one_period_a_kind')],
            },
        ),
    ]
