"""The messages about the home school's word that a leader was safely recruited."""

from datetime import datetime

from drystone import saying
from drystone.mail.catalogue import message
from drystone.mail.models import Message
from drystone.people.models import Link

from ..models import Assurance, Designation
from .designations import LEADER, ask_approver, tell_leader


@message(
    kind="register.assurance_asked",
    to="the home approver",
    when="some weeks before a letter of assurance is wanted or runs out, and again while it is not given",
    why="you approve the release of this System Leader",
    sample={**LEADER, "leader": "Tom Raine", "school": "Reeth Community Primary School"},
)
def assurance_asked(designation: Designation, *, link: Link, once: str, at: datetime) -> Message | None:
    """Once to each approver for each occasion."""
    return ask_approver("register.assurance_asked", designation, link, once=once, at=at)


@message(
    kind="register.assurance_given",
    to="the System Leader",
    when="the home school confirms the letter of assurance",
    why="the Alliance has designated you",
    sample={**LEADER, "school": "Reeth Community Primary School", "until": "Thursday 11 November 2027"},
)
def assurance_given(designation: Designation, given: Assurance, *, at: datetime) -> None:
    told = {"school": given.organisation.name, "until": saying.day(given.until)}
    tell_leader("register.assurance_given", designation, at=at, **told)
