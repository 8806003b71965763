"""The life of a meeting."""

from drystone.lifecycle import Life, Move
from drystone.people.access import either, office
from drystone.people.models import Person

from .models import Group, Meeting
from .models import MeetingState as S


def facilitates(person: Person, group: Group) -> bool:
    """She facilitates the group."""
    return group.members.on(person.on).filter(person=person, facilitates=True).exists()


def facilitator(person: Person, meeting: Meeting) -> bool:
    """She facilitates the group that meets."""
    return facilitates(person, meeting.group)


MEETING = Life(
    "meeting",
    S,
    [
        Move("hold", (S.PLANNED,), S.HELD, either(office, facilitator), "Take the register"),
        Move("cancel", (S.PLANNED,), S.CANCELLED, either(office, facilitator), "Cancel the meeting"),
    ],
)
