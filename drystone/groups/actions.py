"""What somebody takes on at a meeting, and having done it."""

from datetime import date, datetime

from django.db import transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.models import Person

from .access import runs
from .models import Meeting, MeetingAction


@transaction.atomic
def add(meeting: Meeting, person: Person, what: str, *, due_on: date, by: Person, at: datetime) -> MeetingAction:
    """Somebody takes something on, until a day. Said twice, it is one thing."""
    if not runs(by, meeting.group):
        raise NotAllowed(f"{by} does not run {meeting.group}")
    given = {"alliance_id": meeting.alliance_id, "due_on": due_on, "added_at": at}
    made, is_new = MeetingAction.objects.get_or_create(meeting=meeting, person=person, what=what, defaults=given)
    if is_new:
        events.record(made, "added", by=by, at=at, note=f"{person.name}: {what}")
    return made


@transaction.atomic
def finish(action: MeetingAction, *, by: Person, at: datetime) -> MeetingAction:
    """It is done, says whoever took it on, or whoever runs the group. Done twice, it was done the first time."""
    if by.pk != action.person_id and not runs(by, action.meeting.group):
        raise NotAllowed(f"{by} did not take this on")
    if MeetingAction.objects.filter(pk=action.pk, done_at=None).update(done_at=at):
        events.record(action, "done", by=by, at=at, note=action.what)
    action.refresh_from_db(fields=["done_at"])
    return action
