"""The messages to a new head, and what the office is told of her answer."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.mail.models import Message
from drystone.people import posts
from drystone.people.models import Link

from ..models import NewHead
from .designations import LEADER

ABOUT = {**LEADER, "school": "Reeth Community Primary School"}


@message(
    kind="register.new_head_asked",
    to="a new headteacher of a home school",
    when="somebody takes up the post of head where System Leaders work",
    why="you are the headteacher of a System Leader's school",
    sample=ABOUT,
)
def new_head_asked(asked: NewHead, *, link: Link, at: datetime) -> Message | None:
    return told("register.new_head_asked", asked, link, at)


@message(
    kind="register.new_head_reminded",
    to="a new headteacher of a home school",
    when="she has not answered in a week; once",
    why="you are the headteacher of a System Leader's school",
    sample=ABOUT,
)
def new_head_reminded(asked: NewHead, *, link: Link, at: datetime) -> Message | None:
    return told("register.new_head_reminded", asked, link, at)


def told(kind: str, asked: NewHead, link: Link, at: datetime) -> Message | None:
    """Once, on a working morning."""
    return outbox.queue_once(
        str(asked.pk),
        kind,
        to=link.person,
        link=link,
        not_before=WorkingDays(asked.alliance).good_moment(at),
        **concerning(asked, at),
    )


@message(
    kind="register.new_head_answered",
    to="the office",
    when="a new headteacher has said what becomes of the days of her System Leaders",
    why="you look after the Alliance's System Leaders",
    sample={**ABOUT, "head": "Jane Dinsdale"},
)
def new_head_answered(asked: NewHead, *, at: datetime) -> None:
    about = concerning(asked, at)
    about["context"]["head"] = asked.post.person.name
    for officer in posts.managers(asked.alliance, at):
        outbox.queue("register.new_head_answered", to=officer, link=reverse("office-leaders"), **about)


def concerning(asked: NewHead, at: datetime) -> dict[str, Any]:
    context = {"alliance": asked.alliance.name, "school": asked.school.name}
    return {"alliance_id": asked.alliance_id, "at": at, "about": asked, "context": context}
