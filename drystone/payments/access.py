"""Who may, in payments."""

from drystone.alliances.models import Alliance
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.access import finance, office
from drystone.people.models import Person
from drystone.people.roles import LOOKS_AFTER_MONEY, SPEAKS_FOR_MONEY

from .models import Statement

__all__ = ["finance", "home_side", "office", "second_finance"]


def home_side(person: Person, statement: Statement) -> bool:
    """She heads the home school, or is its finance contact."""
    return (statement.alliance_id, statement.home_school_id) in access.places_as(person, *SPEAKS_FOR_MONEY)


def second_finance(person: Person, statement: Statement) -> bool:
    """She looks after the Alliance's money, and neither sent this statement nor confirmed it."""
    return finance(person, statement) and person.pk not in (statement.prepared_by_id, statement.confirmed_by_id)


def only_finance(person: Person | None, alliance: Alliance) -> None:
    """The clock may, and whoever looks after this Alliance's money. Raises NotAllowed."""
    if person and alliance.pk not in access.alliances_as(person, LOOKS_AFTER_MONEY):
        raise NotAllowed(f"{person} does not look after the money of {alliance}")
