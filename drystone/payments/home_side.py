"""What one home school gave and got in an academic year: days of its leaders, and the money for them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce, TruncDate

from drystone.alliances.calendar import LONGEST_HOLIDAY, academic_year_days, midnight, season
from drystone.alliances.models import Alliance, Term
from drystone.deployment.models import Flow, Visit, VisitState
from drystone.schools.models import Organisation

from . import arriving
from .models import CLAIMED, DueLine, Statement, StatementState

S = StatementState
# The steps of the money, each pound at one of them, by the state of the statement on which it stands.
STEPS: dict[str, tuple[str | None, ...]] = {
    "waits": (None, S.DRAFT),
    "to_confirm": (S.SENT, S.QUERIED),
    "claimed": (S.CONFIRMED,),
    "approved": (S.APPROVED, S.EXPORTED, S.RETURNED),
    "paid": (S.PAID,),
}


@dataclass
class LeaderDays:
    """Half-days that one leader gave, by the name of the term."""

    name: str
    by_term: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> int:
        return self.by_term.total()


@dataclass(frozen=True)
class HomeSide:
    """`money` is pence by step; `direct` is what the school invoices by itself, `had` half-days of support it got."""

    terms: list[str]
    leaders: list[LeaderDays]
    had: int
    money: dict[str, int]
    direct: int
    statements: list[Any]
    handed_on: dict[int, date]

    @property
    def given(self) -> int:
        return sum(each.whole for each in self.leaders)

    @property
    def owed(self) -> int:
        return sum(self.money.values())


def of(alliance: Alliance, school: Organisation, year: int) -> HomeSide:
    """Seven questions, however much there is."""
    first, last = academic_year_days(year)
    terms, leaders = given(alliance, school, first, last)
    money, direct = sums(alliance, school, first, last)
    rows = Statement.objects.filter(alliance=alliance, home_school=school, month__gte=first, month__lte=last)
    statements = list(arriving.with_paid_on(rows.exclude(state=S.DRAFT)).order_by("-month", "number"))
    had = held(alliance, first, last).filter(deployment__receiving_school=school).aggregate(sum=Sum("half_days"))
    return HomeSide(terms, leaders, had["sum"] or 0, money, direct, statements, arriving.handed_on(statements))


def given(alliance: Alliance, school: Organisation, first: date, last: date) -> tuple[list[str], list[LeaderDays]]:
    """Days of visits that were held, and of leading groups as far as they are owed for, by leader and term."""
    terms = list(Term.objects.filter(alliance=alliance, starts__lte=last, ends__gte=first))
    visits = held(alliance, first, last).filter(deployment__home_school=school).annotate(on=TruncDate("starts_at"))
    rows = visits.order_by().values_list("deployment__leader", "deployment__leader__name", "on")
    days = list(rows.annotate(Sum("half_days")))
    found: dict[int, LeaderDays] = {}
    begun: dict[str, date] = {}
    for leader, name, on, half_days in [*days, *led(alliance, school, first, last)]:
        term, starts = term_of(on, terms)
        begun[term] = starts
        found.setdefault(leader, LeaderDays(name)).by_term[term] += half_days
    names = sorted(begun, key=lambda term: begun[term])
    return names, sorted(found.values(), key=lambda each: (-each.whole, each.name))


def held(alliance: Alliance, first: date, last: date) -> Any:
    visits = Visit.objects.filter(alliance=alliance, state=VisitState.HELD)
    return visits.filter(starts_at__gte=midnight(first), starts_at__date__lte=last)


def led(alliance: Alliance, school: Organisation, first: date, last: date) -> Any:
    """The same of leading groups: leader, her name, day, half-days; what was taken back counts against it."""
    lines = DueLine.objects.filter(alliance=alliance, home_school=school, on__gte=first, on__lte=last)
    who = Coalesce("attendance__person", "reverses__attendance__person")
    name = Coalesce("attendance__person__name", "reverses__attendance__person__name")
    rows = lines.annotate(who=who, name=name).exclude(who=None)
    return rows.order_by().values_list("who", "name", "on").annotate(Sum("half_days"))


def term_of(day: date, terms: list[Term]) -> tuple[str, date]:
    """The term of a day with the holiday after it, and its first day; by the calendar where none was entered."""
    for term in reversed(terms):
        if term.starts <= day <= term.ends + LONGEST_HOLIDAY:
            return term.name, term.starts
    name, starts, _ = season(day)
    return name, starts


def sums(alliance: Alliance, school: Organisation, first: date, last: date) -> tuple[dict[str, int], int]:
    """Pence by step of what the Alliance owes for work of these days; and what the school invoices by itself."""
    lines = DueLine.objects.for_work().filter(alliance=alliance, home_school=school, on__gte=first, on__lte=last)
    rows = list(lines.order_by().values_list("flow", "statement__state").annotate(Sum("reimbursement_pence")))
    money = {
        step: sum(pence for flow, state, pence in rows if flow in CLAIMED and state in states)
        for step, states in STEPS.items()
    }
    return money, sum(pence for flow, _, pence in rows if flow == Flow.DIRECT)
