"""Within how many working days a designation is accepted."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0002_walls'),
    ]

    operations = [
        migrations.AddField(
            model_name='alliance',
            name='acceptance_working_days',
            field=models.PositiveSmallIntegerField(default=10),
        ),
    ]
