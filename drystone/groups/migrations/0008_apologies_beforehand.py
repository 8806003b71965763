"""A member says beforehand that she cannot come to a meeting."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0006_attendance_asked_for'),
        ('groups', '0007_projects_and_resources'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Apology',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='apologies', to='groups.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'apology',
                'verbose_name_plural': 'apologies',
                'ordering': ['sent_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='apologies_once_a_meeting')],
            },
        ),
        walls.around("groups_apology"),
    ]
