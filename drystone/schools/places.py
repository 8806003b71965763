"""How far apart things are: metres of the British National Grid, in a straight line."""

from math import hypot
from typing import Protocol


class Placed(Protocol):
    """Anything that may have a place: an organisation of the register, above all."""

    @property
    def easting(self) -> int | None: ...

    @property
    def northing(self) -> int | None: ...


def metres_between(a: Placed, b: Placed) -> int | None:
    """The straight line between two, to the metre; None where either place is not known."""
    if a.easting is None or a.northing is None or b.easting is None or b.northing is None:
        return None
    return round(hypot(a.easting - b.easting, a.northing - b.northing))
