"""What one school, or another body that pays, has committed and used: days and money of each piece of work."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from drystone.alliances.calendar import academic_year_days
from drystone.alliances.models import CHARGING_NOBODY, Alliance
from drystone.deployment import wording
from drystone.deployment.models import LIVING, Agreement, Flow, Visit, VisitState
from drystone.schools.models import Organisation

from . import charging, due, funds, vat
from .models import ChargeState, DueLine

# What a payer is told of: a schedule that is not issued yet is the office's.
TOLD = (ChargeState.ISSUED, ChargeState.QUERIED, ChargeState.RETURNED, ChargeState.PAID)


@dataclass(frozen=True)
class Amount:
    """Pence without VAT, and the VAT on them."""

    pence: int = 0
    vat: int = 0

    @property
    def whole(self) -> int:
        return self.pence + self.vat

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.pence + other.pence, self.vat + other.vat)


@dataclass
class Work:
    """One deployment: half-days agreed, held and still to come; of its money what this payer pays, VAT aside.

    `used` is what was delivered, or called off too late; `charged` of it stands on issued charge schedules, `paid` of
    that is paid, `direct` is invoiced by the home school instead. `to_come` is committed and not used.
    """

    who: str
    school: str
    payer: str
    pays: bool
    agreed: int
    held: int
    left: int
    used: Amount = field(default=Amount())
    charged: Amount = field(default=Amount())
    paid: Amount = field(default=Amount())
    direct: Amount = field(default=Amount())
    to_come: Amount = field(default=Amount())

    @property
    def committed(self) -> Amount:
        return self.used + self.to_come

    def add(self, line: Any) -> None:
        amount = Amount(line.charged_pence, vat.on(line.charged_pence, line.vat_code))
        self.used += amount
        if line.flow == Flow.DIRECT:
            self.direct += amount
        if line.schedule in TOLD:
            self.charged += amount
        if line.schedule == ChargeState.PAID:
            self.paid += amount


def of(alliance: Alliance, payer: Organisation, year: int) -> list[Work]:
    """The work at a school, and all that it or another body pays for, that runs in an academic year: the whole of it.

    Money stands with whoever is charged: a school that is helped at another's cost reads its days alone. Five
    questions, however much there is.
    """
    first, last = academic_year_days(year)
    agreements = [each for each in in_force(alliance, payer) if each.starts <= last and each.ends >= first]
    numbers = [each.deployment_id for each in agreements]
    held, lines = held_of(numbers), lines_of(alliance, payer, agreements)
    owed, carried = due.paid_of(numbers), charging.to_carry(numbers)
    made = []
    for each in agreements:
        number = each.deployment_id
        work = begun(each, payer, held.get(number, 0), lines.get(number, []))
        if work is None:
            continue
        if work.pays and each.deployment.state in LIVING:
            work.to_come = to_come(each, owed.get(number, 0), carried.get(number, 0))
        for line in lines.get(number, []):
            work.add(line)
        made.append(work)
    return sorted(made, key=lambda work: (work.school, work.who))


def in_force(alliance: Alliance, payer: Organisation) -> Iterable[Agreement]:
    """Of each piece of work that it ever paid for, or got, the version in force now."""
    theirs = Agreement.objects.filter(Q(payer=payer) | Q(deployment__receiving_school=payer), alliance=alliance)
    rows = wording.agreed().filter(deployment__in=theirs.order_by().values("deployment"))
    about = ("deployment__leader", "deployment__receiving_school", "payer")
    return {row.deployment_id: row for row in rows.select_related(*about).order_by("number")}.values()


def begun(agreement: Agreement, payer: Organisation, held: int, lines: list[Any]) -> Work | None:
    """The work with its days. None where it is neither at this school nor paid by it, or came to nothing."""
    work, paying = agreement.deployment, agreement.flow not in CHARGING_NOBODY
    pays, here = paying and agreement.payer_id == payer.pk, work.receiving_school_id == payer.pk
    goes_on = work.state in LIVING
    if not ((pays or here) and (goes_on or held)) and not lines:
        return None
    names = work.leader.name, work.receiving_school.name, agreement.payer.name if paying else ""
    if pays or here:
        return Work(*names, pays, agreement.half_days, held, max(0, agreement.half_days - held) if goes_on else 0)
    theirs = sum(line.half_days for line in lines)  # somebody else pays by now: what she paid for stays hers to read
    return Work(*names, False, theirs, theirs, 0)


def held_of(numbers: list[int]) -> dict[int, int]:
    visits = Visit.objects.filter(deployment__in=numbers, state=VisitState.HELD).order_by()
    return dict(visits.values_list("deployment").annotate(Sum("half_days")))


def lines_of(alliance: Alliance, payer: Organisation, agreements: list[Agreement]) -> dict[int, list[Any]]:
    """By deployment, its lines that this payer is charged, credits among them, since the first of these began."""
    since = min((each.starts for each in agreements), default=date.max)
    rows = DueLine.objects.filter(alliance=alliance, payer=payer, on__gte=since).annotate(
        number=Coalesce("visit__deployment", "reverses__visit__deployment"), schedule=F("charge_schedule__state")
    )
    found: dict[int, list[Any]] = {}
    for line in charging.charged(rows).order_by():
        found.setdefault(line.number, []).append(line)
    return found


def to_come(agreement: Agreement, owed: int, carried: int) -> Amount:
    """What the half-days that are agreed and not owed for yet come to, beside what funds carry of them."""
    left = max(0, agreement.half_days - owed)
    pence = max(0, funds.cost(agreement.charge_pence, agreement.unit, left)[0] - carried)
    return Amount(pence, vat.on(pence, agreement.vat_code))


def total(rows: Iterable[Work]) -> Work:
    """All of it in one; days of work that another pays for count with the days."""
    whole = Work("", "", "", True, 0, 0, 0)
    for row in rows:
        for name in ("agreed", "held", "left", "used", "charged", "paid", "direct", "to_come"):
            setattr(whole, name, getattr(whole, name) + getattr(row, name))
    return whole
