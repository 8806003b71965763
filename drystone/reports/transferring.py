"""What waits while System Leaders go from one alliance to another."""

from typing import Any

from drystone.alliances.models import Alliance
from drystone.people.models import Person
from drystone.selection.models import Arrival, Departure

from .parts import part


def transferring(alliance: Alliance) -> list[Any]:
    """Whom another alliance proposes, who is to be seen by a second person, whose answer is to be written down."""
    coming = Arrival.objects.filter(alliance=alliance)
    asked = Departure.objects.filter(alliance=alliance, state="agreed", to_alliance=None)
    whose = {"who": "person__name", "where": "from_name"}
    return [
        part("transfer-to-prepare", coming.filter(state="proposed"), **whose),
        part("transfer-to-accept", coming.filter(state="prepared"), **whose),
        part("transfer-to-record", asked, who="designation__person__name", where="to_name"),
    ]


def hers(person: Person) -> list[Any]:
    """Whether she would go over."""
    asked = Departure.objects.filter(designation__person=person, state="asked")
    return [part("transfer-to-answer", asked, who="to_name")]
