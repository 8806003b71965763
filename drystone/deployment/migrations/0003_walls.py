"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("deployment", "0002_notes_stay")]
    operations = [
        walls.around(
            "deployment_deployment",
            "deployment_agreement",
            "deployment_objective",
            "deployment_consent",
            "deployment_consentwords",
            "deployment_visit",
            "deployment_visitrecord",
            "deployment_recordline",
            "deployment_visitevaluation",
            "deployment_review",
            "deployment_concern",
            "deployment_evidence",
            "deployment_pause",
            "deployment_why",
            "deployment_agreedaction",
            "deployment_evaluationline",
            "deployment_visitpreparation",
            "deployment_draw",
            "deployment_sampled",
            "deployment_reading",
            "deployment_readerfeedback",
            "deployment_visitmove",
            "deployment_visitorarrangements",
            "deployment_devicechange",
            "deployment_closing",
            "deployment_consentproof",
            "deployment_concernnote",
            "deployment_recordfile",
        ),
        walls.behind("deployment_recordfile", "whole_id", "deployment_recordpiece"),
    ]
