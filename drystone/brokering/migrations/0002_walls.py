"""Walls between alliances. Ticks are of schools, too, which are everybody's."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("brokering", "0001_initial")]
    operations = [
        walls.around("brokering_tick", shared="SELECT INSERT"),
        walls.around(
            "brokering_supportrequest",
            "brokering_confidence",
            "brokering_need",
            "brokering_conflict",
            "brokering_search",
            "brokering_enquiry",
            "brokering_enquiryreason",
            "brokering_offer",
            "brokering_needgroup",
            "brokering_lateanswer",
            "brokering_requestnote",
            "brokering_scopingvisit",
            "brokering_setpriority",
            "brokering_outsidesupport",
            "brokering_supportplan",
            "brokering_exclusion",
            "brokering_termplan",
            "brokering_planline",
            "brokering_plangap",
            "brokering_pin",
            "brokering_borrowing",
            "brokering_lending",
        ),
    ]
