"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("selection", "0001_initial")]
    operations = [
        walls.around(
            "selection_round",
            "selection_extension",
            "selection_interest",
            "selection_application",
            "selection_applicationarea",
            "selection_assessment",
            "selection_moderation",
            "selection_reference",
            "selection_referencerefusal",
            "selection_decision",
            "selection_appeal",
            "selection_equalityanswers",
            "selection_interviewslot",
            "selection_interview",
            "selection_panelmember",
        ),
    ]
