"""Meetings of a group: planned, held with the register taken, or called off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Person, Post
from drystone.people.roles import AT_ALLIANCE

from . import belonging, emails
from .access import runs
from .lifecycle import MEETING
from .models import Attendance, Group, Meeting, MeetingState


class TooEarly(Exception):
    """A register is taken when the meeting has begun, not before."""


@dataclass(frozen=True)
class Line:
    """One line of a register: whether she came, and for how many half-days she facilitated."""

    came: bool
    facilitated_half_days: int = 0


@transaction.atomic
def plan(
    group: Group, *, starts_at: datetime, ends_at: datetime, place: str, focus: str = "", by: Person, at: datetime
) -> Meeting:
    """A meeting is planned and every member told. Planned twice for one moment, it is one meeting."""
    if not runs(by, group):
        raise NotAllowed(f"{by} may not plan a meeting of {group}")
    group = Group.objects.select_for_update(of=("self",)).select_related("alliance").get(pk=group.pk)
    if group.ended_on:
        raise Refused("This group has ended.")
    standing = group.meetings.exclude(state=MeetingState.CANCELLED).filter(starts_at=starts_at).first()
    if standing:
        return standing
    meeting = Meeting.objects.create(
        alliance_id=group.alliance_id,
        group=group,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        focus=focus,
        state_since=at,
    )
    events.record(meeting, "planned", by=by, at=at)
    for each in belonging.of(group, localdate(starts_at)):
        emails.meeting_planned(meeting, each.person, at=at)
    return meeting


@transaction.atomic
def take_register(meeting: Meeting, lines: Mapping[Person, Line], *, by: Person, at: datetime) -> Meeting:
    """The meeting was held, and who came; what facilitators are owed for is read from here, once.

    Raises TooEarly before it begins. Half-days of somebody who does not facilitate the group are not written down.
    """
    if at < meeting.starts_at:
        raise TooEarly("The register can be taken once the meeting has begun.")
    MEETING.move(meeting, "hold", by=by, at=at)
    on = localdate(meeting.starts_at)
    leading = {each.person_id for each in meeting.group.members.on(on).filter(facilitates=True)}
    schools = schools_of(meeting, lines, on)
    Attendance.objects.bulk_create(
        Attendance(
            alliance_id=meeting.alliance_id,
            meeting=meeting,
            person=person,
            school_id=schools.get(person.pk),
            came=line.came,
            facilitated_half_days=line.facilitated_half_days if line.came and person.pk in leading else 0,
        )
        for person, line in lines.items()
    )
    return meeting


def schools_of(meeting: Meeting, lines: Mapping[Person, Line], on: date) -> dict[int, int | None]:
    """The school at which each works on that day."""
    posts = Post.objects.on(on).filter(alliance_id=meeting.alliance_id, person__in=lines.keys())
    return dict(posts.exclude(role__in=AT_ALLIANCE).values_list("person_id", "organisation_id"))


@transaction.atomic
def cancel(meeting: Meeting, *, why: str, by: Person, at: datetime) -> Meeting:
    """The meeting is called off, and every member told."""
    MEETING.move(meeting, "cancel", by=by, at=at, note=why)
    for each in belonging.of(meeting.group, localdate(meeting.starts_at)):
        emails.meeting_cancelled(meeting, each.person, at=at)
    return meeting
