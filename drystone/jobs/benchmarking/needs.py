"""Needs in bulk: some in every alliance, and thousands in the first."""

from collections.abc import Iterator
from datetime import timedelta

from drystone.brokering.models import Need
from drystone.register.models import Area

from .building import Built, save

IN_EACH, IN_THE_FIRST = 10, 3_000


def notice(built: Built) -> list[Need]:
    """Spread over the schools of each alliance and the areas that its leaders have."""
    areas = list(Area.objects.filter(alliance__isnull=True)[:20])

    def rows() -> Iterator[Need]:
        for place, alliance in enumerate(built.alliances):
            schools, number = built.schools[alliance.pk], IN_EACH if place else IN_THE_FIRST
            for n in range(number):
                yield Need(
                    alliance=alliance,
                    school=schools[n % len(schools)],
                    area=areas[n * 7 % len(areas)],
                    strength=n % 3 + 1,
                    noted_by_id=built.officers[alliance.pk],
                    noted_at=built.at - timedelta(days=n % 200),
                    state_since=built.at,
                )

    return save(Need, rows())
