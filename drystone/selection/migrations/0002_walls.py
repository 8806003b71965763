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
            "selection_target",
            "selection_declaredconflict",
            "selection_namesread",
            "selection_questionset",
            "selection_letterwording",
            "selection_correction",
            "selection_renewal",
            "selection_renewalevidence",
            "selection_departure",
            "selection_arrival",
            "selection_arrivalarea",
            "selection_arrivalrefusal",
        ),
    ]
