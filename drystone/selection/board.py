"""The board of a round: which of its applications are looked for, what has waited longest first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from . import queries
from .models import (
    ASSESSORS,
    Application,
    ApplicationArea,
    ApplicationState,
    Assessment,
    Reference,
    ReferenceState,
    Round,
)
from .steps import STEPS, Standing, due, standings

NONE = "none"
"""Of references: those that have none."""
FEW = "few"
"""Of assessors: those that have fewer than they need."""
OVERDUE = "overdue"
ORDERS = {"sent": ("submitted_at", "pk"), "name": ("person__name", "pk"), "school": ("school__name", "pk")}
LONGEST_FIRST = "waiting"
APART = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)


@dataclass(frozen=True)
class Wanted:
    """What a list of a round's applications is narrowed to; what is empty narrows nothing.

    `waiting` is whom an application waits for, a step at which it stands, or "overdue".
    """

    words: str = ""
    state: str = ""
    area: str = ""
    phase: str = ""
    reference: str = ""
    assessor: str = ""
    waiting: str = ""


class Place(NamedTuple):
    """One application on the board."""

    standing: Standing
    until: datetime | None
    overdue: bool


@dataclass(frozen=True)
class Found:
    """What a list is narrowed to, in order; and of the whole round, how many stand at which step, and are late."""

    round: Round
    places: list[Place]
    at_step: Counter[str] = field(default_factory=Counter)
    overdue: int = 0

    @property
    def numbers(self) -> list[int]:
        return [place.standing.pk for place in self.places]


def find(round_: Round, wanted: Wanted, *, at: datetime, order: str = LONGEST_FIRST) -> Found:
    """The applications of a round that are looked for. One query, however many there are.

    What is overdue comes first and, of that and of the rest, what has waited longest; unless another order is asked
    for, the other way round with "-" before its word.
    """
    by = ORDERS.get(order.removeprefix("-"), ())
    turned = tuple(f"-{name}" for name in by) if order.startswith("-") else by
    rows = Application.objects.filter(round=round_).order_by(*turned)
    ends = {step: due(step, round_) for step in STEPS}
    whole = [placed(standing, ends[standing.step], at) for standing in standings(rows, round_, at, narrowed(wanted))]
    kept = [place for place in whole if place.standing.is_wanted and fits(place, wanted.waiting)]
    if not by:
        kept.sort(key=longest_first)
    steps = Counter(place.standing.step for place in whole)
    return Found(round_, kept, steps, sum(place.overdue for place in whole))


def placed(standing: Standing, until: datetime | None, at: datetime) -> Place:
    # A draft that is late waits for nobody; who may still send it in was given more time.
    return Place(standing, until, standing.step != "to_send_in" and until is not None and until < at)


def fits(place: Place, waiting: str) -> bool:
    step = place.standing.step
    if waiting == OVERDUE:
        return place.overdue
    return waiting in ("", step, STEPS[step].whom)


def longest_first(place: Place) -> tuple[bool, bool, str, int]:
    waits = STEPS[place.standing.step].whom != "nobody"
    return (not place.overdue, not waits, place.standing.written, place.standing.pk)


def narrowed(wanted: Wanted) -> Q:
    """Those of a state; when none is asked for, all but drafts, which are the applicants' own, and withdrawn ones."""
    asked = Q(state=wanted.state) if wanted.state else ~Q(state__in=APART)
    for word in wanted.words.split():
        of_school = Q(school__name__icontains=word) | Q(unlisted_school__icontains=word)
        asked &= Q(person__name__icontains=word) | of_school
    # Each asks a row of its own: a join would give an application twice, and count its readers twice.
    return asked & of_areas(wanted) & of_references(wanted) & of_assessors(wanted)


def of_areas(wanted: Wanted) -> Q:
    areas = ApplicationArea.objects.all()
    if not (wanted.area or wanted.phase):
        return Q()
    if wanted.area:
        areas = areas.filter(area_id=int(wanted.area))
    if wanted.phase:
        areas = areas.filter(phases__icontains=f'"{wanted.phase}"')
    return Q(pk__in=areas.values("application"))


def of_references(wanted: Wanted) -> Q:
    if wanted.reference == NONE:
        return ~Q(pk__in=Reference.objects.filter(state=ReferenceState.GIVEN).values("application"))
    if not wanted.reference:
        return Q()
    return Q(pk__in=Reference.objects.filter(state=wanted.reference).values("application"))


def of_assessors(wanted: Wanted) -> Q:
    if wanted.assessor == FEW:
        few = Application.objects.with_readers().filter(readers__lt=ASSESSORS)
        return Q(state=ApplicationState.SUBMITTED, pk__in=few.values("pk"))
    read = Assessment.objects.standing()
    return Q(pk__in=read.filter(assessor_id=int(wanted.assessor)).values("application")) if wanted.assessor else Q()


@dataclass(frozen=True)
class Line:
    """One application with everything that its line says."""

    application: Application
    place: Place


def lines(round_: Round, places: Sequence[Place]) -> list[Line]:
    """These places of its board with all that is said of each; as many queries for a hundred as for one."""
    rows = queries.with_all(Application.objects.filter(pk__in=[place.standing.pk for place in places]))
    known = {row.pk: row for row in queries.within(round_, rows)}
    return [Line(known[place.standing.pk], place) for place in places if place.standing.pk in known]
