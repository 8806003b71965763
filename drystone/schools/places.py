"""Where things are, and how far apart: metres of the British National Grid, in a straight line."""

import re
from math import hypot
from typing import NamedTuple, Protocol

from . import names, search
from .models import Organisation

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
