"""Reads across the register."""

from datetime import date, timedelta

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from drystone.alliances.models import Alliance, Term

from .lifecycle import LIVING
from .models import Area, Assurance, Contribution, DesignatedArea, Designation, InductionItem, Promise, ReleaseBudget

YEAR = timedelta(days=365)


def directory(alliance: Alliance, *, on: date, area: str = "") -> list[Designation]:
    """Those in force who agreed to be listed, by name, with the areas that count; all, or those with one area."""
    rows = Designation.objects.in_force(on).filter(alliance=alliance, shown_in_directory=True)
    counting = DesignatedArea.objects.counting().select_related("area")
    if area:
        rows = rows.filter(pk__in=counting.filter(area__code=area).order_by().values("designation"))
    return list(
        rows.select_related("person").prefetch_related(Prefetch("areas", counting)).order_by("person__name")[:500]
    )


def areas_listed(alliance: Alliance, *, on: date) -> QuerySet[Area]:
    """The areas that somebody in the directory has."""
    listed = Designation.objects.in_force(on).filter(alliance=alliance, shown_in_directory=True)
    counting = DesignatedArea.objects.counting().filter(designation__in=listed).order_by()
    return Area.objects.filter(pk__in=counting.values("area"))


def by_number(number: str) -> Designation | None:
    """The designation of a certificate's number, spaces and case aside."""
    written = "-".join("".join(number.split()).upper().split("-"))
    return Designation.objects.filter(number=written).select_related("person", "alliance").first()


def leaders(rows: QuerySet[Designation], term: Term | None) -> QuerySet[Designation]:
    """Designations with what a list shows: areas, induction left, half-days granted and promised in a term."""
    areas = Prefetch("areas", DesignatedArea.objects.marked().select_related("area"))
    still_open = InductionItem.objects.filter(designation=OuterRef("pk"), done_on__isnull=True)
    return rows.prefetch_related(areas).annotate(
        induction_left=counted(still_open),
        granted=summed(ReleaseBudget.objects.filter(home_school=OuterRef("home_school")), term),
        promised=summed(Promise.objects.filter(given_back_at__isnull=True), term),
    )


def counted(rows: QuerySet) -> Coalesce:
    number = rows.order_by().values("designation").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number), 0)


def summed(rows: QuerySet, term: Term | None) -> Coalesce:
    """Half-days of the leader in a term."""
    hers = rows.filter(alliance=OuterRef("alliance"), person=OuterRef("person"), term=term)
    total = hers.order_by().values("person").annotate(n=Sum("half_days")).values("n")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def narrowed(
    rows: QuerySet[Designation],
    *,
    on: date,
    area: str = "",
    authority: str = "",
    ending: bool = False,
    state: str = "",
) -> QuerySet[Designation]:
    """By area, by the home school's authority, ending within a year, by state; living ones unless a state is given."""
    wanted = Q(state=state) if state else Q(state__in=LIVING)
    if area:
        wanted &= Q(areas__area__code=area)
    if authority:
        wanted &= Q(home_school__authority=authority)
    if ending:
        wanted &= Q(state__in=LIVING, ends__lte=on + YEAR)
    return rows.filter(wanted)


def holders_by_area(alliance: Alliance) -> dict[int, int]:
    """How many living designations hold each area, by the area's number."""
    held = DesignatedArea.objects.filter(alliance=alliance, designation__state__in=LIVING).order_by()
    return dict(held.values_list("area").annotate(Count("pk")))


def areas_held(alliance: Alliance) -> QuerySet[Area]:
    """The areas that somebody on the register has or had."""
    return Area.objects.filter(pk__in=DesignatedArea.objects.filter(alliance=alliance).values("area"))


def authorities_of(alliance: Alliance) -> QuerySet:
    """The local authorities in which home schools lie."""
    homes = Designation.objects.filter(alliance=alliance).exclude(home_school__authority="").order_by()
    return homes.values_list("home_school__authority", flat=True).distinct().order_by("home_school__authority")


def assurance_of(designation: Designation) -> Assurance | None:
    """The word of the home school that reaches furthest."""
    return designation.person.assurances.filter(alliance_id=designation.alliance_id).first()


def contributions_of(designation: Designation) -> QuerySet[Contribution]:
    return designation.person.contributions.filter(alliance_id=designation.alliance_id)
