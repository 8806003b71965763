"""On which side of a visit somebody acts."""

from drystone.people.access import heads
from drystone.people.models import Person

from .access import leads, office, receiving_head
from .models import Side, Visit


def side(person: Person, visit: Visit) -> str:
    """The leader's, the visited school's, the home school's, or else the office's."""
    if leads(person, visit):
        return Side.LEADER
    if receiving_head(person, visit):
        return Side.SCHOOL
    if heads(person, visit.deployment.home_school_id, visit.alliance_id) and not office(person, visit):
        return Side.HOME
    return Side.OFFICE


def acting_for(person: Person, visit: Visit, asked_by: str) -> str:
    """Who asked: the office says for whom it acts; everybody else speaks for herself."""
    own = side(person, visit)
    return asked_by if own == Side.OFFICE and asked_by else own
