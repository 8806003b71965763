"""What a piece of work costs whom. Whole pence, exact; each amount of a line is rounded once, half up, to the penny.

Nothing else in the product multiplies money: rate cards, previews and due lines ask here; VAT is in `vat`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from drystone.deployment.models import Flow, Unit

from .models.rate import Fee

HUNDREDTHS = 100_00  # of a per cent, in a whole
HALF_HOUR = timedelta(minutes=30)
NAMES = {
    Unit.DAY: ("day", "days"),
    Unit.HALF_DAY: ("half-day", "half-days"),
    Unit.HOUR: ("hour", "hours"),
    Unit.TWILIGHT: ("twilight", "twilights"),
    Unit.SESSION: ("session", "sessions"),
}


class FeeTooHigh(Exception):
    """The fee is more than the price it comes out of."""


@dataclass(frozen=True)
class Sums:
    """Pence that a payer is charged, and pence that the home school gets; what lies between is the Alliance's fee."""

    charge_pence: int
    reimbursement_pence: int

    @property
    def fee_pence(self) -> int:
        return self.charge_pence - self.reimbursement_pence


def resolved(price_pence: int, kind: str = Fee.NONE, fee: int = 0) -> Sums:
    """A price and its fee as the two whole sums of a unit; a percentage is rounded once, half up.

    `fee` is in pence, or in hundredths of a per cent. A flat fee and one inside the price come out of it; one on top
    is charged besides (domain 8.1: 15 % inside £350 is £52.50, 15 % on top of £420 is £63). Raises FeeTooHigh.
    """
    part = fee if kind == Fee.FLAT else half_up(price_pence * fee, HUNDREDTHS)
    if kind == Fee.ON_TOP:
        return Sums(price_pence + part, price_pence)
    if kind == Fee.NONE:
        return Sums(price_pence, price_pence)
    if part > price_pence:
        raise FeeTooHigh("The fee is more than the price.")
    return Sums(price_pence, price_pence - part)


def by_flow(flow: str, sums: Sums) -> Sums:
    """What is left of the card's two sums under a flow: the fee is the Alliance's, so there is none where the money
    does not pass through it, and no charge where nobody is charged (domain 8.3)."""
    if flow == Flow.NIL:
        return Sums(0, 0)
    back = sums.reimbursement_pence
    if flow in (Flow.DIRECT, Flow.REIMBURSED):
        return Sums(back if flow == Flow.DIRECT else 0, back)
    return sums


def half_units(unit: str, *, starts_at: datetime, ends_at: datetime, half_days: int) -> int:
    """How much a visit is, in halves of the unit: hours by its times to the half hour, half up, and a half hour at
    least; a twilight or a session is one, whatever its length."""
    if unit == Unit.HOUR:
        return max(1, half_up((ends_at - starts_at) // timedelta(seconds=1), HALF_HOUR // timedelta(seconds=1)))
    return {Unit.DAY: half_days, Unit.HALF_DAY: 2 * half_days}.get(Unit(unit), 2)


def amount(pence_a_unit: int, halves: int, per_cent: int = 100) -> int:
    """Pence for so many halves of a unit, or for a percentage of them."""
    return half_up(pence_a_unit * halves * per_cent, 200)


def half_up(number: int, by: int) -> int:
    """A number that is not negative, divided, to the nearest whole; a half goes up."""
    return (2 * number + by) // (2 * by)


def said(unit: str, halves: int) -> str:
    """2½ hours, 1 half-day, ½ day."""
    whole, half = divmod(abs(halves), 2)
    one, many = NAMES[Unit(unit)]
    return f"{whole or '' if half else whole}{'½' if half else ''} {one if abs(halves) in (1, 2) else many}"
