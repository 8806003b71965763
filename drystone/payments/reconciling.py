"""Delivered = due = stated = paid + open, to the penny, for both sides; and each difference with its remedy.

A period is one of days of work. Credits count on the day on which they were made, as they stand on papers.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from drystone.alliances.models import Alliance
from drystone.deployment.models import Visit, VisitState

from . import charging, undue
from .models import CHARGED, CLAIMED, DueLine

PAID = "paid"


@dataclass(frozen=True)
class Side:
    """Pence of one side of the money: what is due, what of it stands on a paper, paid or not yet, and what on none."""

    due: int
    stated: int
    paid: int
    waiting: int

    @property
    def open(self) -> int:
        return self.stated - self.paid

    @property
    def agrees(self) -> bool:
        """Every penny that is due is on a paper; whether it is paid, or open, is then no difference."""
        return self.due == self.stated


@dataclass(frozen=True)
class Difference:
    """What keeps two figures apart, how much of it there is, and what puts it right."""

    what: str
    count: int
    remedy: str
    half_days: int = 0
    pence: int = 0


@dataclass(frozen=True)
class Reconciled:
    delivered: int  # half-days of held visits
    due: int  # half-days of them on lines that stand
    reimbursed: Side
    charged: Side
    differences: list[Difference]


def reconcile(alliance: Alliance, since: date, until: date) -> Reconciled:
    """The figures of a period, both days included. Seven questions, however many lines there are."""
    visits = Visit.objects.filter(alliance=alliance, state=VisitState.HELD)
    visits = visits.filter(starts_at__date__gte=since, starts_at__date__lte=until)
    within = DueLine.objects.filter(alliance=alliance, on__gte=since, on__lte=until)
    lines = charging.charged(within.for_work())
    standing = DueLine.objects.filter(visit=OuterRef("pk"), credit__isnull=True).order_by().values("visit")
    on_lines = Subquery(standing.annotate(sum=Sum("half_days")).values("sum"))
    held = visits.annotate(on_lines=on_lines).aggregate(
        held=Sum("half_days"),
        owed=Sum("on_lines"),
        without=Count("pk", filter=Q(on_lines__isnull=True)),
        missing=Sum("half_days", filter=Q(on_lines__isnull=True)),
        short=Count("pk", filter=Q(on_lines__lt=F("half_days"))),
    )
    reimbursed = side(lines.filter(flow__in=CLAIMED), "reimbursement_pence", "statement")
    charged = side(lines.filter(flow__in=CHARGED, payer__isnull=False), "charged_pence", "charge_schedule")
    delivered, due = held["held"] or 0, held["owed"] or 0
    differences = [
        *undelivered(held, delivered - due),
        *facilitated(alliance, since, until),
        *unstated(reimbursed, charged),
        *carried(within),
    ]
    return Reconciled(delivered, due, reimbursed, charged, differences)


def side(lines: QuerySet[Any], pence: str, paper: str) -> Side:
    found = lines.aggregate(
        due=Sum(pence),
        stated=Sum(pence, filter=Q(**{f"{paper}__isnull": False})),
        paid=Sum(pence, filter=Q(**{f"{paper}__state": PAID})),
        waiting=Count("pk", filter=Q(**{f"{paper}__isnull": True}) & ~Q(**{pence: 0})),
    )
    return Side(**{name: value or 0 for name, value in found.items()})


def undelivered(held: dict[str, Any], apart: int) -> list[Difference]:
    """Time that was delivered and is on no line."""
    missing = held["missing"] or 0
    found = []
    if held["without"]:
        remedy = "Its record is not sent, is disputed, or may still be disputed; or all agreed days are used up."
        found.append(Difference("visits held and not yet due", held["without"], remedy, half_days=missing))
    if held["short"]:
        remedy = "More was delivered than was agreed: only what was agreed is paid. Agree more days if they are owed."
        found.append(Difference("visits paid in part", held["short"], remedy, half_days=apart - missing))
    return found


def facilitated(alliance: Alliance, since: date, until: date) -> list[Difference]:
    """Days of facilitators that do not become due."""
    return [
        Difference(each.said, each.count, each.remedy, half_days=each.half_days)
        for each in undue.found(alliance, since, until)
    ]


def carried(within: QuerySet[DueLine]) -> list[Difference]:
    """What was paid otherwise than it was stated, too much counted against too little."""
    found = within.filter(kind=DueLine.Kind.CARRIED).aggregate(count=Count("pk"), pence=Sum("reimbursement_pence"))
    if not found["count"]:
        return []
    remedy = "It stands on the home school's next statement, as a line that says so."
    return [Difference("payments that were not what was stated", found["count"], remedy, pence=found["pence"])]


def unstated(reimbursed: Side, charged: Side) -> list[Difference]:
    """Lines that stand on no paper yet."""
    found = []
    for what, each, where in (
        ("lines on no statement", reimbursed, "statements"),
        ("lines on no charge schedule", charged, "charge schedules"),
    ):
        if each.waiting:
            remedy = f"Prepare the {where} of that month; what came after a paper went out stands on the next one."
            found.append(Difference(what, each.waiting, remedy, pence=each.due - each.stated))
    return found
