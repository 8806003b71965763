"""What one line says: how much of what, at what price, for whom; a sentence of its own, without money and reasons.

A sentence never says why a visit did not take place. Each side's sum is added where that side reads it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.models import CHARGING_NOBODY
from drystone.deployment.models import Agreement, Deployment, Flow, Visit, VisitState

from . import pricing
from .models import DueLine


@dataclass(frozen=True)
class Price:
    """What a line is priced by: as it was signed, or as the line before it was."""

    payer_id: int | None
    flow: str
    unit: str
    vat_code: str
    charge_pence: int
    reimbursement_pence: int
    purchase_order: str = ""

    @classmethod
    def signed(cls, agreement: Agreement, last: Agreement) -> "Price":
        """Of one version; the number of its payer's purchase order may have come with the `last` one."""
        order = (last if last.payer_id == agreement.payer_id else agreement).purchase_order
        payer = None if agreement.flow in CHARGING_NOBODY else agreement.payer_id
        sums = agreement.charge_pence, agreement.reimbursement_pence
        return cls(payer, agreement.flow, agreement.unit, agreement.vat_code, *sums, order)

    @classmethod
    def of(cls, line: DueLine) -> "Price":
        sums = line.charge_rate_pence, line.rate_pence
        return cls(line.payer_id, line.flow, line.unit, line.vat_code, *sums, line.purchase_order)


def of_visit(visit: Visit, deployment: Deployment, price: Price, *, left: int, at: datetime) -> DueLine | None:
    """The line of a visit; of one that was held no more half-days than are `left` of what was agreed.

    None where nothing is left, or where nothing is owed for a visit that did not take place.
    """
    held, whole = visit.state == VisitState.HELD, quantity(visit, price.unit)
    half_days = min(visit.half_days, left) if held else 0
    charged, back = (100, 100) if held else (visit.charged_per_cent, visit.reimbursed_per_cent)
    if price.flow == Flow.DIRECT:  # what the payer is charged is what the home school gets
        back = charged
    # Where less is left than was delivered, as large a part of the quantity; never more than that.
    halves = whole * half_days // visit.half_days if held else whole
    on = localdate(visit.starts_at)
    line = DueLine(
        alliance_id=visit.alliance_id,
        kind=DueLine.Kind.VISIT if held else DueLine.Kind.CALLED_OFF,
        home_school_id=deployment.home_school_id,
        visit_id=visit.pk,
        payer_id=price.payer_id,
        on=on,
        flow=price.flow,
        purchase_order=price.purchase_order,
        half_days=half_days,
        unit=price.unit,
        half_units=halves,
        vat_code=price.vat_code,
        rate_pence=price.reimbursement_pence,
        charge_rate_pence=price.charge_pence,
        charged_per_cent=charged,
        reimbursed_per_cent=back,
        reimbursement_pence=pricing.amount(price.reimbursement_pence, halves, back),
        charge_pence=pricing.amount(price.charge_pence, halves, charged),
        explanation=explained(visit, deployment, on, pricing.said(price.unit, halves)),
        made_at=at,
    )
    owed = half_days if held else line.charge_pence or line.reimbursement_pence
    return line if owed > 0 else None


def reversing(line: DueLine, *, at: datetime) -> DueLine:
    """The credit that takes a line off again, on the day on which it is made."""
    return DueLine(
        alliance_id=line.alliance_id,
        kind=DueLine.Kind.CREDIT,
        home_school_id=line.home_school_id,
        reverses=line,
        payer_id=line.payer_id,
        on=localdate(at),
        flow=line.flow,
        purchase_order=line.purchase_order,
        half_days=-line.half_days,
        unit=line.unit,
        half_units=-line.half_units,
        vat_code=line.vat_code,
        rate_pence=line.rate_pence,
        charge_rate_pence=line.charge_rate_pence,
        charged_per_cent=line.charged_per_cent,
        reimbursed_per_cent=line.reimbursed_per_cent,
        reimbursement_pence=-line.reimbursement_pence,
        charge_pence=-line.charge_pence,
        explanation=f"Credit: {line.explanation}"[:300],
        made_at=at,
    )


def quantity(visit: Visit, unit: str) -> int:
    times = {"starts_at": visit.starts_at, "ends_at": visit.ends_at}
    return pricing.half_units(unit, **times, half_days=visit.half_days)


def explained(visit: Visit, deployment: Deployment, on: date, how_much: str) -> str:
    """Tom Raine at Leyburn Primary School, visit of Tuesday 4 November 2025, ½ day."""
    who = f"{deployment.leader.name} at {deployment.receiving_school.name}"
    took_place = "" if visit.state == VisitState.HELD else " that did not take place"
    end = f", visit of {saying.day(on)}{took_place}, {how_much}"
    return who[: 300 - len(end)] + end
