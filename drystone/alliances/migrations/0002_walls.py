"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("alliances", "0001_initial")]
    operations = [
        walls.around(
            "alliances_term",
            "alliances_policychange",
            "alliances_cancellationterm",
            "alliances_standardterm",
        ),
    ]
