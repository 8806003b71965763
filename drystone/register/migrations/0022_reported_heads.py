"""A new head is reported, and the office confirms it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0006_attendance_asked_for'),
        ('register', '0021_core_training'),
        ('schools', '0004_names_of_heads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        walls.around("register_reportedhead"),
    ]
