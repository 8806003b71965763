"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("brokering", "0001_initial")]
    operations = [
        walls.around(
            "brokering_supportrequest",
            "brokering_confidence",
            "brokering_need",
            "brokering_conflict",
            "brokering_search",
            "brokering_enquiry",
            "brokering_enquiryreason",
            "brokering_offer",
        ),
    ]
