"""Meetings of a group: planned, changed, held with the register taken, or called off."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Person, Post
from drystone.people.roles import AT_ALLIANCE

from . import emails, reminders, sign_ups
from .access import runs
from .lifecycle import MEETING
from .models import Attendance, Group, Meeting, MeetingState


class TooEarly(Exception):
    """A register is taken when the meeting has begun, not before."""


@dataclass(frozen=True)
class Details:
    """Where one meets, what about, and who may sign up."""

    place: str = ""
    link: str = ""
    focus: str = ""
    agenda: str = ""
    open_to_schools: bool = False
    places: int | None = None


@dataclass(frozen=True)
class Line:
    """One line of a register: whether she came, and for how many half-days she facilitated."""

    came: bool
    facilitated_half_days: int = 0


@transaction.atomic
def plan(
    group: Group, details: Details, *, starts_at: datetime, ends_at: datetime, by: Person, at: datetime
) -> Meeting:
    """A meeting is planned and every member told. Planned twice for one moment, it is one meeting."""
    group = running(group, by)
    meeting, is_new = put_down(group, details, starts_at, ends_at, by, at)
    if is_new:
        emails.meeting_planned(meeting, at=at)
    return meeting


@transaction.atomic
def plan_series(
    group: Group,
    details: Details,
    moments: Sequence[tuple[datetime, datetime]],
    *,
    by: Person,
    at: datetime,
) -> list[Meeting]:
    """Several meetings are planned at once, and every member told of all of them in one message."""
    group = running(group, by)
    made = [put_down(group, details, starts, ends, by, at) for starts, ends in sorted(moments)]
    new = [meeting for meeting, is_new in made if is_new]
    emails.series_planned(group, new, at=at)
    for meeting in new:
        if meeting.starts_at - at <= reminders.NEAR:
            emails.meeting_planned(meeting, at=at)
    return [meeting for meeting, _ in made]


def put_down(
    group: Group, details: Details, starts_at: datetime, ends_at: datetime, by: Person, at: datetime
) -> tuple[Meeting, bool]:
    standing = group.meetings.exclude(state=MeetingState.CANCELLED).filter(starts_at=starts_at).first()
    if standing:
        return standing, False
    meeting = Meeting.objects.create(
        alliance_id=group.alliance_id,
        group=group,
        starts_at=starts_at,
        ends_at=ends_at,
        state_since=at,
        **asdict(details),
    )
    events.record(meeting, "planned", by=by, at=at)
    return meeting, True


@transaction.atomic
def change(
    meeting: Meeting, details: Details, *, starts_at: datetime, ends_at: datetime, by: Person, at: datetime
) -> Meeting:
    """The meeting is changed; where day, time or place are others, everybody is told and calendars follow.

    Raises Refused once it was held or called off, and where the group meets at that moment anyway.
    """
    group = running(meeting.group, by)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    meeting.group = group
    if meeting.state != MeetingState.PLANNED:
        raise Refused("This meeting was held or called off, and does not change any more.")
    others = group.meetings.exclude(state=MeetingState.CANCELLED).exclude(pk=meeting.pk)
    if others.filter(starts_at=starts_at).exists():
        raise Refused("The group has another meeting at that moment.")
    given = {**asdict(details), "starts_at": starts_at, "ends_at": ends_at}
    others_now = [name for name, value in given.items() if getattr(meeting, name) != value]
    if others_now:
        rewrite(meeting, {name: given[name] for name in others_now}, by, at)
    return meeting


def rewrite(meeting: Meeting, changes: Mapping[str, object], by: Person, at: datetime) -> None:
    tells = bool({"starts_at", "ends_at", "place", "link"} & changes.keys())
    for name, value in {**changes, "moved": meeting.moved + tells}.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=[*changes, "moved"])
    events.record(meeting, "moved" if tells else "changed", by=by, at=at, starts_at=meeting.starts_at.isoformat())
    if tells:
        emails.meeting_moved(meeting, at=at)
    sign_ups.give_places(meeting, at=at)


def running(group: Group, by: Person) -> Group:
    """The group under lock, for somebody who runs it. Raises Refused once it has ended."""
    if not runs(by, group):
        raise NotAllowed(f"{by} does not run {group}")
    locked = Group.objects.select_for_update(of=("self",)).select_related("alliance").get(pk=group.pk)
    if locked.ended_on:
        raise Refused("This group has ended.")
    return locked


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
    """The meeting is called off, and everybody told. Raises Refused where its register says that it took place."""
    if meeting.state == MeetingState.HELD:
        raise Refused("The register was taken, so this meeting took place. Correct the register where it is wrong.")
    MEETING.move(meeting, "cancel", by=by, at=at, note=why, moved=meeting.moved + 1)
    emails.meeting_cancelled(meeting, at=at)
    return meeting
