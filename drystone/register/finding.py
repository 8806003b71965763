"""Finding System Leaders: by name, area and phase, place, days left, and how long their designation still runs."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from drystone import saying
from drystone.alliances.models import Term
from drystone.schools.places import Spot

from .lifecycle import LIVING
from .models import DesignatedArea, Designation, InductionItem, Promise, ReleaseBudget
from .models.designated_area import DesignatedAreaQuerySet

UNBOUND = 10_000  # half-days that no school has in a term: where it set no ceiling


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; an empty word or None narrows nothing. `words` are of a name or a home school."""

    words: str = ""
    area: str = ""
    phase: str = ""
    authority: str = ""
    near: Spot | None = None
    miles: int | None = None
    half_days: int | None = None
    ends_by: date | None = None
    state: str = ""
    late_on: date | None = None  # whose induction is overdue on this day


def found(rows: QuerySet[Designation], wanted: Wanted, term: Term | None) -> QuerySet[Any]:
    """Those of `rows` that are wanted, each with what a list shows of it; living ones unless a state is given.

    Shown are its areas, induction left, half-days of a term `granted`, `promised` and `left` under the ceiling of the
    school; and `apart`, the square of the metres from the spot, where one is given: without a place nobody is near.
    """
    shown: QuerySet[Any] = with_days(rows.filter(chosen(wanted)), term)
    if wanted.half_days:
        shown = shown.filter(left__gte=wanted.half_days)
    if wanted.near:
        shown = within(shown, wanted.near, wanted.miles)
    to_do = InductionItem.objects.open().filter(designation=OuterRef("pk"))
    areas = DesignatedArea.objects.marked().select_related("area")
    return shown.annotate(induction_left=counted(to_do)).prefetch_related(Prefetch("areas", areas))


def chosen(wanted: Wanted) -> Q:
    """The conditions that stand on the designation itself."""
    of = Q(state=wanted.state) if wanted.state else Q(state__in=LIVING)
    for word in wanted.words.split():
        of &= Q(person__name__icontains=word) | Q(home_school__name__icontains=word)
    if wanted.area or wanted.phase:
        of &= Q(pk__in=holding(DesignatedArea.objects.all(), wanted.area, wanted.phase))
    if wanted.late_on:
        late = InductionItem.objects.overdue(wanted.late_on).order_by().values("designation")
        of &= Q(state__in=LIVING, pk__in=late)
    if wanted.authority:
        of &= Q(home_school__authority=wanted.authority)
    if wanted.ends_by:
        of &= Q(state__in=LIVING, ends__lte=wanted.ends_by)
    return of


def holding(held: DesignatedAreaQuerySet, area: str = "", phase: str = "") -> QuerySet[Any]:
    """The designations that hold an area, in a phase where one is given: one and the same row says both."""
    if area:
        held = held.filter(area__code=area)
    return held.in_phase(phase).order_by().values("designation")


def within(rows: QuerySet[Designation], spot: Spot, miles: int | None) -> QuerySet[Any]:
    """Those whose home school has a place, within so many miles of the spot where a number is given."""
    east, north = (
        Cast(F(f"home_school__{axis}"), BigIntegerField()) - Value(at, BigIntegerField())
        for axis, at in (("easting", spot.easting), ("northing", spot.northing))
    )
    rows = rows.filter(home_school__easting__isnull=False).annotate(apart=east * east + north * north)
    return rows.filter(apart__lte=round(miles * saying.METRES_A_MILE) ** 2) if miles else rows


def with_days(rows: QuerySet[Designation], term: Term | None) -> QuerySet[Any]:
    """Each with half-days of the term: `granted`, `promised`, and `left` after the ceiling of the school."""
    standing = Promise.objects.filter(given_back_at__isnull=True)
    school = ReleaseBudget.objects.filter(
        alliance=OuterRef("alliance"), home_school=OuterRef("home_school"), person__isnull=True, term=term
    )
    out = standing.filter(alliance=OuterRef("alliance"), home_school=OuterRef("home_school"), term=term)
    budgets = ReleaseBudget.objects.filter(home_school=OuterRef("home_school"))
    rows = rows.annotate(
        granted=Coalesce(Subquery(hers(budgets, term).values("half_days")[:1], output_field=IntegerField()), 0),
        promised=summed(hers(standing, term), "person"),
        ceiling=Subquery(school.values("half_days")[:1], output_field=IntegerField()),
        out_of_school=summed(out, "home_school"),
    )
    spare = Case(When(ceiling__isnull=True, then=Value(UNBOUND)), default=F("ceiling") - F("out_of_school"))
    return rows.annotate(left=Greatest(Value(0), Least(F("granted") - F("promised"), spare)))


def hers(rows: QuerySet, term: Term | None) -> QuerySet:
    return rows.filter(alliance=OuterRef("alliance"), person=OuterRef("person"), term=term)


def summed(rows: QuerySet, by: str) -> Coalesce:
    total = rows.order_by().values(by).annotate(n=Sum("half_days")).values("n")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def counted(rows: QuerySet) -> Coalesce:
    number = rows.order_by().values("designation").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number), 0)
