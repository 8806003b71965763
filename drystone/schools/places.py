"""Where things are, and how far apart: metres of the British National Grid, in a straight line."""

import re
from math import hypot, inf
from typing import NamedTuple, Protocol

from drystone.saying import METRES_A_MILE

from . import names, search
from .models import Organisation

# Roads of England are about 1.4 times as long as the straight line (Ballou, Rahardja and Sakai, 2002). Up to so many
# miles, so many miles an hour: lanes and streets first; then between the 25 of local A roads and the 59 of the
# strategic network, averages of the Department for Transport for 2017 to 2019, and nearer to the latter the longer.
DETOUR = 1.4
PACES = ((5.0, 20), (25.0, 32), (inf, 50))
UNIT = re.compile(r"[A-Z]{2}$")
DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?( [0-9]([A-Z]{2})?)?")


class Placed(Protocol):
    """Anything that may have a place: an organisation of the register, above all."""

    @property
    def easting(self) -> int | None: ...

    @property
    def northing(self) -> int | None: ...


class Spot(NamedTuple):
    """A place that somebody named, and what we took her to mean."""

    name: str
    easting: int
    northing: int


def metres_between(a: Placed, b: Placed) -> int | None:
    """The straight line between two, to the metre; None where either place is not known."""
    if a.easting is None or a.northing is None or b.easting is None or b.northing is None:
        return None
    return round(hypot(a.easting - b.easting, a.northing - b.northing))


class Road(NamedTuple):
    """About how far it is by car."""

    miles: int
    minutes: int

    def __str__(self) -> str:
        miles = "under 2 miles" if self.miles < 2 else f"about {self.miles:,} miles"
        return f"{miles}, {self.minutes} minutes"


def road(metres: float) -> Road:
    """What a straight line is likely to be by road, in whole miles and in minutes by fives. It asks nobody."""
    miles = metres * DETOUR / METRES_A_MILE
    minutes, before = 0.0, 0.0
    for until, pace in PACES:
        minutes += 60 * max(0.0, min(miles, until) - before) / pace
        before = until
    return Road(round(miles), max(5, 5 * round(minutes / 5)))


def spot(typed: str) -> Spot | None:
    """Where a school or a postcode is, by what was typed; None where nothing is meant by it, or it has no place.

    The register knows the postcodes of schools. Of any other one it takes the middle of the schools that share most
    of it: DL11 6, or DL11.
    """
    code = names.postcode(typed)
    if DISTRICT.fullmatch(code):
        return middle(code)
    found = next((each for each in search.search(typed, limit=3, open_only=True) if each.easting), None)
    return Spot(search.label(found), found.easting, found.northing or 0) if found and found.easting else None


def middle(code: str) -> Spot | None:
    """The middle of the schools at a postcode, or where there is none, of those nearest to it by its letters."""
    outward = code.partition(" ")[0]
    rows = Organisation.objects.filter(postcode__startswith=f"{outward} ", easting__isnull=False).order_by()
    around = list(rows.values_list("postcode", "easting", "northing"))
    for part in dict.fromkeys((code, UNIT.sub("", code), outward)):
        if held := [(east, north) for at, east, north in around if at.startswith(part) and east and north]:
            east, north = (sum(axis) // len(held) for axis in zip(*held, strict=True))
            return Spot(part, east, north)
    return None
