"""The messages about a removal. What it is about stands on the page, never in the mail."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import posts

from ..models import Removal
from .designations import LEADER, tell_leader

HERS = "it is about your designation"
MANAGER = {**LEADER, "leader": "Tom Raine"}


def tell(kind: str, removal: Removal, *, at: datetime, **context: Any) -> None:
    """To her, with the way to the page of it."""
    there = reverse("leader-removal", args=[removal.pk])
    tell_leader(kind, removal.designation, at=at, link=there, **context)


def tell_managers(kind: str, removal: Removal, *, at: datetime) -> None:
    """To everybody who manages the alliance."""
    designation = removal.designation
    context = {"alliance": designation.alliance.name, "leader": designation.person.name}
    for person in posts.managers(designation.alliance, at):
        outbox.queue(
            kind,
            to=person,
            alliance_id=removal.alliance_id,
            at=at,
            about=designation,
            context=context,
            link=reverse("office-removal", args=[removal.pk]),
        )


@message(
    kind="register.notice_given",
    to="the System Leader",
    when="the Alliance gives notice that it thinks of removing her designation",
    why=HERS,
    sample={**LEADER, "until": "Friday 27 November 2026"},
)
def notice_given(removal: Removal, *, at: datetime) -> None:
    tell("register.notice_given", removal, at=at, until=saying.day(removal.answer_by))


@message(
    kind="register.notice_answered",
    to="who manages the Alliance",
    when="a System Leader answers a notice that she may be removed",
    why="you manage the Alliance",
    sample=MANAGER,
)
def notice_answered(removal: Removal, *, at: datetime) -> None:
    tell_managers("register.notice_answered", removal, at=at)


@message(
    kind="register.notice_dropped",
    to="the System Leader",
    when="nothing comes of a notice",
    why=HERS,
    sample=LEADER,
)
def notice_dropped(removal: Removal, *, at: datetime) -> None:
    tell("register.notice_dropped", removal, at=at)


@message(
    kind="register.removed",
    to="the System Leader",
    when="a second person decides to remove her designation",
    why=HERS,
    sample={**LEADER, "until": "Friday 11 December 2026"},
)
def removed(removal: Removal, *, at: datetime) -> None:
    tell("register.removed", removal, at=at, until=saying.day(removal.appeal_by) if removal.appeal_by else "")


@message(
    kind="register.removal_appealed",
    to="who manages the Alliance",
    when="a System Leader appeals against her removal",
    why="you manage the Alliance",
    sample=MANAGER,
)
def removal_appealed(removal: Removal, *, at: datetime) -> None:
    tell_managers("register.removal_appealed", removal, at=at)


@message(
    kind="register.appeal_heard",
    to="the System Leader",
    when="a third person upholds or dismisses her appeal",
    why=HERS,
    sample=LEADER,
)
def appeal_heard(removal: Removal, *, at: datetime) -> None:
    tell("register.appeal_heard", removal, at=at)
