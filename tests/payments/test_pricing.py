"""What work costs whom: to the penny, whatever the rate, the fee, the unit and the flow."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from drystone.deployment.models import Flow, Unit
from drystone.payments import amounts, pricing, vat
from drystone.payments.models import Fee
from drystone.payments.pricing import Sums
from tests.clock import LONDON

PENCE = some.integers(0, amounts.MOST_PENCE)
START = datetime(2026, 11, 10, 9, tzinfo=LONDON)


def rounded(exact: Fraction) -> int:
    """Half up."""
    return (exact + Fraction(1, 2)).__floor__()


@given(pence=PENCE, halves=some.integers(0, 400), per_cent=some.integers(0, 100))
def test_an_amount_is_exact_and_rounded_half_up_once(pence: int, halves: int, per_cent: int):
    assert pricing.amount(pence, halves, per_cent) == rounded(Fraction(pence * halves * per_cent, 200))


@given(price=PENCE, kind=some.sampled_from([Fee.NONE, Fee.INSIDE, Fee.ON_TOP]), fee=some.integers(0, 100_00))
def test_charge_is_reimbursement_and_fee_to_the_penny(price: int, kind: str, fee: int):
    sums = pricing.resolved(price, kind, fee)
    assert sums.charge_pence == sums.reimbursement_pence + sums.fee_pence
    assert sums.fee_pence == (0 if kind == Fee.NONE else rounded(Fraction(price * fee, 100_00)))
    assert price == (sums.reimbursement_pence if kind == Fee.ON_TOP else sums.charge_pence)


@pytest.mark.parametrize(
    ("price", "kind", "fee", "sums"),
    [
        (350_00, Fee.INSIDE, 15_00, Sums(350_00, 297_50)),
        (420_00, Fee.ON_TOP, 15_00, Sums(483_00, 420_00)),
        (350_00, Fee.FLAT, 50_00, Sums(350_00, 300_00)),
        (300_00, Fee.NONE, 0, Sums(300_00, 300_00)),
    ],
)
def test_the_fees_that_alliances_have(price: int, kind: str, fee: int, sums: Sums):
    """Domain 8.1."""
    assert pricing.resolved(price, kind, fee) == sums


def test_a_flat_fee_is_never_more_than_its_price():
    with pytest.raises(pricing.FeeTooHigh):
        pricing.resolved(40_00, Fee.FLAT, 40_01)


@given(sums=some.builds(Sums, PENCE, PENCE), flow=some.sampled_from(Flow.values))
def test_nobody_is_charged_where_the_flow_charges_nobody(sums: Sums, flow: str):
    under = pricing.by_flow(flow, sums)
    assert pricing.by_flow(flow, under) == under
    if flow in (Flow.REIMBURSED, Flow.NIL):
        assert under.charge_pence == 0
    if flow == Flow.DIRECT:
        assert under.fee_pence == 0
    assert under.reimbursement_pence == (0 if flow == Flow.NIL else sums.reimbursement_pence)


@pytest.mark.parametrize(
    ("unit", "minutes", "half_days", "said"),
    [
        (Unit.DAY, 180, 1, "½ day"),
        (Unit.HALF_DAY, 180, 1, "1 half-day"),
        (Unit.HOUR, 150, 1, "2½ hours"),
        (Unit.HOUR, 164, 1, "2½ hours"),
        (Unit.HOUR, 165, 1, "3 hours"),
        (Unit.HOUR, 5, 1, "½ hour"),
        (Unit.TWILIGHT, 90, 1, "1 twilight"),
        (Unit.SESSION, 400, 2, "1 session"),
    ],
)
def test_how_much_a_visit_is(unit: str, minutes: int, half_days: int, said: str):
    ends = START + timedelta(minutes=minutes)
    halves = pricing.half_units(unit, starts_at=START, ends_at=ends, half_days=half_days)
    assert pricing.said(unit, halves) == said


@given(pence=PENCE)
def test_vat_is_a_fifth_half_up_and_of_a_credit_as_much_less(pence: int):
    assert vat.on(pence, "standard") == rounded(Fraction(pence, 5))
    assert vat.on(-pence, "standard") == -vat.on(pence, "standard")
    assert vat.on(pence, "exempt") == vat.on(pence, "zero") == vat.on(pence, "outside") == 0


@pytest.mark.parametrize(
    ("written", "pence"),
    [
        ("300", 300_00),
        ("£312.50", 312_50),
        (" £ 1,250 ", 1_250_00),
        ("0.5", 50),
        ("1 250", 1_250_00),
        ("£1\u202f250.00", 1_250_00),
        ("5000", 5_000_00),
        ("0", 0),
    ],
)
def test_amounts_as_people_write_them(written: str, pence: int):
    assert amounts.pence(written) == pence


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1e9", "300 or 312.50"),
        ("NaN", "300 or 312.50"),
        ("inf", "300 or 312.50"),
        ("12,50", "300 or 312.50"),
        ("10 20", "without spaces"),
        ("1  250", "without spaces"),
        ("1,250 000", "without spaces"),
        ("1 000,000", "without spaces"),
        ("٣٠٠", "300 or 312.50"),
        ("£", "300 or 312.50"),
        ("-5", "without a minus"),
        ("£−5.00", "without a minus"),
        ("3.005", "two figures"),
        ("5000.01", "no more than £5,000"),
        ("999999999999", "no more than £5,000"),
    ],
)
def test_what_is_no_amount_is_answered_with_how_to_write_one(written: str, why: str):
    with pytest.raises(amounts.NotAnAmount, match=why):
        amounts.pence(written)
