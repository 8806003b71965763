"""Reads across the register."""

from django.db.models import Count, QuerySet

from drystone.alliances.models import Alliance

from .lifecycle import LIVING
from .models import Area, Contribution, DesignatedArea, Designation


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


def contributions_of(designation: Designation) -> QuerySet[Contribution]:
    return designation.person.contributions.filter(alliance_id=designation.alliance_id)
