"""Two alliances, each with a round and a manager, and what the database lets a connection reach of them."""

from dataclasses import dataclass

import pytest
from django.db import connection

from drystone import walls
from drystone.alliances.models import Alliance, Term
from drystone.people.models import Person
from tests import cast


@dataclass
class Two:
    swaledale: Alliance
    wensleydale: Alliance
    margaret: Person
    wendy: Person


@pytest.fixture
def two(db: None) -> Two:
    here, there = cast.alliance(), cast.alliance("Wensleydale Alliance", default=False)
    made = Two(here, there, cast.officer(here), cast.officer(there, "Wendy Metcalfe"))
    cast.terms(here), cast.terms(there)
    return made


def reached() -> set[int]:
    """The alliances whose terms this connection finds when nobody asks for one in particular."""
    return set(Term.objects.values_list("alliance_id", flat=True))


def setting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [walls.SETTING])
        return cursor.fetchone()[0]
