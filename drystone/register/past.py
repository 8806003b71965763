"""What a System Leader was on a day gone by. Nothing is rewritten: rows keep their days, and history says the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone

from drystone import saying
from drystone.alliances.models import Term
from drystone.history import events
from drystone.history.models import Event
from drystone.schools.models import Organisation

from . import placements
from .models import (
    Assurance,
    Condition,
    ConditionState,
    DesignatedArea,
    Designation,
    DesignationState,
    FormerArea,
    Pause,
    Promise,
    ReleaseBudget,
)

UNMET = (ConditionState.OPEN, ConditionState.NOT_MET)


@dataclass(frozen=True)
class Held:
    """An area as it was held: with its phases, and whether it waited for a condition."""

    name: str
    phases: str
    waits: bool


@dataclass(frozen=True)
class Then:
    """How a designation stood on a day. Half-days are of the term of that day, as they were said by then."""

    day: date
    state: str
    away: Pause | None
    home_school: Organisation
    is_headteacher: bool
    areas: list[Held]
    assurance: Assurance | None
    term: Term | None
    granted: int | None
    promised: int


def on(designation: Designation, day: date) -> Then:
    """How she stood at the end of a day, as it was known by then."""
    moment = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    term = Term.objects.filter(alliance=designation.alliance_id, starts__lte=day, ends__gte=day).first()
    conditions = list(designation.conditions.all())
    there, away = placements.on(designation, day), designation.pauses.on(day).first()
    home = there.school if there else designation.home_school
    budgets = ReleaseBudget.objects.filter(alliance=designation.alliance_id, person=designation.person_id, term=term)
    budget = budgets.filter(home_school=home).first()
    said = last_said([designation, *conditions, *filter(None, [budget])], moment)
    waiting = {each.area_id for each in conditions if was_unmet(each, said)}
    in_time = designation.starts <= day and not (designation.ended_on and day > designation.ended_on)
    return Then(
        day=day,
        state=state_on(designation, day, said, away),
        away=away,
        home_school=home,
        is_headteacher=there.is_headteacher if there else designation.is_headteacher,
        areas=areas_on(designation, day, waiting) if in_time else [],
        assurance=assurance_on(designation, day),
        term=term,
        granted=granted_by(budget, said),
        promised=promised_by(designation, term, moment),
    )


def last_said(things: Iterable[Model], moment: datetime) -> dict[tuple[str, int], Event]:
    """The last line of history of each thing before a moment that says where it stands; one query."""
    which = Q(pk__in=[])
    for each in things:
        which |= Q(record_type=events.kind_of(each), record_id=each.pk)
    rows = Event.objects.filter(which, at__lt=moment).exclude(now="", verb__in=["looked"]).order_by("id")
    telling = (row for row in rows if row.now or "half_days" in row.details)
    return {(row.record_type, row.record_id): row for row in telling}


def of(thing: Model, said: dict[tuple[str, int], Event]) -> Event | None:
    return said.get((events.kind_of(thing), thing.pk))


def state_on(designation: Designation, day: date, said: dict[tuple[str, int], Event], away: Pause | None) -> str:
    """In words. Whether she was paused or had ended is said by days, not by when somebody wrote it down."""
    if day < designation.starts:
        return "Not designated yet"
    if designation.ended_on and day > designation.ended_on:
        return designation.get_ending_display()
    if away:
        return f"{DesignationState.PAUSED.label}, away until {saying.day(away.ended_on or away.back_on)}"
    last = of(designation, said)
    if last and last.now == DesignationState.ENDED and not designation.ended_on:
        return "Ended; an appeal put it right since"
    pending = last is not None and last.now == DesignationState.PENDING
    return str(DesignationState.PENDING.label if pending else DesignationState.ACTIVE.label)


def was_unmet(condition: Condition, said: dict[tuple[str, int], Event]) -> bool:
    """By then it kept its area back. What nothing was said about yet was open."""
    last = of(condition, said)
    return condition.kind == Condition.Kind.CONDITION and (last is None or last.now in UNMET)


def areas_on(designation: Designation, day: date, waiting: set[int]) -> list[Held]:
    """Those held on the day: the ones of today that were held by then, and those she has parted with since."""
    current = DesignatedArea.objects.filter(Q(since=None) | Q(since__lte=day), designation=designation)
    former = FormerArea.objects.filter(Q(since=None) | Q(since__lte=day), designation=designation, until__gt=day)
    rows: list[Any] = [*current.select_related("area"), *former.select_related("area")]
    held = [Held(row.area.name, row.phases_said, row.area_id in waiting) for row in rows]
    return sorted(held, key=lambda each: each.name)


def assurance_on(designation: Designation, day: date) -> Assurance | None:
    given = Assurance.objects.filter(alliance=designation.alliance_id, person=designation.person_id)
    return given.filter(confirmed_on__lte=day, until__gte=day).first()


def granted_by(budget: ReleaseBudget | None, said: dict[tuple[str, int], Event]) -> int | None:
    last = of(budget, said) if budget else None
    return last.details["half_days"] if last else None


def promised_by(designation: Designation, term: Term | None, moment: datetime) -> int:
    """Half-days of the term that stood promised at a moment."""
    rows = Promise.objects.filter(alliance=designation.alliance_id, person=designation.person_id, term=term)
    standing = rows.filter(Q(given_back_at=None) | Q(given_back_at__gte=moment), made_at__lt=moment)
    return sum(standing.values_list("half_days", flat=True))
