"""A designation that was renewed waits for its first day."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0006_attendance_asked_for'),
        ('register', '0019_why_away'),
        ('schools', '0003_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='designation',
            name='designation_state_known',
        ),
        migrations.AlterField(
            model_name='designation',
            name='state',
            field=models.CharField(choices=[('to_come', 'Begins later'), ('pending', 'Pending a condition'), ('active', 'Active'), ('paused', 'Paused'), ('ended', 'Ended')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['to_come', 'pending', 'active', 'paused', 'ended'])), name='designation_state_known'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'to_come')), fields=('alliance', 'person'), name='one_designation_to_come_a_person'),
        ),
    ]
