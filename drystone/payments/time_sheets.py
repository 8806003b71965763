"""Time sheets: days between two schools that no statement carries: one invoices the other, or days are exchanged.

Under `direct` the home school invoices the payer from them; under `nil` there is no money, and what counts is which of
two schools has given more days than it got.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, IntegerField, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from drystone.alliances.models import Alliance
from drystone.deployment.models import Flow
from drystone.schools.models import Organisation

from .models import DueLine

FLOWS = (Flow.DIRECT, Flow.NIL)
WORK = ("visit__deployment", "reverses__visit__deployment")  # of a line, and of a credit


@dataclass(frozen=True)
class Row:
    """What one leader gave to one school, in half-days; pence where the home school invoices the payer for it."""

    home_id: int
    home: str
    other_id: int
    other: str
    flow: str
    payer_id: int | None
    payer: str
    leader: str
    half_days: int
    pence: int

    @property
    def is_exchange(self) -> bool:
        return self.flow == Flow.NIL

    def pence_for(self, school: Organisation | None) -> int | None:
        return self.pence if is_told(school, self.flow, self.home_id, self.payer_id) else None


def is_told(school: Organisation | None, flow: str, home_id: int, payer_id: int | None) -> bool:
    """Whether there is a sum to be told: to the office, and to the two whose money it is; of an exchange to nobody."""
    return flow != Flow.NIL and (school is None or school.pk in (home_id, payer_id))


@dataclass(frozen=True)
class Balance:
    """Half-days exchanged between two schools since the beginning: what the first gave the other, and got."""

    one: str
    other_id: int
    other: str
    gave: int
    got: int

    @property
    def more(self) -> int:
        """How much more the first gave; less than nothing where it owes days."""
        return self.gave - self.got


def lines(alliance: Alliance, school: Organisation | None = None) -> QuerySet[Any]:
    """Each with its leader and the school that was helped; a school's are those it gave, got or pays for."""
    leader, other, name = (
        Coalesce(*(f"{of}__{field}" for of in WORK), output_field=kind)
        for field, kind in (
            ("leader__name", CharField()),
            ("receiving_school", IntegerField()),
            ("receiving_school__name", CharField()),
        )
    )
    rows = DueLine.objects.filter(alliance=alliance, flow__in=FLOWS).annotate(who=leader, other=other, other_name=name)
    return rows.filter(Q(home_school=school) | Q(payer=school) | Q(other=school.pk)) if school else rows


def rows(alliance: Alliance, first: date, last: date, school: Organisation | None = None) -> list[Row]:
    """By home school, school helped and leader, of work of these days; one query, however many visits."""
    group = (
        "home_school", "home_school__name", "other", "other_name", "flow", "payer", "payer__name", "who",
    )  # fmt: skip
    found: Any = lines(alliance, school).filter(on__gte=first, on__lte=last).order_by().values_list(*group)
    sums = found.annotate(Sum("half_days"), Sum("reimbursement_pence"))
    made = [
        Row(*(*row[:6], row[6] or "", *row[7:])) for row in sums.order_by("home_school__name", "other_name", "who")
    ]
    return [row for row in made if row.half_days or row.pence]


def balances(alliance: Alliance, school: Organisation | None = None) -> list[Balance]:
    """Of each two schools that exchange days; a school reads its own first. One query."""
    given = Counter[tuple[int, int]]()
    names: dict[int, str] = {}
    exchanged = lines(alliance, school).filter(flow=Flow.NIL).order_by()
    group = ("home_school", "home_school__name", "other", "other_name")
    for home, home_name, other, other_name, half_days in exchanged.values_list(*group).annotate(Sum("half_days")):
        names |= {home: home_name, other: other_name}
        given[home, other] += half_days
    pairs = {(min(pair), max(pair)) for pair in given}
    if school:
        pairs = {(school.pk, one if other == school.pk else other) for one, other in pairs}
    made = [Balance(names[a], b, names[b], given[a, b], given[b, a]) for a, b in pairs]
    return sorted(made, key=lambda each: (each.one, each.other))


def between(alliance: Alliance, pair: tuple[int, int], first: date, last: date, school: Organisation | None) -> Any:
    """The lines of one time sheet, of the home school at the other, as far as a school reads them; by their days."""
    home, other = pair
    rows = lines(alliance, school).filter(home_school=home, other=other, on__gte=first, on__lte=last)
    return rows.order_by("on", "pk")
