"""Coordinates that cannot be right: some rows of the register lie in another part of the country.

A school is doubted when it lies far from the middle of its own authority, unless it lies near the middle of its own
postcode district: a London authority keeps schools in Sussex, and there its coordinates are right.
"""

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from .school_rows import SchoolRow

FAR_FROM_AUTHORITY = 100_000  # metres; the farthest true school lies 88 km from the middle of Powys
NEAR_ITS_DISTRICT = 25_000
ENOUGH = 3  # places that make a middle

Middle = tuple[float, float]


def doubtful(schools: Iterable[SchoolRow]) -> list[SchoolRow]:
    """The schools whose coordinates are not to be used."""
    placed = [school for school in schools if school.easting]
    authorities = _middles((school.authority_code, school) for school in placed)
    districts = _middles((_district(school), school) for school in placed if school.postcode)
    return [
        school
        for school in placed
        if _apart(school, authorities.get(school.authority_code), FAR_FROM_AUTHORITY)
        and not _near(school, districts.get(_district(school)))
    ]


def _middles(keyed: Iterable[tuple[str, SchoolRow]]) -> dict[str, Middle]:
    groups = defaultdict(list)
    for key, school in keyed:
        groups[key].append(_position(school))
    return {
        key: (median(east for east, _ in group), median(north for _, north in group))
        for key, group in groups.items()
        if len(group) >= ENOUGH
    }


def _position(school: SchoolRow) -> tuple[int, int]:
    return school.easting or 0, school.northing or 0


def _district(school: SchoolRow) -> str:
    """The first half of a postcode."""
    return school.postcode.split(" ")[0]


def _apart(school: SchoolRow, middle: Middle | None, metres: int) -> bool:
    if middle is None:
        return False
    east, north = _position(school)
    return (east - middle[0]) ** 2 + (north - middle[1]) ** 2 > metres**2


def _near(school: SchoolRow, middle: Middle | None) -> bool:
    return middle is not None and not _apart(school, middle, NEAR_ITS_DISTRICT)
