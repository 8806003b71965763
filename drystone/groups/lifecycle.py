"""The lives of a meeting, and of somebody's place at it."""

from drystone.lifecycle import Life, Move
from drystone.people.access import either, office, oneself
from drystone.people.models import Person

from .access import facilitates, facilitator
from .models import MeetingState as S
from .models import SignUp
from .models import SignUpState as P


def facilitator_there(person: Person, signed: SignUp) -> bool:
    """She facilitates the group that meets."""
    return facilitates(person, signed.meeting.group)


MEETING = Life(
    "meeting",
    S,
    [
        Move("hold", (S.PLANNED,), S.HELD, either(office, facilitator), "Take the register"),
        Move("cancel", (S.PLANNED,), S.CANCELLED, either(office, facilitator), "Cancel the meeting"),
    ],
)

SIGN_UP = Life(
    "place at a meeting",
    P,
    [
        Move("admit", (P.WAITING,), P.COMING, either(office, facilitator_there), "Give a place", clock=True),
        Move(
            "withdraw",
            (P.COMING, P.WAITING),
            P.WITHDRAWN,
            either(oneself, office, facilitator_there),
            "Does not come",
            clock=True,
        ),
    ],
)
