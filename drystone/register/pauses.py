"""Pauses: set for a day or from today, made longer, ended when she is back; the clock of her designation may stop.

The source of stopping the clock: domain 5.2, a status for leave, secondment or a crisis in her own school.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from drystone import saying
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.people.access import manager
from drystone.people.models import Person

from . import certificates, emails
from .lifecycle import DESIGNATION
from .models import Designation, DesignationState, Pause, WhyAway

# How long before the day she is expected back she is asked about it, and the office sees it.
AHEAD = timedelta(days=14)


@transaction.atomic
def pause(
    designation: Designation, *, reason: str, starts: date, back_on: date, note: str = "", by: Person, at: datetime
) -> Pause:
    """Nobody asks her from a day on, until she is back. What is agreed stands. She is told.

    Why, and the note, only those read who manage the Alliance: they stand in no history and in no mail.

    By the Alliance's policy the clock of her designation stops meanwhile. Pressed twice, it is one pause.
    Raises Refused for days that cannot be, and where the designation would run out first; AlreadyMoved where it
    is not active.
    """
    locked(designation, by)
    there = designation.pauses.open().first()
    if there and (there.why.reason, there.starts, there.back_on) == (reason, starts, back_on):
        return there
    if there or designation.state != DesignationState.ACTIVE:
        raise AlreadyMoved(designation, "pause", designation.state)
    stops = designation.alliance.pause_stops_clock
    check(designation, starts, back_on, stops)
    made = Pause.objects.create(
        alliance_id=designation.alliance_id,
        designation=designation,
        starts=starts,
        back_on=back_on,
        stops_clock=stops,
    )
    WhyAway.objects.create(alliance_id=made.alliance_id, pause=made, reason=reason, note=note.strip())
    events.record(made, "pause_set", by=by, at=at, starts=starts.isoformat(), back=back_on.isoformat())
    if starts <= localdate(at):
        DESIGNATION.move(designation, "pause", by=by, at=at)
    emails.paused(made, at=at)
    return made


def check(designation: Designation, starts: date, back_on: date, stops_clock: bool) -> None:
    """Raises Refused with what is wrong with the days."""
    if back_on <= starts:
        raise Refused("The day back has to come after the first day away.")
    if not designation.starts <= starts <= designation.ends:
        period = f"{saying.day(designation.starts)} to {saying.day(designation.ends)}"
        raise Refused(f"The first day away has to lie in the designation, {period}.")
    if designation.pauses.filter(ended_on__gt=starts).exists():
        raise Refused("An earlier pause lasted longer than that. Choose a later first day.")
    if not stops_clock and back_on > designation.ends:
        raise Refused(
            f"The designation runs out on {saying.day(designation.ends)}, before the day back. Choose an earlier day "
            "back, or end the designation; your policy is that a pause does not stop its clock."
        )


@transaction.atomic
def lengthen(held: Pause, back_on: date, *, note: str = "", by: Person, at: datetime) -> Pause:
    """She is expected back on another day, earlier or later. Raises Refused like `pause`, AlreadyMoved once over."""
    locked(held.designation, by)
    held.refresh_from_db()
    if held.ended_on:
        raise AlreadyMoved(held, "lengthen", "ended")
    check(held.designation, held.starts, back_on, held.stops_clock)
    write_down(held, note.strip(), by, at)
    if back_on != held.back_on:
        held.back_on = back_on
        held.save(update_fields=["back_on"])
        events.record(held, "pause_moved", by=by, at=at, back=back_on.isoformat())
        emails.paused(held, at=at)
    return held


def write_down(held: Pause, note: str, by: Person, at: datetime) -> None:
    if note and note not in held.why.note:
        held.why.note = "\n".join(filter(None, [held.why.note, note]))
        held.why.save(update_fields=["note"])
        events.record(held, "pause_noted", by=by, at=at)


@transaction.atomic
def come_back(held: Pause, *, on: date, by: Person, at: datetime) -> Pause:
    """She is back from a day on, today or earlier, and may be asked again. A pause that has not begun is called off.

    Where the clock stood still the days away are added to the end of her designation. Pressed twice, they are added
    once. Raises Refused for a day that cannot be.
    """
    designation = locked(held.designation, by)
    held.refresh_from_db()
    if held.ended_on:
        return held
    if designation.state == DesignationState.ENDED:
        raise AlreadyMoved(held, "return", designation.state)
    today = localdate(at)
    away = designation.state == DesignationState.PAUSED
    if away and not held.starts <= on <= today:
        raise Refused(f"Choose a day from {saying.day(held.starts)} to today.")
    held.ended_on = on if away else held.starts
    held.save(update_fields=["ended_on"])
    if away:
        days = (held.ended_on - held.starts).days if held.stops_clock else 0
        ends = designation.ends + timedelta(days=days)
        DESIGNATION.move(designation, "return", by=by, at=at, ends=ends, note=f"{days} days added." if days else "")
        if days and (after := designation.renewal_to_come):
            begin_later(after, days, at=at)
    else:
        events.record(held, "pause_called_off", by=by, at=at)
    emails.back(held, at=at)
    return held


def begin_later(after: Designation, days: int, *, at: datetime) -> None:
    """The earlier term lasts so many days longer: the next begins and ends later, and its certificate says so."""
    after.starts += timedelta(days=days)
    after.ends += timedelta(days=days)
    after.save(update_fields=["starts", "ends"])
    certificates.made_anew(after, by=None, at=at)


def locked(designation: Designation, by: Person) -> Designation:
    """Held until the transaction ends, as it is now. Raises NotAllowed."""
    if not manager(by, designation):
        raise NotAllowed(f"{by} may not pause {designation}")
    Designation.objects.locked(designation.pk)
    designation.refresh_from_db(fields=["state", "ends"])
    return designation


def stop(designation: Designation) -> None:
    """The designation has ended, and with it a pause that was open."""
    for held in designation.pauses.open():
        held.ended_on = max(held.starts, designation.ended_on or held.starts)
        held.save(update_fields=["ended_on"])


def carry_over(held: Pause, designation: Designation, *, at: datetime) -> None:
    """Her next term begins while she is away: the pause goes on in it, for as long as it was set."""
    after = Pause.objects.create(
        alliance_id=held.alliance_id,
        designation=designation,
        starts=designation.starts,
        back_on=held.back_on,
        stops_clock=held.stops_clock,
    )
    WhyAway.objects.create(alliance_id=held.alliance_id, pause=after, reason=held.why.reason, note=held.why.note)
    DESIGNATION.move(designation, "pause", by=None, at=at)


def begin_due(*, at: datetime) -> int:
    """Pauses that were set for a day begin on it; returns how many."""
    due = Pause.objects.open().filter(starts__lte=localdate(at), designation__state=DesignationState.ACTIVE)
    return sum(begin(each, at=at) for each in due.select_related("designation"))


def begin(held: Pause, *, at: datetime) -> bool:
    try:
        DESIGNATION.move(held.designation, "pause", by=None, at=at)
    except AlreadyMoved:  # somebody was quicker than the clock
        return False
    return True


def coming_back(*, on: date) -> QuerySet[Pause]:
    """Those under way whose day back is within a fortnight, or past."""
    return Pause.objects.open().filter(designation__state=DesignationState.PAUSED, back_on__lte=on + AHEAD)


def remind_coming_back(*, at: datetime) -> int:
    """A fortnight before her day back she is asked whether it stands, once for each day that was set; how many."""
    rows = coming_back(on=localdate(at)).filter(designation__alliance__suspended_on__isnull=True)
    return sum(
        emails.back_soon(each, at=at) for each in rows.select_related("designation__alliance", "designation__person")
    )
