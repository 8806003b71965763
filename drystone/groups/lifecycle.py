"""The life of a meeting."""

from drystone.lifecycle import Life, Move
from drystone.people.access import either, office

from .access import facilitator
from .models import MeetingState as S

MEETING = Life(
    "meeting",
    S,
    [
        Move("hold", (S.PLANNED,), S.HELD, either(office, facilitator), "Take the register"),
        Move("cancel", (S.PLANNED,), S.CANCELLED, either(office, facilitator), "Cancel the meeting"),
    ],
)
