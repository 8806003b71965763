"""The messages about a pause."""

from datetime import datetime

from django.urls import reverse

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message

from ..models import Pause
from .designations import LEADER, tell_leader

WHY = "you are a System Leader of the Alliance"
DAYS = {**LEADER, "back_on": "Monday 12 April 2027"}


@message(
    kind="register.paused",
    to="the System Leader",
    when="the office sets a pause of her designation, or moves the day she is expected back",
    why=WHY,
    sample={**DAYS, "starts": "Monday 11 January 2027"},
)
def paused(held: Pause, *, at: datetime) -> None:
    days = {"starts": saying.day(held.starts), "back_on": saying.day(held.back_on)}
    tell_leader("register.paused", held.designation, at=at, **days)


@message(
    kind="register.back",
    to="the System Leader",
    when="the office ends the pause, or calls it off",
    why=WHY,
    sample={**LEADER, "ends": "Friday 13 June 2031"},
)
def back(held: Pause, *, at: datetime) -> None:
    tell_leader("register.back", held.designation, at=at, ends=saying.day(held.designation.ends))


@message(
    kind="register.back_soon",
    to="the System Leader",
    when="a fortnight before she is expected back from a pause",
    why=WHY,
    sample=DAYS,
)
def back_soon(held: Pause, *, at: datetime) -> bool:
    """Once for each day that was set; returns whether it goes now."""
    designation = held.designation
    if not designation.person.email:
        return False
    queued = outbox.queue_once(
        f"{held.pk}/{held.back_on}",
        "register.back_soon",
        to=designation.person,
        alliance_id=held.alliance_id,
        at=at,
        about=designation,
        context={"alliance": designation.alliance.name, "back_on": saying.day(held.back_on)},
        link=reverse("leader-profile"),
    )
    return queued is not None
