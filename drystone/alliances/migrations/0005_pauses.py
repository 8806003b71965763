"""Whether a pause stops the clock of a designation."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0004_policies'),
    ]

    operations = [
        migrations.AddField(
            model_name='alliance',
            name='pause_stops_clock',
            field=models.BooleanField(default=True),
        ),
    ]
