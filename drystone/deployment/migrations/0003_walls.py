"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("deployment", "0001_initial")]
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
        ),
    ]
