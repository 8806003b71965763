"""Where System Leaders, open requests and schools are, for a map: in as few questions however many there are.

Places are metres of the British National Grid. The database puts those together that would fall on one another, so
that a country of them costs about what a dale does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, NamedTuple

from django.db.models import Avg, Count, F, Max, Min, Q, QuerySet

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.brokering.lifecycle import OPEN
from drystone.brokering.models import SupportRequest
from drystone.register import finding
from drystone.register.models import DesignatedArea, Designation
from drystone.schools.models import Membership, Organisation

AROUND = (2, 5, 10, 20, 40)  # miles
MARGIN = 0.06  # of what is shown, so that no point lies on the edge
LEAST = 3_000  # metres: as near as one looks
TALLEST, FLATTEST = 1.3, 0.55  # the height of a map in widths
ACROSS, DOTS_ACROSS = 24, 140  # so many points, or dots of the ground, find room beside each other


class Extent(NamedTuple):
    """A piece of the country, in metres."""

    west: int
    south: int
    east: int
    north: int

    @property
    def width(self) -> int:
        return self.east - self.west

    @property
    def height(self) -> int:
        return self.north - self.south


@dataclass(frozen=True)
class District:
    """Where the alliance has schools: a local authority, or a town where all lie in one authority."""

    name: str
    schools: int
    extent: Extent | None


@dataclass(frozen=True)
class Point:
    """One thing, or so many that lie together: `record` is the only one, and `name` what it is called; `near` is a
    school that they are at."""

    east: int
    north: int
    number: int
    record: int | None
    name: str
    near: int


@dataclass(frozen=True)
class Wanted:
    """What is to be seen; an empty word narrows nothing."""

    area: str = ""
    phase: str = ""
    leaders: bool = True
    requests: bool = True
    members: bool = True


def leaders(alliance: Alliance, wanted: Wanted, *, on: date) -> QuerySet[Designation]:
    """Who may be sent on that day, in the area and phase that are wanted."""
    rows = Designation.objects.in_force(on).filter(alliance=alliance).order_by()
    if wanted.area or wanted.phase:
        held = DesignatedArea.objects.counting().filter(alliance=alliance)
        rows = rows.filter(pk__in=finding.holding(held, wanted.area, wanted.phase))
    return rows if wanted.leaders else rows.none()


def requests(alliance: Alliance, wanted: Wanted) -> QuerySet[SupportRequest]:
    """Those that wait for somebody; of a phase also those that name none."""
    rows = SupportRequest.objects.filter(alliance=alliance, state__in=OPEN).order_by()
    rows = rows.filter(area__code=wanted.area) if wanted.area else rows
    rows = rows.filter(phase__in=("", wanted.phase)) if wanted.phase else rows
    return rows if wanted.requests else rows.none()


def members(alliance: Alliance, wanted: Wanted, *, on: date) -> QuerySet[Membership]:
    rows = Membership.objects.on(on).filter(alliance=alliance).order_by()
    return rows if wanted.members else rows.none()


def districts(alliance: Alliance, *, on: date) -> list[District]:
    """Each with what it covers, by name: local authorities, or towns where all lie in one. That of schools of which
    the register does not say it has no name."""
    members = Membership.objects.on(on).filter(alliance=alliance).order_by()
    places = members.values_list("organisation__authority", "organisation__town")
    rows = places.annotate(n=Count("pk"), **corners("organisation__"))
    found = [(authority, town, n, extent_of(corner)) for authority, town, n, *corner in rows]
    is_one = len({authority for authority, *_ in found} - {""}) < 2
    parts: dict[str, list[tuple[int, Extent | None]]] = {}
    for authority, town, n, extent in found:
        parts.setdefault(town if is_one else authority, []).append((n, extent))
    return [
        District(name, sum(n for n, _ in some), together(extent for _, extent in some))
        for name, some in sorted(parts.items())
    ]


def corners(school: str = "") -> dict[str, Any]:
    return {
        "west": Min(f"{school}easting"),
        "south": Min(f"{school}northing"),
        "east": Max(f"{school}easting"),
        "north": Max(f"{school}northing"),
    }


def extent_of(corner: list[int | None]) -> Extent | None:
    west, south, east, north = corner
    if west is None or south is None or east is None or north is None:
        return None
    return Extent(west, south, east, north)


def reach(alliance: Alliance, known: list[District], wanted: Wanted, *, on: date) -> Extent | None:
    """All that the alliance has to do with: its schools, its leaders' and those that ask."""
    theirs = Q(pk__in=leaders(alliance, wanted, on=on).values("home_school"))
    asking = Q(pk__in=requests(alliance, wanted).values("school"))
    found = Organisation.objects.filter(theirs | asking).order_by().aggregate(**corners())
    return together([extent_of(list(found.values())), *(district.extent for district in known)])


def together(extents: Iterable[Extent | None]) -> Extent | None:
    known = [extent for extent in extents if extent]
    if not known:
        return None
    west, south, east, north = zip(*known, strict=True)
    return Extent(min(west), min(south), max(east), max(north))


def around(east: int, north: int, miles: int) -> Extent:
    """A square with a place in its middle."""
    metres = round(miles * saying.METRES_A_MILE)
    return Extent(east - metres, north - metres, east + metres, north + metres)


def framed(extent: Extent) -> Extent:
    """With a margin, neither too near nor too tall nor too flat to be drawn."""
    width, height = (max(round(side * (1 + 2 * MARGIN)), LEAST) for side in (extent.width, extent.height))
    width = max(width, ceil(height / TALLEST))
    height = max(height, ceil(width * FLATTEST))
    east, north = (extent.west + extent.east) // 2, (extent.south + extent.north) // 2
    return Extent(east - width // 2, north - height // 2, east + width // 2, north + height // 2)


def within(rows: QuerySet[Any], extent: Extent, school: str = "") -> QuerySet[Any]:
    """Those whose school lies in a piece of the country."""
    at = f"{school}__" if school else ""
    return rows.filter(
        **{
            f"{at}easting__gte": max(extent.west, 0),
            f"{at}easting__lte": max(extent.east, 0),
            f"{at}northing__gte": max(extent.south, 0),
            f"{at}northing__lte": max(extent.north, 0),
        }
    )


def points(rows: QuerySet[Any], extent: Extent, school: str, name: str) -> list[Point]:
    """What is seen of these rows; those that would fall on one another are one point."""
    cell = max(extent.width // ACROSS, 1)
    where = {"across": F(f"{school}__easting") / cell, "up": F(f"{school}__northing") / cell}
    seen = within(rows, extent, school).annotate(**where).values("across", "up").annotate(
        number=Count("pk"), one=Min("pk"), east=Avg(f"{school}__easting"), north=Avg(f"{school}__northing"),
        first=Min(f"{school}_id"), name=Min(name),
    )  # fmt: skip
    found = [
        Point(
            round(row["east"]),
            round(row["north"]),
            row["number"],
            row["one"] if row["number"] == 1 else None,
            row["name"] if row["number"] == 1 else "",
            row["first"],
        )
        for row in seen
    ]
    return sorted(found, key=lambda point: (-point.north, point.east))


def ground(extent: Extent) -> tuple[list[tuple[int, int]], int]:
    """Where the national register has schools that teach: faint dots, by which one knows the country. The numbers of
    squares of so many metres, across and up."""
    cell = max(extent.width // DOTS_ACROSS, 1)
    rows = within(Organisation.objects.open(), extent).order_by()
    return sorted(rows.annotate(x=F("easting") / cell, y=F("northing") / cell).values_list("x", "y").distinct()), cell


def places(alliance: Alliance, wanted: Wanted, extent: Extent | None, *, on: date) -> QuerySet[Organisation]:
    """The same as a list: the schools where something is to be seen; and without a map those with no place, too."""
    rows = Organisation.objects.filter(
        Q(pk__in=leaders(alliance, wanted, on=on).values("home_school"))
        | Q(pk__in=requests(alliance, wanted).values("school"))
        | Q(pk__in=members(alliance, wanted, on=on).values("organisation"))
    )
    return within(rows, extent) if extent else rows
