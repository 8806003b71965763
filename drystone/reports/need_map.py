"""Where need and days do not meet: by area of expertise and district, in few questions however many there are.

A district is the schools' local authority; where all of them lie in one, their town, which is finer. A leader's days
count in each of her areas, at her home school's district: she may be sent once, for any of them. Of one phase it
shows the needs that name it, or name none, and the days of those who hold the area in it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce, NullIf

from drystone.alliances.calendar import next_term
from drystone.alliances.models import Alliance, Term
from drystone.brokering.models import Need
from drystone.register.models import Area, DesignatedArea, DesignationState, Promise, ReleaseBudget
from drystone.schools.models import Membership

ELSEWHERE = "Elsewhere"
MOST_DISTRICTS = 10  # as many as a page has room for; the others are one column
Place = tuple[int, str]


@dataclass(frozen=True)
class Cell:
    """What one area needs in one district, and the half-days that leaders there could still give this term."""

    needs: int = 0
    half_days: int = 0

    @property
    def is_gap(self) -> bool:
        return bool(self.needs) and not self.half_days


@dataclass(frozen=True)
class Row:
    area: Area
    cells: list[Cell]

    @property
    def needs(self) -> int:
        return sum(cell.needs for cell in self.cells)

    @property
    def half_days(self) -> int:
        return sum(cell.half_days for cell in self.cells)

    @property
    def gaps(self) -> int:
        """In how many districts nobody could help."""
        return sum(cell.is_gap for cell in self.cells)


@dataclass(frozen=True)
class HeatMap:
    districts: list[str]
    rows: list[Row]
    term: Term | None


def heat_map(alliance: Alliance, *, on: date, phase: str = "") -> HeatMap:
    """Areas with the widest gap first; of one phase, where one is given."""
    field = district_field(alliance, on)
    term = next_term(alliance, on)
    needs, days = needed(alliance, field, phase), available(alliance, field, term, on, phase)
    districts = chosen(needs, days)
    cells: dict[Place, list[int]] = defaultdict(lambda: [0, 0])
    for at, amounts in enumerate((needs, days)):
        for (area, district), amount in amounts.items():
            cells[area, district if district in districts else ELSEWHERE][at] += amount
    shown = districts + [ELSEWHERE] * any(district == ELSEWHERE for _, district in cells)
    areas = Area.objects.in_bulk({area for area, _ in cells})
    rows = [Row(areas[pk], [Cell(*cells.get((pk, district), (0, 0))) for district in shown]) for pk in areas]
    return HeatMap(shown, sorted(rows, key=lambda row: (-row.gaps, -row.needs, row.area.name)), term)


def district_field(alliance: Alliance, on: date) -> str:
    """What tells the alliance's schools apart by place."""
    members = Membership.objects.on(on).filter(alliance=alliance).order_by()
    found = members.exclude(organisation__authority="").aggregate(n=Count("organisation__authority", distinct=True))
    return "authority" if found["n"] > 1 else "town"


def needed(alliance: Alliance, field: str, phase: str) -> Counter[Place]:
    """Needs that nothing has been done about, by area and district."""
    district = Coalesce(NullIf(F(f"school__{field}"), Value("")), NullIf(F("district"), Value("")), Value(ELSEWHERE))
    rows = Need.objects.open().filter(alliance=alliance).order_by().annotate(place=district)
    if phase:
        rows = rows.filter(phase__in=("", phase))
    return Counter({(area, place): n for area, place, n in rows.values_list("area", "place").annotate(n=Count("pk"))})


def available(alliance: Alliance, field: str, term: Term | None, on: date, phase: str) -> Counter[Place]:
    """Half-days granted for the term and not promised, by area and the home school's district."""
    left = half_days_left(alliance, term)
    home = f"designation__home_school__{field}"
    held = (
        DesignatedArea.objects.counting()
        .in_phase(phase)
        .filter(
            alliance=alliance,
            designation__state=DesignationState.ACTIVE,
            designation__starts__lte=on,
            designation__ends__gte=on,
        )
    )
    found = Counter[Place]()
    for area, person, place in held.order_by().values_list("area", "designation__person", home):
        if half_days := left.get(person):
            found[area, place or ELSEWHERE] += half_days
    return found


def half_days_left(alliance: Alliance, term: Term | None) -> dict[int, int]:
    """By leader."""
    if term is None:
        return {}
    here = Q(alliance=alliance, term=term)
    granted = ReleaseBudget.objects.filter(here, person__isnull=False).order_by().values_list("person")
    promised = Promise.objects.filter(here, given_back_at__isnull=True).order_by().values_list("person")
    taken = dict(promised.annotate(n=Sum("half_days")))
    return {person: max(0, n - taken.get(person, 0)) for person, n in granted.annotate(n=Sum("half_days"))}


def chosen(needs: Counter[Place], days: Counter[Place]) -> list[str]:
    """The districts with most needs, then those with most days, by name."""
    weight: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for at, amounts in enumerate((needs, days)):
        for (_, district), amount in amounts.items():
            weight[district][at] += amount
    weight.pop(ELSEWHERE, None)
    return sorted(sorted(weight, key=lambda district: weight[district], reverse=True)[:MOST_DISTRICTS])
