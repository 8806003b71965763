"""What was noted beside the days of a term stands with the rules for them: it was copied before."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0008_how_days_may_be_taken'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='releasebudget',
            name='note',
        ),
    ]
