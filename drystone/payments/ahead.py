"""What is ahead: money that will be owed to home schools and charged to payers, by the month in which it likely moves.

Three kinds, each pound in one of them: of visits that are planned; of work that was done and stands on no paper that
has gone out; and of papers that have gone out and are not paid. All of it without VAT.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from drystone.alliances.models import Alliance
from drystone.deployment.models import Visit, VisitState

from . import arriving, charging, due, lines, months
from .arriving import Wait
from .models import CHARGED, CLAIMED, ChargeState, DueLine, StatementState

PLANNED, DONE, STATED = KINDS = ("planned", "done", "stated")
NOT_OUT = (None, StatementState.DRAFT, ChargeState.DRAFT, ChargeState.APPROVED)


@dataclass
class Month:
    """Pence by kind that will be paid to home schools, and that payers will pay."""

    first: date
    schools: Counter[str] = field(default_factory=Counter)
    payers: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Ahead:
    """From this month to the last in which something is expected; `schools` and `payers` are how long money took."""

    months: list[Month]
    schools: Wait
    payers: Wait

    @property
    def is_empty(self) -> bool:
        return not any(each.total() for month in self.months for each in (month.schools, month.payers))


def ahead(alliance: Alliance, *, today: date) -> Ahead:
    """Eight questions, however much is ahead."""
    schools, payers = arriving.since_work(alliance, on=today), arriving.charged_since_work(alliance, on=today)
    found: dict[date, Month] = {}

    def add(side: str, wait: Wait, kind: str, on: date, pence: int) -> None:
        """Money of work of a day moves as long after as it usually does; what is late already, this month."""
        first = max(on + timedelta(days=reckoned(wait, alliance)), today).replace(day=1)
        getattr(found.setdefault(first, Month(first)), side)[kind] += pence

    for kind, line, charge in unlined(alliance):
        if line.flow in CLAIMED:
            add("schools", schools, kind, line.on, line.reimbursement_pence)
        if line.flow in CHARGED:
            add("payers", payers, kind, line.on, charge)
    for on, state, pence in unpaid(alliance):
        add("schools", schools, DONE if state in NOT_OUT else STATED, on, pence)
    for on, state, pence in uncharged(alliance):
        add("payers", payers, DONE if state in NOT_OUT else STATED, on, pence)
    return Ahead(list(every_month(found, today)), schools, payers)


def reckoned(wait: Wait, alliance: Alliance) -> int:
    """Days from work to money: as measured; as the Alliance means it, where too few payments were made to measure."""
    return wait.middle if wait.is_known else alliance.money_days


def every_month(found: dict[date, Month], today: date) -> Iterator[Month]:
    month = today.replace(day=1)
    last = max(found, default=month)
    while month <= last:
        yield found.get(month, Month(month))
        month = months.following(month)


def unlined(alliance: Alliance) -> Iterator[tuple[str, DueLine, int]]:
    """Visits for which no line is made yet, as the lines that they would be, with what their payer is charged.

    Never more than is left of what was agreed; what was held counts before what is planned.
    """
    visits = Visit.objects.filter(waiting(), alliance=alliance, due_lines__isnull=True).order_by("starts_at", "pk")
    rows = list(visits.select_related("deployment__leader", "deployment__receiving_school"))
    work = {visit.deployment_id for visit in rows}
    signed, owed, carried = due.signed_for(work), due.paid_of(work), charging.to_carry(work)
    left = {number: each.half_days - owed.get(number, 0) for number, each in signed.items()}
    for visit in sorted(rows, key=lambda each: each.state == VisitState.PLANNED):
        number, kind = visit.deployment_id, PLANNED if visit.state == VisitState.PLANNED else DONE
        if number not in signed:
            continue
        if kind == PLANNED:  # as if it had been held on its day; nothing of it is saved
            visit.state, visit.state_since = VisitState.HELD, visit.starts_at
        price = signed[number].price_of(visit)
        if line := lines.of_visit(visit, visit.deployment, price, left=left[number], at=visit.starts_at):
            left[number] -= line.half_days
            by_funds = min(line.charge_pence, carried.get(number, 0)) if line.flow in CHARGED else 0
            carried[number] = carried.get(number, 0) - by_funds
            yield kind, line, line.charge_pence - by_funds


def waiting() -> Q:
    """Visits that are planned, or held, or charged although they did not take place."""
    return Q(state__in=(VisitState.PLANNED, VisitState.HELD)) | due.NOT_HELD & due.AT_A_PRICE


def unpaid(alliance: Alliance) -> Iterable[tuple[date, str | None, int]]:
    """Of lines that the Alliance owes and has not paid: day of work, state of the statement, pence."""
    rows = DueLine.objects.filter(alliance=alliance, flow__in=CLAIMED)
    return summed(open_of(rows, "statement", StatementState.PAID), "statement__state", "reimbursement_pence")


def uncharged(alliance: Alliance) -> Iterable[tuple[date, str | None, int]]:
    """Of lines that payers are charged and have not paid: day of work, state of the charge schedule, pence."""
    rows = charging.charged(DueLine.objects.filter(alliance=alliance, flow__in=CHARGED, payer__isnull=False))
    return summed(open_of(rows, "charge_schedule", ChargeState.PAID), "charge_schedule__state", "charged_pence")


def open_of(rows: QuerySet[Any], paper: str, paid: str) -> QuerySet[Any]:
    return rows.filter(Q(**{f"{paper}__isnull": True}) | ~Q(**{f"{paper}__state": paid}))


def summed(rows: QuerySet[Any], state: str, pence: str) -> Iterable[tuple[date, str | None, int]]:
    return rows.order_by().values_list("on", state).annotate(Sum(pence))
