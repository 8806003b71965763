"""The messages about conditions and support plans. What is to be done stands on the page, not in the mail."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import posts

from ..models import Condition
from .designations import LEADER, tell_leader

ABOUT = {**LEADER, "what": "condition", "area": "English"}
DUE = {**ABOUT, "until": "Friday 30 April 2027"}


def tell(kind: str, condition: Condition, *, at: datetime, **more: Any) -> None:
    about = {"what": said(condition), "area": condition.area.name}
    tell_leader(kind, condition.designation, at=at, **about, **more)


def said(condition: Condition) -> str:
    return condition.get_kind_display().lower()


@message(
    kind="register.condition_met",
    to="the System Leader",
    when="a condition of a designation is met, or a support plan carried out",
    why="the Alliance has designated you",
    sample={**ABOUT, "until": "Wednesday 10 November 2030"},
)
def condition_met(condition: Condition, *, at: datetime) -> None:
    tell("register.condition_met", condition, at=at, until=saying.day(condition.designation.ends))


@message(
    kind="register.condition_extended",
    to="the System Leader",
    when="there is more time for a condition or a support plan",
    why="the Alliance has designated you",
    sample=DUE,
)
def condition_extended(condition: Condition, *, at: datetime) -> None:
    tell("register.condition_extended", condition, at=at, until=saying.day(condition.due_on))


@message(
    kind="register.condition_missed",
    to="the System Leader",
    when="the office records that a condition was not met, or a support plan not carried out",
    why="the Alliance has designated you",
    sample=ABOUT,
)
def condition_missed(condition: Condition, *, at: datetime) -> None:
    tell("register.condition_missed", condition, at=at)


@message(
    kind="register.area_taken_back",
    to="the System Leader",
    when="an area is taken back whose condition was not met",
    why="the Alliance has designated you",
    sample={**LEADER, "area": "English"},
)
def area_taken_back(condition: Condition, *, at: datetime) -> None:
    tell_leader("register.area_taken_back", condition.designation, at=at, area=condition.area.name)


@message(
    kind="register.condition_near",
    to="the System Leader",
    when="a condition or a support plan runs out within a fortnight",
    why="the Alliance has designated you",
    sample=DUE,
)
@message(
    kind="register.head_of_condition_near",
    to="the System Leader's headteacher",
    when="a condition or a support plan of their colleague runs out within a fortnight",
    why="you approve the release of this System Leader",
    sample={**DUE, "leader": "Tom Raine"},
    linked=False,
)
def condition_near(condition: Condition, *, at: datetime) -> bool:
    """To both, once for each day that is set; returns whether anything goes now."""
    designation = condition.designation
    head = posts.approver_for(designation.person, designation.alliance, designation.home_school, localdate(at))
    context = {
        "alliance": designation.alliance.name,
        "what": said(condition),
        "area": condition.area.name,
        "until": saying.day(condition.due_on),
    }
    about = {"alliance_id": condition.alliance_id, "at": at, "about": designation}
    once = f"{condition.pk}/{condition.due_on}"
    queued = []
    if designation.person.email:
        hers = {"to": designation.person, "context": context, "link": reverse("leader-profile")}
        queued.append(outbox.queue_once(once, "register.condition_near", **hers, **about))
    if head and head.email:
        theirs = {"to": head, "context": context | {"leader": designation.person.name}}
        queued.append(outbox.queue_once(once, "register.head_of_condition_near", **theirs, **about))
    return any(queued)
