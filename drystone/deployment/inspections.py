"""A school has been called by Ofsted: every visit that touches it moves in one press, and costs nobody anything.

What moves where is shown first; the press does that and nothing else, or says that it has changed meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays, midnight, read_ahead, same_hour
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import posts
from drystone.people.access import heads, office_of
from drystone.people.models import Person
from drystone.register import away, placements, school_dates
from drystone.register.models import SchoolDates
from drystone.schools.models import Organisation

from . import emails, giving_way, wording
from .clashes import Days, Known
from .models import Deployment, Pause, Visit, VisitState
from .visits import MOVABLE

DAYS = 5
TWO_WEEKS, WEEK = timedelta(days=14), timedelta(days=7)
LONGEST = timedelta(days=60)


class Changed(Refused):
    """What was shown is not what would happen now: look again."""


@dataclass(frozen=True)
class Call:
    """Which school has been called, for which days; as seen by a leader, only her own visits move."""

    school: Organisation
    alliance: Alliance
    starts: date
    ends: date
    leader: Person | None = None


@dataclass(frozen=True)
class Step:
    """What becomes of one visit: it begins on another day at the same hour, or is called off."""

    visit: Visit
    day: date | None

    @property
    def starts_at(self) -> datetime | None:
        return same_hour(self.visit.starts_at, self.day) if self.day else None

    @property
    def ends_at(self) -> datetime | None:
        return same_hour(self.visit.ends_at, self.day) if self.day else None


def usual_days(alliance: Alliance, today: date) -> tuple[date, date]:
    """The working days in which an inspection that was announced today takes place."""
    working = WorkingDays(alliance)
    first = working.on_or_after(today)
    return first, working.after(first, DAYS - 1)


def may_call(person: Person, call: Call) -> bool:
    """The office; whoever heads the school; a leader, of her own visits."""
    if call.alliance.pk in office_of(person) or heads(person, call.school.pk, call.alliance.pk):
        return True
    return call.leader is not None and call.leader.pk == person.pk


def touched(call: Call) -> list[Visit]:
    """The visits planned at the school, or by its own leaders, on the days of the inspection."""
    rows = Visit.objects.filter(
        Q(deployment__receiving_school=call.school) | Q(deployment__home_school=call.school),
        alliance=call.alliance,
        state=VisitState.PLANNED,
        starts_at__gte=midnight(call.starts),
        starts_at__lt=midnight(call.ends + timedelta(days=1)),
    )
    if call.leader:
        rows = rows.filter(deployment__leader=call.leader)
    related = ("leader", "home_school", "receiving_school", "supported", "request", "designation")
    found = list(rows.select_related(*(f"deployment__{name}" for name in related)).order_by("starts_at", "pk"))
    for visit in found:
        visit.alliance = visit.deployment.alliance = call.alliance
    return found


def steps(call: Call, *, today: date) -> list[Step]:
    """What would move where: to the first day from two weeks on, the same weekday and hours, that clashes with
    nothing, lies inside what was agreed, and not where the work rests; what finds none is called off.

    As many questions for a hundred visits as for one.
    """
    found: list[Step] = []
    wishes = list(wished(call))
    asked = [wish for wish in wishes if wish.first <= wish.last]
    if not asked:
        return [Step(wish.visit, None) for wish in wishes]
    works = [wish.visit.deployment for wish in asked]
    known = Known(works, min(wish.first for wish in asked), max(wish.last for wish in asked))
    for wish in wishes:
        day = first_free(wish, call, known, today) if wish.first <= wish.last else None
        if day:
            known.take(wish.visit, day)
        found.append(Step(wish.visit, day))
    return found


@dataclass(frozen=True)
class Wish:
    """Between which days a visit is to be put; where the last comes before the first, nowhere."""

    visit: Visit
    first: date
    last: date


def wished(call: Call) -> Iterator[Wish]:
    """Work that rests goes on later; work of which a change is being agreed stands as it was agreed."""
    visits = touched(call)
    works = [visit.deployment for visit in visits]
    prefetch_related_objects(works, "agreements__consents")
    rest = Pause.objects.open().filter(deployment__in=works).values_list("deployment", "until")
    until = dict(rest) if works else {}
    elsewhere = placements.elsewhere_from(
        ((work.leader_id, work.home_school_id) for work in works), call.alliance.pk, call.starts
    )
    for visit in visits:
        agreement = wording.in_force(visit.deployment)
        first = max(localdate(visit.starts_at) + TWO_WEEKS, call.starts)
        is_standing = agreement is not None and visit.deployment.state in MOVABLE
        while visit.deployment_id in until and first < until[visit.deployment_id]:
            first += WEEK
        last = agreement.ends if agreement and is_standing else date.min
        gone = elsewhere.get((visit.deployment.leader_id, visit.deployment.home_school_id))
        yield Wish(visit, first, min(last, gone - timedelta(days=1)) if gone else last)


def first_free(wish: Wish, call: Call, known: Known, today: date) -> date | None:
    visit = wish.visit
    days = Days(visit.deployment, wish.first, wish.last, today=today, moving=visit, known=known)
    weeks = (day for day in every_week(wish.first, wish.last) if day > call.ends)
    return next((day for day in weeks if not days.clashes(day, visit.half_days)), None)


def every_week(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += WEEK


def written(found: list[Step]) -> str:
    """The steps as the page keeps them, to be compared at the press."""
    return " ".join(f"{step.visit.pk}:{step.day or '-'}:{step.visit.moved}" for step in found)


@transaction.atomic
def call(told: Call, *, shown: str, by: Person, at: datetime) -> SchoolDates:
    """The inspection is noted, so that planning warns of it, and every visit it touches moves as was shown.

    Everybody is told in one message. Pressed twice it is done once. Raises Changed, Refused, NotAllowed.
    """
    if not may_call(by, told):
        raise NotAllowed(f"{by} may not say that {told.school} is being inspected")
    if told.ends < told.starts or told.ends - told.starts > LONGEST:
        raise Refused("The last day must not be before the first, nor more than two months after it.")
    lock(told)
    read_ahead(told.alliance)
    known = SchoolDates.objects.filter(
        alliance=told.alliance, school=told.school, kind=SchoolDates.Kind.INSPECTION, starts=told.starts
    )
    found = steps(told, today=localdate(at))
    if not found and known.filter(ends__gte=told.ends).exists():
        return known.get()
    if written(found) != shown:
        raise Changed("Something has changed since this page was shown. Look at it again, then press once more.")
    dates = school_dates.note_down(
        told.school, told.alliance, "inspection", starts=told.starts, ends=told.ends, by=by, at=at
    )
    carry_out(found, dates, by=by, at=at)
    return dates


def lock(told: Call) -> None:
    """In one order, so that two who call at once wait for each other and neither waits for ever."""
    Organisation.objects.select_for_update(no_key=True).get(pk=told.school.pk)
    works = {visit.deployment_id: visit.deployment.home_school_id for visit in touched(told)}
    list(Deployment.objects.select_for_update().filter(pk__in=works).order_by("pk"))
    away.hold_rules(told.alliance.pk, works.values())


def carry_out(found: list[Step], dates: SchoolDates, *, by: Person, at: datetime) -> None:
    puts = [(step.visit, step.starts_at, step.ends_at) for step in found if step.starts_at and step.ends_at]
    off = [step.visit for step in found if not step.day]
    moved = giving_way.move(puts, dates, by=by, at=at)
    giving_way.call_off(off, by=by, at=at)
    events.record(dates, "called", by=by, at=at, moved=len(moved), off=len(off))
    if found:
        managers = list(posts.managers(dates.alliance, at))
        emails.inspection_called(dates.school, moved, off, office=managers, at=at)
