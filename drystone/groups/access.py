"""Who may do what in a group."""

from drystone.people.access import either, office
from drystone.people.models import Person

from .models import Group, Meeting


def facilitates(person: Person, group: Group) -> bool:
    """She facilitates the group."""
    return group.members.on(person.on).filter(person=person, facilitates=True).exists()


def facilitator(person: Person, meeting: Meeting) -> bool:
    """She facilitates the group that meets."""
    return facilitates(person, meeting.group)


runs = either(office, facilitates)
