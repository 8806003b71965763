"""The areas that a designation is for: granted, put right, parted with. What was held on a day gone by stays known."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from .models import Area, DesignatedArea, Designation, FormerArea

AreaGranted = tuple[Area, Sequence[str], int]


def grant(designation: Designation, areas: Sequence[AreaGranted], *, since: date | None = None) -> None:
    """She holds these areas (area, phases, depth 1 to 3), from a day on where it is not the first."""
    DesignatedArea.objects.bulk_create(
        DesignatedArea(
            alliance_id=designation.alliance_id,
            designation=designation,
            area=area,
            phases=list(phases),
            level=level,
            since=since,
        )
        for area, phases, level in areas
    )


def put_right(designation: Designation, areas: Sequence[AreaGranted], *, on: date) -> None:
    """From a day on she holds these areas and no others; what she held as it is now meant stays as it is."""
    wanted = {(area.pk, tuple(phases), level): (area, phases, level) for area, phases, level in areas}
    others = [row.pk for row in designation.areas.all() if not wanted.pop(as_held(row), None)]
    part_with(designation, designation.areas.filter(pk__in=others), on=on)
    grant(designation, list(wanted.values()), since=on)


def as_held(row: DesignatedArea) -> tuple[int, tuple[str, ...], int]:
    return row.area_id, tuple(row.phases), row.level


def part_with(designation: Designation, rows: QuerySet[DesignatedArea], *, on: date) -> None:
    """She does not hold them from a day on; one that was held for no day at all leaves nothing."""
    FormerArea.objects.bulk_create(
        FormerArea(
            alliance_id=row.alliance_id,
            designation=designation,
            area_id=row.area_id,
            phases=row.phases,
            level=row.level,
            since=row.since,
            until=on,
        )
        for row in rows
        if (row.since or designation.starts) < on
    )
    rows.delete()
