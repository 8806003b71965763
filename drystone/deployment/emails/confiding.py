"""Messages about concerns: that there is one, never a word of it, nor whom it is about."""

from datetime import datetime

from django.urls import reverse

from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.mail.models import Message
from drystone.people.models import Person

from ..models import Concern

READERS = "those who read this concern: the manager and the quality lead; the directors alone where it is about them"
WHY = "you are one of the few who read concerns"
WHERE = {"alliance": "Swaledale Alliance"}


@message(
    kind="deployment.concern_raised",
    to=READERS,
    when="somebody tells the Alliance in confidence, or raises a concern in a visit evaluation",
    why=WHY,
    sample=WHERE,
)
def concern_raised(concern: Concern, to: Person, *, at: datetime) -> Message:
    """To those alone who may read it, whoever looks after the request."""
    return outbox.queue("deployment.concern_raised", urgent=True, **about(concern, to, at))


@message(
    kind="deployment.concern_taken_further",
    to="the directors who may read it",
    when="a concern is taken to the directors",
    why="you are a director of the Alliance",
    sample=WHERE,
)
def concern_taken_further(concern: Concern, to: Person, *, at: datetime) -> Message:
    return outbox.queue("deployment.concern_taken_further", urgent=True, **about(concern, to, at))


@message(
    kind="deployment.concern_quiet",
    to=READERS,
    when="nobody has noted anything to an open concern for the days of the Alliance's policy, and after as many more",
    why=WHY,
    sample={**WHERE, "days": 7},
)
def concern_quiet(concern: Concern, to: Person, *, key: str, at: datetime) -> Message | None:
    """Once for each stretch of days; in school time."""
    told = about(concern, to, at, days=concern.alliance.concern_note_days)
    moment = WorkingDays(concern.alliance).good_moment(at)
    return outbox.queue_once(f"{key}/{to.pk}", "deployment.concern_quiet", not_before=moment, **told)


def about(concern: Concern, to: Person, at: datetime, **more: object) -> dict:
    return {
        "to": to,
        "alliance_id": concern.alliance_id,
        "at": at,
        "about": concern,
        "context": {"alliance": concern.alliance.name, **more},
        "link": reverse("office-concern", args=[concern.pk]),
    }
