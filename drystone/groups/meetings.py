"""Meetings of a group: planned, changed, written up, or called off."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Person

from . import emails, reminders, sign_ups, training
from .access import runs
from .lifecycle import MEETING
from .models import Group, Meeting, MeetingState


@dataclass(frozen=True)
class Details:
    """Where one meets, what about, and who may sign up."""

    place: str = ""
    link: str = ""
    focus: str = ""
    agenda: str = ""
    open_to_schools: bool = False
    places: int | None = None


@transaction.atomic
def plan(
    group: Group, details: Details, *, starts_at: datetime, ends_at: datetime, by: Person, at: datetime
) -> Meeting:
    """A meeting is planned and every member told. Planned twice for one moment, it is one meeting."""
    group = running(group, by)
    meeting, is_new = put_down(group, details, starts_at, ends_at, by, at)
    if is_new:
        emails.meeting_planned(meeting, at=at)
        training.offer([meeting], at=at)
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
    training.offer(new, at=at)
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

    Apologies for another day or hour do not count for this one.

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
    if "starts_at" in changes:
        meeting.apologies.all().delete()  # for another day than this one; whoever cannot come says so again
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
def cancel(meeting: Meeting, *, why: str, by: Person, at: datetime) -> Meeting:
    """The meeting is called off, and everybody told. Raises Refused where its register says that it took place."""
    if meeting.state == MeetingState.HELD:
        raise Refused("The register was taken, so this meeting took place. Correct the register where it is wrong.")
    MEETING.move(meeting, "cancel", by=by, at=at, note=why, moved=meeting.moved + 1)
    emails.meeting_cancelled(meeting, at=at)
    return meeting


@transaction.atomic
def write_notes(meeting: Meeting, notes: str, *, by: Person, at: datetime) -> Meeting:
    """What was said and agreed, for whoever belongs to the group or came. The same again is nothing."""
    if not runs(by, meeting.group):
        raise NotAllowed(f"{by} does not run {meeting.group}")
    if Meeting.objects.filter(pk=meeting.pk).exclude(notes=notes).update(notes=notes):
        events.record(meeting, "wrote_notes", by=by, at=at)
    meeting.notes = notes
    return meeting
