"""Where things are, and how far apart: metres of the British National Grid, straight lines, honest estimates."""

import csv
import lzma
import math
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple, Protocol

from . import names
from .models import Organisation

METRES_IN_A_MILE = 1609.344
# Postcodes in the files of the Ordnance Survey; those of Richmondshire come with the product.
POSTCODES = Path(__file__).parent / "data" / "postcodes-dl8-dl11-2014-08.csv.xz"

# A road is longer than the line on the map. The lanes and main roads of a rural county make it about 1.3 times as
# long; one does 30 miles an hour on the way to the main road and 45 on it, and parks within five minutes.
WINDING = 1.3
SLOW_ROAD_METRES = 15_000
SLOW, QUICK = 30 * METRES_IN_A_MILE / 60, 45 * METRES_IN_A_MILE / 60  # metres in a minute
STEP = 5  # minutes: nobody should believe it to the minute


class Place(NamedTuple):
    easting: int
    northing: int


class Placed(Protocol):
    """Anything that may have a place: an organisation, a postcode's place."""

    @property
    def easting(self) -> int | None: ...

    @property
    def northing(self) -> int | None: ...


def metres_between(a: Placed, b: Placed) -> int | None:
    """The straight line between two, to the metre; None where either place is not known."""
    if a.easting is None or a.northing is None or b.easting is None or b.northing is None:
        return None
    return round(math.hypot(a.easting - b.easting, a.northing - b.northing))


def miles(metres: float) -> float:
    """Miles, to a tenth."""
    return round(metres / METRES_IN_A_MILE, 1)


def travel_minutes(metres: float) -> int:
    """About how long a drive of this straight-line distance takes, in steps of five minutes, never less than five.

    An estimate for planning, not a route: a dale without a road over the top takes longer, a town in the rush too.
    """
    road = metres * WINDING
    minutes = min(road, SLOW_ROAD_METRES) / SLOW + max(0.0, road - SLOW_ROAD_METRES) / QUICK
    return max(STEP, math.ceil(minutes / STEP) * STEP)


def of_postcode(text: str) -> Place | None:
    """Where a postcode lies: in the middle of the schools that have it, or where the postcode file says."""
    postcode = names.postcode(text)
    if not names.UK_POSTCODE.fullmatch(postcode.replace(" ", "")):
        return None
    schools = Organisation.objects.filter(postcode=postcode, easting__isnull=False).order_by("pk")
    known = [(east, north) for east, north in schools.values_list("easting", "northing")[:50] if east and north]
    if not known:
        return _postcode_file().get(postcode)
    return Place(round(median(east for east, _ in known)), round(median(north for _, north in known)))


@cache
def _postcode_file() -> dict[str, Place]:
    """Read once, when it is first asked. A place of 0, 0 means that the file does not know either."""
    with lzma.open(POSTCODES, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {names.postcode(row["PC"]): Place(int(row["EA"]), int(row["NO"])) for row in rows if int(row["EA"])}
