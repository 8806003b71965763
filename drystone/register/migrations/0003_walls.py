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
            "register_condition",
            "register_setaside",
            "register_showngrouping",
            "register_releaserule",
            "register_closeddates",
            "register_away",
            "register_pause",
            "register_formerarea",
            "register_inductionstep",
            "register_placement",
            "register_reportedchange",
            "register_newhead",
            "register_removal",
            "register_whyaway",
            "register_reportedhead",
            "register_schooldates",
        ),
    ]
