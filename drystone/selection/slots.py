"""Times for interviews: one, or a morning of them at once; in the round's days, and no room twice at one time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.people.models import Person

from .models import Interview, InterviewSlot, Round
from .refusals import CannotInterview

MOST = 40


def add(
    round_: Round,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    outside: bool = False,
    by: Person,
    at: datetime,
) -> InterviewSlot:
    """The office adds one time for an interview, with its room or its link for remote interviews. Once only."""
    minutes = round((ends_at - starts_at) / timedelta(minutes=1))
    made = add_several(
        round_, starts_at=starts_at, ends_at=ends_at, minutes=minutes, place=place, outside=outside, by=by, at=at
    )
    return made[0]


@transaction.atomic
def add_several(
    round_: Round,
    *,
    starts_at: datetime,
    ends_at: datetime,
    minutes: int,
    pause: int = 0,
    place: str,
    outside: bool = False,
    by: Person,
    at: datetime,
) -> list[InterviewSlot]:
    """As many times of so many minutes as fit between two moments, with a pause after each. Once only.

    Raises CannotInterview where none fits or all lie behind us, where the room is taken, and for a day that is not
    one of the round's days for interviews, unless it is meant to lie `outside` them.
    """
    if not office(by, round_):
        raise NotAllowed(f"{by} may not add times for interviews")
    if not place.strip():
        raise CannotInterview("Say where: a room, or a link for a remote interview.")
    if ends_at <= starts_at or starts_at <= at:
        raise CannotInterview("The time must lie ahead, and end after it starts.")
    if not outside:
        check_in_window(round_, starts_at)
    times = list(cut(starts_at, ends_at, minutes, pause))
    if not times:
        raise CannotInterview("Not one interview of that length fits between these times.")
    if len(times) > MOST:
        raise CannotInterview(f"That would be {len(times)} times. Add at most {MOST} at once.")
    Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    return [add_one(round_, starts, ends, place.strip()[:200], by=by, at=at) for starts, ends in times]


def check_in_window(round_: Round, starts_at: datetime) -> None:
    if not round_.interviews_from <= localdate(starts_at) <= round_.interviews_to:
        window = f"{saying.day(round_.interviews_from)} to {saying.day(round_.interviews_to)}"
        raise CannotInterview(f"Interviews of this round are held from {window}. Say so if this is meant.")


def cut(starts_at: datetime, ends_at: datetime, minutes: int, pause: int) -> Iterator[tuple[datetime, datetime]]:
    """Start and end of each time that fits."""
    if minutes < 1 or pause < 0:
        return
    length, step = timedelta(minutes=minutes), timedelta(minutes=minutes + pause)
    while starts_at + length <= ends_at:
        yield starts_at, starts_at + length
        starts_at += step


def add_one(
    round_: Round, starts_at: datetime, ends_at: datetime, place: str, *, by: Person, at: datetime
) -> InterviewSlot:
    here = InterviewSlot.objects.filter(alliance=round_.alliance_id, place__iexact=place)
    for taken in here.filter(starts_at__lt=ends_at, ends_at__gt=starts_at):
        if (taken.round_id, taken.starts_at) == (round_.pk, starts_at):
            return taken
        until = saying.clock(taken.ends_at)
        raise CannotInterview(f"{place} is taken on {saying.moment(taken.starts_at)}, until {until}.")
    slot = InterviewSlot.objects.create(
        alliance_id=round_.alliance_id, round=round_, starts_at=starts_at, ends_at=ends_at, place=place
    )
    events.record(slot, "add", by=by, at=at, about=round_, starts=starts_at.isoformat(), place=place)
    return slot


@transaction.atomic
def remove(slot: InterviewSlot, *, by: Person, at: datetime) -> None:
    """The office takes back a time that nobody has chosen."""
    if not office(by, slot):
        raise NotAllowed(f"{by} may not remove times for interviews")
    if Interview.objects.filter(slot=slot).exists():
        raise CannotInterview("Somebody has chosen this time. Rearrange that interview first.")
    events.record(slot, "remove", by=by, at=at, about=slot.round)
    slot.delete()
