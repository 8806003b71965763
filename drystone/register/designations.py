"""Being designated: a period to the day, a number that anybody may check, areas with their phases, a certificate."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from drystone.alliances.calendar import anniversary
from drystone.alliances.models import Alliance
from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.history import events
from drystone.lifecycle import AlreadyMoved
from drystone.people import links
from drystone.people.models import Person
from drystone.schools.models import Organisation

from . import emails, induction, release
from .lifecycle import DESIGNATION, LIVING
from .models import Area, DesignatedArea, Designation, DesignationState, Ending
from .phases import Phase

# Without letters and figures that are taken for each other when read out or copied by hand.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CERTIFICATE = "Certificate"
AreaGranted = tuple[Area, Sequence[str], int]


@transaction.atomic
def designate(
    person: Person,
    *,
    alliance: Alliance,
    home_school: Organisation,
    areas: Sequence[AreaGranted],
    is_headteacher: bool = False,
    condition: str = "",
    support_plan: str = "",
    shown_in_directory: bool = False,
    renews: Designation | None = None,
    by: Person,
    at: datetime,
) -> Designation:
    """She is a System Leader of the Alliance from today, in these areas (area, phases, depth 1 to 3).

    The period is the alliance's number of years to the day: the last day is the day before the anniversary.
    With a condition she is pending until it is met. Her induction begins. A designation that this one renews ends as
    renewed. Her home school is asked for days once she is active.
    """
    starts = timezone.localdate(at)
    if renews:
        end_renewed(renews, on=starts, by=by, at=at)
    designation = Designation.objects.create(
        alliance=alliance,
        person=person,
        home_school=home_school,
        is_headteacher=is_headteacher,
        number=new_number(),
        starts=starts,
        ends=last_day(starts, alliance.designation_years),
        state=DesignationState.PENDING if condition else DesignationState.ACTIVE,
        state_since=at,
        condition=condition,
        support_plan=support_plan,
        shown_in_directory=shown_in_directory,
        renews=renews,
    )
    return begin(designation, areas, by=by, at=at)


def begin(designation: Designation, areas: Sequence[AreaGranted], *, by: Person, at: datetime) -> Designation:
    """What follows from being designated: areas, induction, history; and days, once nothing stands in the way."""
    grant(designation, areas)
    induction.begin(designation)
    events.record(designation, "designate", by=by, at=at, now=designation.state, number=designation.number)
    if designation.state == DesignationState.ACTIVE:
        release.ask(designation, by=by, at=at)
    return designation


def last_day(starts: date, years: int) -> date:
    """The last day in force. From 29 February it is 28 February, in every year."""
    return anniversary(starts, years) - timedelta(days=1)


def end_renewed(designation: Designation, *, on: date, by: Person, at: datetime) -> None:
    """The earlier designation makes room: its last day was yesterday, or its own end where that came first."""
    ended_on = min(designation.ends, on - timedelta(days=1))
    DESIGNATION.move(designation, "renew", by=by, at=at, ending=Ending.RENEWED, ended_on=ended_on)


def grant(designation: Designation, areas: Sequence[AreaGranted]) -> None:
    DesignatedArea.objects.bulk_create(
        DesignatedArea(
            alliance_id=designation.alliance_id, designation=designation, area=area, phases=list(phases), level=level
        )
        for area, phases, level in areas
    )


@transaction.atomic
def meet_condition(designation: Designation, *, note: str, by: Person, at: datetime) -> Designation:
    """The condition is met, as `note` says; she is a System Leader now, and her home school is asked for days."""
    DESIGNATION.move(designation, "meet_condition", by=by, at=at, note=note)
    emails.condition_met(designation, at=at)
    release.ask(designation, by=by, at=at)
    return designation


def pause(designation: Designation, *, note: str, by: Person, at: datetime) -> Designation:
    """She is not to be asked for a while. Her period runs on, and what is agreed stands."""
    return DESIGNATION.move(designation, "pause", by=by, at=at, note=note)


def return_(designation: Designation, *, by: Person, at: datetime) -> Designation:
    """She may be asked again."""
    return DESIGNATION.move(designation, "return", by=by, at=at)


def resign(designation: Designation, *, note: str = "", by: Person, at: datetime) -> Designation:
    """She gives the role up, or the office writes down that she did."""
    return end(designation, "resign", Ending.RESIGNED, note=note, by=by, at=at)


def withdraw(designation: Designation, *, note: str, by: Person, at: datetime) -> Designation:
    """The Alliance takes the designation back, through no fault of hers; the reason is in history."""
    return end(designation, "withdraw", Ending.WITHDRAWN, note=note, by=by, at=at)


def remove(designation: Designation, *, note: str, by: Person, at: datetime) -> Designation:
    """The Alliance removes her from the register; the reason is in history."""
    return end(designation, "remove", Ending.REMOVED, note=note, by=by, at=at)


def transfer(designation: Designation, *, note: str, by: Person, at: datetime) -> Designation:
    """She goes on as a System Leader of another alliance; `note` says which."""
    return end(designation, "transfer", Ending.TRANSFERRED, note=note, by=by, at=at)


@transaction.atomic
def end(designation: Designation, verb: str, ending: Ending, *, note: str, by: Person, at: datetime) -> Designation:
    """It ends today, or on its own last day where that came first. Open requests for days are taken back."""
    ended_on = min(designation.ends, timezone.localdate(at))
    DESIGNATION.move(designation, verb, by=by, at=at, note=note, ending=ending, ended_on=ended_on)
    links.withdraw(designation, release.PURPOSE, by=by, at=at, because="The designation has ended.")
    emails.ended(designation, at=at)
    return designation


def expire(*, at: datetime) -> int:
    """Designations whose last day has passed end as expired on that day; returns how many."""
    over = Designation.objects.filter(state__in=LIVING, ends__lt=timezone.localdate(at))
    return sum(expire_one(each, at=at) for each in over.select_related("alliance", "person"))


@transaction.atomic
def expire_one(designation: Designation, *, at: datetime) -> bool:
    try:
        DESIGNATION.move(designation, "expire", by=None, at=at, ending=Ending.EXPIRED, ended_on=designation.ends)
    except AlreadyMoved:  # renewed or ended by somebody while the clock was at it
        return False
    links.withdraw(designation, release.PURPOSE, by=None, at=at, because="The designation has ended.")
    emails.ended(designation, at=at)
    return True


def new_number() -> str:
    """SL-7KQ2-M4XD: one of 650,000 million, so that nobody finds a certificate by counting."""
    letters = [secrets.choice(LETTERS) for _ in range(8)]
    return f"SL-{''.join(letters[:4])}-{''.join(letters[4:])}"


def certificate(designation: Designation, *, by: Person | None, at: datetime) -> Paper:
    """The certificate: sealed, numbered, kept with the designation. Made again, it is the same one."""
    if kept := Paper.objects.of(designation).filter(kind=CERTIFICATE).first():
        return kept
    alliance = designation.alliance
    areas = list(designation.areas.select_related("area"))
    phases = {phase for row in areas for phase in row.phases}
    return papers.keep(
        CERTIFICATE,
        "certificate",
        {
            "alliance": alliance.letterhead,
            "holder": designation.person.name,
            "school": designation.home_school.name,
            "designated_as": f"a {alliance.word('system_leader')} of the {alliance.name}",
            "areas": [row.area.name for row in areas],
            "phases": [phase.label for phase in Phase if phase in phases],
            "starts": designation.starts,
            "ends": designation.ends,
            "signatory": alliance.signatory,
        },
        about=designation,
        alliance_id=designation.alliance_id,
        title=f"Certificate of {designation.person.name}",
        by=by,
        at=at,
    )
