"""The messages of development groups."""

from datetime import datetime, timedelta

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links
from drystone.people.models import Person

from .models import Meeting

PURPOSE = "meeting"
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
def meeting_planned(meeting: Meeting, person: Person, *, at: datetime) -> None:
    tell("groups.meeting_planned", meeting, person, at)


@message(
    kind="groups.meeting_cancelled",
    to="every member of the group",
    when="a meeting is called off",
    why="you belong to this group",
    sample=MEETING,
)
def meeting_cancelled(meeting: Meeting, person: Person, *, at: datetime) -> None:
    tell("groups.meeting_cancelled", meeting, person, at)


def tell(kind: str, meeting: Meeting, person: Person, at: datetime) -> None:
    """With the link to the meeting and its calendar entry; a day's notice or less is urgent."""
    if not person.email:
        return
    alliance = meeting.group.alliance
    outbox.queue(
        kind,
        to=person,
        alliance_id=meeting.alliance_id,
        at=at,
        about=meeting,
        context={
            "alliance": alliance.name,
            "group": meeting.group.name,
            "when": saying.moment(meeting.starts_at),
            "place": meeting.place,
        },
        link=links.invite(person, PURPOSE, meeting, alliance=alliance, days=120, by=None, at=at),
        urgent=meeting.starts_at - at <= timedelta(days=1),
    )
