"""Being designated: a period to the day, a number that anybody may check, areas with their phases, a certificate."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from drystone.alliances.calendar import WorkingDays, anniversary
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import AlreadyMoved
from drystone.people import links
from drystone.people.models import Person
from drystone.schools.models import Organisation

from . import assurance, conditions, emails, held, induction, pauses, placements, redesignation, release
from .conditions import Asked
from .held import AreaGranted
from .lifecycle import DESIGNATION, LIVING, STANDING
from .models import Designation, DesignationState, Ending, Pause

# Without letters and figures that are taken for each other when read out or copied by hand.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
REMINDED_BEFORE = timedelta(days=4)


@transaction.atomic(savepoint=False)
def designate(
    person: Person,
    *,
    alliance: Alliance,
    home_school: Organisation,
    areas: Sequence[AreaGranted],
    is_headteacher: bool = False,
    asking: Sequence[Asked] = (),
    shown_in_directory: bool = False,
    renews: Designation | None = None,
    until: date | None = None,
    by: Person | None,
    at: datetime,
) -> Designation:
    """She is a System Leader of the Alliance from today, in these areas (area, phases, depth 1 to 3).

    The period is the alliance's number of years to the day. She is asked to accept it; until she declines, it stands.
    While every area waits for a condition she is pending. One that renews another begins the day after that ends.
    `begin` asks for days. `until` is its last day where it began in another alliance: she has said yes to that.
    """
    today = timezone.localdate(at)
    starts = redesignation.make_room(renews, at=at) if renews else today
    designation = Designation.objects.create(
        alliance=alliance,
        person=person,
        home_school=home_school,
        is_headteacher=is_headteacher,
        number=new_number(),
        starts=starts,
        ends=until or last_day(starts, alliance.designation_years),
        accept_by=None if until else WorkingDays(alliance).after(today, alliance.acceptance_working_days),
        state=redesignation.state_at_first(starts, waits=conditions.keep_all_back(areas, asking), today=today),
        state_since=at,
        shown_in_directory=shown_in_directory,
        renews=renews,
    )
    held.grant(designation, areas)
    events.record(designation, "designate", by=by, at=at, now=designation.state, number=designation.number)
    settle_in(designation, asking, at=at)
    return designation


def settle_in(designation: Designation, asking: Sequence[Asked], *, at: datetime) -> None:
    """What is asked goes with it. A first term begins with a place of work and an induction; another one where the
    term before it stops."""
    conditions.ask(designation, asking, at=at)
    if designation.renews is None:
        placements.begin(designation)
        induction.begin(designation)
    elif designation.state != DesignationState.TO_COME:
        redesignation.take_over(designation, designation.renews, at=at)


def begin(designation: Designation, *, by: Person | None, at: datetime) -> None:
    """Her home school is asked for days, once nothing stands in the way. Asked again, it is the same question.

    One that renews another goes on with the days that stand (`redesignation.take_over`).
    """
    if designation.state == DesignationState.ACTIVE and not designation.renews_id:
        release.ask(designation, by=by, at=at)


def last_day(starts: date, years: int) -> date:
    """The last day in force. From 29 February it is 28 February, in every year."""
    return anniversary(starts, years) - timedelta(days=1)


@transaction.atomic
def correct(
    designation: Designation, areas: Sequence[AreaGranted], *, asking: Sequence[Asked], by: Person, at: datetime
) -> Designation:
    """What she was designated for was wrong: areas and conditions are put right, number and period stay.

    A condition that is asked as before stays as it stands, met or with more time.
    """
    held.put_right(designation, areas, on=timezone.localdate(at))
    conditions.put_right(designation, asking, by=by, at=at)
    conditions.settle(designation, note="The decision was corrected.", by=by, at=at)
    events.record(designation, "put_right", by=by, at=at)
    return designation


@transaction.atomic
def accept(designation: Designation, *, by: Person, at: datetime) -> Designation:
    """She says yes to it, or the office writes down that she did. Said twice, it is said once."""
    if not DESIGNATION.may(by, designation, "decline"):
        raise AlreadyMoved(designation, "accept", designation.state)
    unsaid = Designation.objects.filter(pk=designation.pk, accepted_at=None, state__in=STANDING)
    if unsaid.update(accepted_at=at):
        designation.accepted_at = at
        events.record(designation, "accept", by=by, at=at)
    return designation


def decline(designation: Designation, *, note: str = "", by: Person, at: datetime) -> Designation:
    """She would rather not be one. It ends today; once she has accepted she resigns instead."""
    if designation.accepted_at:
        raise AlreadyMoved(designation, "decline", designation.state)
    return end(designation, "decline", Ending.DECLINED, note=note, by=by, at=at)


def remind_unanswered(*, at: datetime) -> int:
    """Whoever has not said whether she accepts is reminded once, some days before she should; returns how many."""
    today = timezone.localdate(at)
    unsaid = Designation.objects.filter(state__in=STANDING, accepted_at=None, accept_by__gte=today)
    due = unsaid.filter(accept_by__lte=today + REMINDED_BEFORE).select_related("alliance", "person")
    return sum(emails.acceptance_reminded(each, at=at) for each in due)


def resign(designation: Designation, *, note: str = "", by: Person, at: datetime) -> Designation:
    """She gives the role up, or the office writes down that she did."""
    return end(designation, "resign", Ending.RESIGNED, note=note, by=by, at=at)


def withdraw(designation: Designation, *, note: str, by: Person, at: datetime) -> Designation:
    """The Alliance takes the designation back, through no fault of hers; the reason is in history."""
    return end(designation, "withdraw", Ending.WITHDRAWN, note=note, by=by, at=at)


def remove(designation: Designation, *, by: Person, at: datetime) -> Designation:
    """The Alliance removes her from the register, as `removals` decided, which tells her."""
    return end(designation, "remove", Ending.REMOVED, is_told=True, by=by, at=at)


def transfer(designation: Designation, *, last_day: date, note: str, at: datetime) -> Designation:
    """She goes on as a System Leader of another alliance from the next day; `note` says which. `selection` decides."""
    return end(designation, "transfer", Ending.TRANSFERRED, on=last_day, note=note, by=None, at=at)


@transaction.atomic
def end(
    designation: Designation,
    verb: str,
    ending: Ending,
    *,
    on: date | None = None,
    note: str = "",
    is_told: bool = False,
    by: Person | None,
    at: datetime,
) -> Designation:
    """It ends today, or `on` another day, or on its own last day where that came first; with it one that was to follow
    it. Open requests for days are taken back."""
    ended_on = min(designation.ends, on or timezone.localdate(at))
    DESIGNATION.move(designation, verb, by=by, at=at, note=note, ending=ending, ended_on=ended_on)
    pauses.stop(designation)
    ask_no_more(designation, by=by, at=at)
    if not is_told:
        emails.ended(designation, at=at)
    if after := designation.renewal_to_come:
        end(after, verb, ending, note=note, is_told=True, by=by, at=at)
    return designation


def ask_no_more(designation: Designation, *, by: Person | None, at: datetime) -> None:
    """Her home school is asked for nothing any more."""
    for purpose in (release.PURPOSE, assurance.PURPOSE):
        links.withdraw(designation, purpose, by=by, at=at, because="The designation has ended.")


def expire(*, at: datetime) -> int:
    """Designations whose last day has passed end as expired on that day; returns how many.

    Where a pause stops the clock, nothing runs out before she is back. What is renewed ends when the next begins.
    """
    still = Pause.objects.open().filter(designation=OuterRef("pk"), stops_clock=True)
    paused = Q(Exists(still), state=DesignationState.PAUSED)
    over = Designation.objects.filter(state__in=LIVING, ends__lt=timezone.localdate(at)).exclude(paused)
    over = over.exclude(pk__in=Designation.objects.filter(state=DesignationState.TO_COME).values("renews"))
    return sum(expire_one(each, at=at) for each in over.select_related("alliance", "person"))


@transaction.atomic
def expire_one(designation: Designation, *, at: datetime) -> bool:
    try:
        DESIGNATION.move(designation, "expire", by=None, at=at, ending=Ending.EXPIRED, ended_on=designation.ends)
        pauses.stop(designation)
    except AlreadyMoved:  # renewed or ended by somebody while the clock was at it
        return False
    ask_no_more(designation, by=None, at=at)
    emails.ended(designation, at=at)
    return True


def new_number() -> str:
    """SL-7KQ2-M4XD: one of 650,000 million, so that nobody finds a certificate by counting."""
    letters = [secrets.choice(LETTERS) for _ in range(8)]
    return f"SL-{''.join(letters[:4])}-{''.join(letters[4:])}"
