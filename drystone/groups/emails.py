"""The messages of groups."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links
from drystone.people.models import Person

from . import apologies, belonging, documents
from .models import Feedback, Group, Meeting, SignUp, SignUpState

PURPOSE, GROUP_PURPOSE, FEEDBACK_PURPOSE = "meeting", "group", "feedback"
DAYS = 120  # that a link is good for at least; of a meeting further ahead, until a month after it
MEETING = {
    "alliance": "Swaledale Alliance",
    "group": "Writing across the curriculum",
    "when": "Thursday 14 January 2027 at 1:30pm",
    "place": "Reeth Community Primary School",
}


@message(
    kind="groups.meeting_planned",
    to="every member of the group",
    when="a meeting is planned",
    why="you belong to this group",
    sample=MEETING,
)
def meeting_planned(meeting: Meeting, *, at: datetime) -> None:
    for person in whoever_comes(meeting):
        tell("groups.meeting_planned", meeting, person, at)


@message(
    kind="groups.meeting_moved",
    to="every member of the group and whoever signed up",
    when="a meeting has another day, time or place",
    why="you belong to this group or wanted to come to this meeting",
    sample=MEETING,
)
def meeting_moved(meeting: Meeting, *, at: datetime) -> None:
    for person in whoever_comes(meeting):
        tell("groups.meeting_moved", meeting, person, at)


@message(
    kind="groups.meeting_cancelled",
    to="every member of the group and whoever signed up",
    when="a meeting is called off",
    why="you belong to this group or wanted to come to this meeting",
    sample=MEETING,
)
def meeting_cancelled(meeting: Meeting, *, at: datetime) -> None:
    for person in whoever_comes(meeting):
        tell("groups.meeting_cancelled", meeting, person, at)


@message(
    kind="groups.series_planned",
    to="every member of the group",
    when="several meetings are planned at once",
    why="you belong to this group",
    sample={
        "alliance": "Swaledale Alliance",
        "group": "Writing across the curriculum",
        "meetings": ["Thursday 14 January 2027 at 1:30pm", "Thursday 11 February 2027 at 1:30pm"],
        "place": "Reeth Community Primary School",
    },
)
def series_planned(group: Group, meetings: Sequence[Meeting], *, at: datetime) -> None:
    """One message for all of them; before each of them comes its own, with its entry for the calendar."""
    coming = [meeting for meeting in meetings if meeting.starts_at > at]
    for each in belonging.of(group, localdate(coming[0].starts_at)) if coming else ():
        if each.person.email:
            outbox.queue(
                "groups.series_planned",
                to=each.person,
                alliance_id=group.alliance_id,
                at=at,
                about=group,
                context={
                    "alliance": group.alliance.name,
                    "group": group.name,
                    "meetings": [saying.moment(meeting.starts_at) for meeting in coming],
                    "place": coming[0].where,
                },
                link=links.invite(
                    each.person, GROUP_PURPOSE, group, alliance=group.alliance, days=DAYS, by=None, at=at
                ),
            )


@message(
    kind="groups.meeting_soon",
    to="every member of the group and whoever signed up",
    when="a meeting is a week away",
    why="you belong to this group or wanted to come to this meeting",
    sample=MEETING,
)
def meeting_soon(meeting: Meeting, *, at: datetime) -> int:
    """Once to each for one date; how many were told. Whoever just heard of it, or has sent apologies, needs none."""
    key = f"{meeting.pk}/{meeting.starts_at:%Y-%m-%dT%H:%M}"
    sorry = apologies.whose(meeting)
    return sum(
        tell("groups.meeting_soon", meeting, person, at, once=f"{key}/{person.pk}")
        for person in whoever_comes(meeting)
        if person.pk not in sorry
    )


@message(
    kind="groups.training_offered",
    to="System Leaders who have still to come to core training and have no place yet",
    when="sessions of core training are planned",
    why="core training is part of your induction",
    sample={
        "alliance": "Swaledale Alliance",
        "group": "Starting as a System Leader",
        "meetings": ["Thursday 14 January 2027 at 1:30pm", "Thursday 11 February 2027 at 1:30pm"],
    },
)
def training_offered(group: Group, meetings: Sequence[Meeting], person: Person, *, at: datetime) -> None:
    if person.email:
        outbox.queue(
            "groups.training_offered",
            to=person,
            alliance_id=group.alliance_id,
            at=at,
            about=group,
            context={
                "alliance": group.alliance.name,
                "group": group.name,
                "meetings": [saying.moment(meeting.starts_at) for meeting in meetings],
            },
            link=reverse("leader-training"),
        )


@message(
    kind="groups.signed_up",
    to="whoever signed up for a meeting, was signed up or is a guest",
    when="somebody has a place at a meeting, or waits for one",
    why="you, or somebody for you, signed up for this meeting",
    sample=MEETING | {"waits": False, "signed_by": "Ann Peel"},
)
def signed_up(signed: SignUp, meeting: Meeting, *, at: datetime) -> None:
    more: dict[str, Any] = {"waits": signed.state == SignUpState.WAITING, "signed_by": signed.signed_by}
    tell("groups.signed_up", meeting, signed.person, at, **more)


@message(
    kind="groups.feedback_asked",
    to="whoever came to a meeting",
    when="the facilitator asks how it was",
    why="you came to this meeting",
    sample={name: MEETING[name] for name in ("alliance", "group", "when")},
)
def feedback_asked(feedback: Feedback, *, at: datetime) -> None:
    meeting, alliance = feedback.meeting, feedback.meeting.group.alliance
    outbox.queue(
        "groups.feedback_asked",
        to=feedback.person,
        alliance_id=feedback.alliance_id,
        at=at,
        about=meeting,
        context={
            "alliance": alliance.name,
            "group": meeting.group.name,
            "when": saying.moment(meeting.starts_at),
        },
        link=links.invite(feedback.person, FEEDBACK_PURPOSE, feedback, alliance=alliance, by=None, at=at),
    )


def whoever_comes(meeting: Meeting) -> list[Person]:
    """Members on its day, and whoever signed up; nobody twice."""
    signed = meeting.sign_ups.exclude(state=SignUpState.WITHDRAWN).select_related("person")
    members = belonging.of(meeting.group, localdate(meeting.starts_at))
    people = [each.person for each in members] + [each.person for each in signed]
    return list({person.pk: person for person in people}.values())


def tell(kind: str, meeting: Meeting, person: Person, at: datetime, *, once: str = "", **more: Any) -> bool:
    """With the link to the meeting and its entry for the calendar; a day's notice or less is urgent.

    Of a meeting that lies in the past nobody is told.
    """
    if not person.email or meeting.starts_at <= at:
        return False
    alliance = meeting.group.alliance
    days = max(DAYS, (meeting.starts_at - at).days + 30)
    given: dict[str, Any] = {
        "to": person,
        "alliance_id": meeting.alliance_id,
        "at": at,
        "about": meeting,
        "context": {
            "alliance": alliance.name,
            "group": meeting.group.name,
            "when": saying.moment(meeting.starts_at),
            "place": meeting.where,
            **more,
        },
        "link": links.invite(person, PURPOSE, meeting, alliance=alliance, days=days, by=None, at=at),
        "urgent": meeting.starts_at - at <= timedelta(days=1),
        "calendar": documents.calendar_entry(meeting, at=at),
    }
    return bool(outbox.queue_once(once, kind, **given) if once else outbox.queue(kind, **given))
