"""Reads across the register."""

from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from drystone.alliances.models import Alliance

from .lifecycle import LIVING
from .models import Area, Assurance, Contribution, DesignatedArea, Designation


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
