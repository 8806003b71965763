"""The messages of the register."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.mail.models import Message
from drystone.people.models import Link

from ..models import Designation

LEADER = {"alliance": "Swaledale Alliance"}


@message(
    kind="register.release_asked",
    to="the home approver",
    when="a designation is made, or its condition met",
    why="you approve the release of this System Leader",
    sample={**LEADER, "leader": "Tom Raine", "school": "Reeth Community Primary School"},
)
def release_asked(designation: Designation, *, link: Link, at: datetime) -> Message | None:
    """Once a day to each approver, however often the button is pressed."""
    return ask_approver("register.release_asked", designation, link, once=f"{localdate(at)}", at=at)


def ask_approver(kind: str, designation: Designation, link: Link, *, once: str, at: datetime) -> Message | None:
    """To whoever approves her release, once for an occasion, on a working morning."""
    return outbox.queue_once(
        f"{designation.pk}/{link.person_id}/{once}",
        kind,
        to=link.person,
        alliance_id=designation.alliance_id,
        at=at,
        about=designation,
        context={
            "alliance": designation.alliance.name,
            "leader": designation.person.name,
            "school": designation.home_school.name,
        },
        link=link,
        not_before=WorkingDays(designation.alliance).good_moment(at),
    )


@message(
    kind="register.days_changed",
    to="the System Leader",
    when="the home school changes how many days a leader may give, or how; once a day",
    why="you are a System Leader of the Alliance",
    sample={**LEADER, "school": "Reeth Community Primary School"},
)
def days_changed(designation: Designation, *, at: datetime) -> None:
    """Once a day, however often the head presses; what stands now she reads on her own page."""
    if not designation.person.email:
        return
    outbox.queue_once(
        f"{designation.pk}/{localdate(at)}",
        "register.days_changed",
        to=designation.person,
        alliance_id=designation.alliance_id,
        at=at,
        about=designation,
        context={"alliance": designation.alliance.name, "school": designation.home_school.name},
        link=reverse("leader-profile"),
    )


@message(
    kind="register.placed",
    to="the System Leader",
    when="a change of school, job or headship begins",
    why="you are a System Leader of the Alliance",
    sample={**LEADER, "where": "Deputy headteacher at Reeth Community Primary School"},
)
def placed(designation: Designation, where: str, *, at: datetime) -> None:
    tell_leader("register.placed", designation, at=at, where=where)


def tell_leader(kind: str, designation: Designation, *, at: datetime, link: str = "", **context: Any) -> None:
    """To the leader, with the way to her own page or another one; nobody without an address is written to."""
    if not designation.person.email:
        return
    outbox.queue(
        kind,
        to=designation.person,
        alliance_id=designation.alliance_id,
        at=at,
        about=designation,
        context={"alliance": designation.alliance.name, **context},
        link=link or reverse("leader-profile"),
    )


@message(
    kind="register.ended",
    to="the System Leader",
    when="a designation runs out, is withdrawn or removed, or the System Leader resigns",
    why="you were a System Leader of the Alliance",
    sample={**LEADER, "on": "Sunday 10 November 2030", "how": "expired"},
)
def ended(designation: Designation, *, at: datetime) -> None:
    how = designation.get_ending_display().lower()
    tell_leader("register.ended", designation, at=at, on=saying.day(designation.ended_on or designation.ends), how=how)


@message(
    kind="register.acceptance_reminded",
    to="the System Leader",
    when="some days before a new System Leader should have said whether she accepts",
    why="the Alliance has designated you",
    sample={**LEADER, "until": "Wednesday 10 March 2027"},
)
def acceptance_reminded(designation: Designation, *, at: datetime) -> bool:
    """Once; returns whether it goes now."""
    if not (designation.person.email and designation.accept_by):
        return False
    queued = outbox.queue_once(
        f"{designation.pk}",
        "register.acceptance_reminded",
        to=designation.person,
        alliance_id=designation.alliance_id,
        at=at,
        about=designation,
        context={"alliance": designation.alliance.name, "until": saying.day(designation.accept_by)},
        link=reverse("leader-profile"),
    )
    return queued is not None
