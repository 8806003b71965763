"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]
    operations = [
        walls.around("privacy_retention", "privacy_datarequest"),
    ]
