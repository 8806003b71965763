"""How long money takes: counted from the statements that were paid, never promised."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance

from .models import CLAIMED, Answer, ChargeSchedule, ChargeState, DueLine, Handover, Statement, StatementState

AT_LEAST = 5  # payments; of fewer nobody says what is usual
LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Wait:
    """Of so many payments one half came within `middle` days, and nine of ten within `most` days."""

    of: int
    middle: int
    most: int

    @property
    def is_known(self) -> bool:
        return self.of >= AT_LEAST


def wait(days: Mapping[int, int]) -> Wait:
    """From how many there were of each number of days; a payment dated before its start took no day."""
    counted = Counter[int]()
    for taken, number in days.items():
        counted[max(0, taken)] += number
    return Wait(counted.total(), within(counted, 5), within(counted, 9))


def within(counted: Counter[int], tenths: int) -> int:
    """The least number of days within which so many tenths of them fell; 0 of none."""
    so_far = 0
    for taken in sorted(counted):
        so_far += counted[taken]
        if so_far * 10 >= counted.total() * tenths:
            return taken
    return 0


def with_paid_on(statements: QuerySet[Statement]) -> QuerySet[Any]:
    """The same statements, each with `paid_on` once it is paid: the last day finance named, else when it was noted."""
    paid = Answer.objects.filter(statement=OuterRef("pk"), outcome=Answer.Outcome.PAID).order_by("-turn")
    return statements.annotate(paid_on=Coalesce(Subquery(paid.values("on")[:1]), TruncDate("state_since")))


def since_handover(alliance: Alliance, *, on: date) -> Wait:
    """From the day a statement was handed to finance to its money, over the year before a day; one query."""
    paid = Statement.objects.filter(
        alliance=alliance, state=StatementState.PAID, state_since__date__gt=on - LOOKED_BACK, handovers__isnull=False
    )
    rows = with_paid_on(paid).order_by().values_list("handovers__at", "paid_on")
    days = Counter[int]()
    for handed, came, number in rows.annotate(Count("pk")):
        days[(came - localdate(handed)).days] += number
    return wait(days)


def since_work(alliance: Alliance, *, on: date) -> Wait:
    """From each day of work to the home school's money for it, over the year before a day; one query."""
    return of_lines(with_paid_on(paid_since(alliance, on)))


def charged_since_work(alliance: Alliance, *, on: date) -> Wait:
    """From each day of work to the payer's money for it, over the year before a day; one query."""
    paid = ChargeSchedule.objects.filter(
        alliance=alliance, state=ChargeState.PAID, state_since__date__gt=on - LOOKED_BACK
    )
    return of_lines(paid.annotate(paid_on=TruncDate("state_since")))


def by_month(alliance: Alliance, *, on: date) -> dict[date, Wait]:
    """From each day of work to the home school's money, by the month in which it came, the newest first; one query."""
    paid = with_paid_on(paid_since(alliance, on)).filter(lines__half_days__gt=0).order_by()
    months: dict[date, Counter[int]] = {}
    for worked, came, number in paid.values_list("lines__on", "paid_on").annotate(Count("lines")):
        months.setdefault(came.replace(day=1), Counter())[(came - worked).days] += number
    return {month: wait(months[month]) for month in sorted(months, reverse=True)}


def paid_since(alliance: Alliance, on: date) -> QuerySet[Statement]:
    """Statements paid in the year before a day."""
    return Statement.objects.filter(
        alliance=alliance, state=StatementState.PAID, state_since__date__gt=on - LOOKED_BACK
    )


@dataclass(frozen=True)
class Late:
    """Money that a home school waits for longer than is meant: since the day of the oldest work it is for."""

    school: str
    statement: int | None
    number: int | None
    state: str
    since: date
    pence: int


def late(alliance: Alliance, *, today: date) -> list[Late]:
    """What is late, the latest first: by statement, and by school what stands on none; one query."""
    meant = today - timedelta(days=alliance.money_days)
    lines = DueLine.objects.filter(alliance=alliance, flow__in=CLAIMED, on__lt=meant)
    waiting = lines.filter(Q(statement=None) | ~Q(statement__state=StatementState.PAID)).order_by()
    group = ("home_school__name", "statement", "statement__number", "statement__state")
    sums = waiting.values_list(*group).annotate(since=Min("on"), pence=Sum("reimbursement_pence"))
    found = [Late(*(*row[:3], row[3] or "", *row[4:])) for row in sums if row[5] > 0]
    return sorted(found, key=lambda each: (each.since, each.school))


def of_lines(papers: QuerySet[Any]) -> Wait:
    """From each line of papers that are paid; a credit is no work."""
    days = Counter[int]()
    rows = papers.filter(lines__half_days__gt=0).order_by().values_list("lines__on", "paid_on")
    for worked, came, number in rows.annotate(Count("lines")):
        days[(came - worked).days] += number
    return wait(days)


def handed_on(statements: list[Any]) -> dict[int, date]:
    """By statement, the day on which it was last handed over; one query."""
    rows = Handover.statements.through._default_manager.filter(statement__in=[each.pk for each in statements])
    found = rows.order_by("handover__at").values_list("statement", "handover__at")
    return {number: localdate(at) for number, at in found}
