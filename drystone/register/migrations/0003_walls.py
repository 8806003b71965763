"""Walls between alliances. The common areas are everybody's to read."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("register", "0002_areas")]
    operations = [
        walls.around("register_area", shared="SELECT"),
        walls.around(
            "register_designation",
            "register_designatedarea",
            "register_releasebudget",
            "register_promise",
            "register_inductionitem",
            "register_assurance",
            "register_training",
            "register_contribution",
        ),
    ]
