"""What ended work may still draw stays promised; how money goes is true across the roll into the next year."""

from datetime import date, datetime, timedelta

import pytest

from drystone.deployment import records
from drystone.deployment.corrections import Held
from drystone.deployment.models import Deployment, VisitRecord
from drystone.lifecycle import Refused
from drystone.payments import correcting, fund_figures, funds, unstated
from drystone.payments.models import Fund
from tests.clock import LONDON, NOW
from tests.payments.funded import AFTER, Funded, split, terms


@pytest.fixture
def at(db: None) -> Funded:
    return Funded()


def test_what_a_visit_of_ended_work_may_still_draw_stays_promised_until_it_is_drawn(at: Funded):
    fund = at.fund(total_pence=1_000_00, cap_a_school_pence=950_00)
    work = at.carried((fund, 900_00))
    at.worked(work, 9)
    at.written_up(at.planned(work, 10, 1))
    ended(work)
    (mine,) = unstated.of_funds([fund])
    assert (mine.pence, mine.half_days, mine.is_over) == (150_00, 1, True)
    figures, (row,) = fund_figures.of([fund])[fund.pk], by_school(fund)
    assert fund_figures.of_one(fund, fund_figures.carried(fund)) == figures
    assert (figures.delivered, figures.committed, figures.left) == (300_00, 150_00, 550_00)
    assert (row.committed, row.half_days_to_come, row.left) == (150_00, 1, 500_00)
    assert fund_figures.rooms([fund], at.leyburn.pk)[fund.pk].pence == 500_00
    assert burn_down(fund, AFTER.date())[-1].taken == 450_00
    with pytest.raises(Refused, match="has £500 left for this school"):
        at.carried((fund, 501_00), deployment=at.agreed(half_days=6, flow="grant"))
    with pytest.raises(Refused, match="cannot be less"):
        funds.change(fund, terms(total_pence=449_00), by=at.finn, at=NOW)
    records.confirm(VisitRecord.objects.get(state="sent"), **at.by(at.kate))
    assert [split(line)[1] for line in at.pulled()] == [0]
    fund.refresh_from_db()
    figures = fund_figures.of([fund])[fund.pk]
    assert (unstated.of_funds([fund]), figures.delivered, figures.committed) == ([], 450_00, 0)


def test_ended_work_draws_on_its_funds_in_their_order_and_never_more_than_was_agreed(at: Funded):
    first, late = at.fund(total_pence=200_00), at.fund(name="Late", starts=date(2026, 11, 11))
    work = at.carried((first, 200_00), (late, 700_00))
    for day in (9, 10, 11):
        at.written_up(at.planned(work, day, 2))
    work.agreements.update(half_days=5)
    ended(work)
    said = {rest.share.fund.name: (rest.pence, rest.half_days) for rest in unstated.of_funds([first, late])}
    assert said == {"School Improvement Fund": (200_00, 2), "Late": (150_00, 1)}
    funds.close(late, note="The council stopped it.", by=at.finn, at=NOW)
    (lost,) = funds.orphaned(Fund.objects.get(pk=late.pk))
    assert (lost.pence, lost.is_over) == (150_00, True)


def test_a_fund_that_is_rolled_over_hands_on_what_ended_work_may_still_draw(at: Funded):
    fund = at.fund()
    work = at.carried((fund, 900_00))
    at.written_up(at.planned(work, 10, 1))
    ended(work)
    new = funds.roll(fund, name="Next year", ends=date(2028, 8, 31), added_pence=0, by=at.finn, at=NOW)
    assert fund_figures.of([new])[new.pk].committed == 150_00
    records.confirm(VisitRecord.objects.get(), **at.by(at.kate))
    assert split(at.pulled()[0]) == ([("Next year", 150_00)], 0)


def test_how_the_money_goes_stays_true_across_the_roll_into_the_next_year(at: Funded):
    fund = at.fund(starts=date(2026, 9, 1), ends=date(2026, 10, 31))
    work = at.agreed(half_days=6, flow="grant")
    funds.share_out(work, [(fund, 900_00)], cost=(900_00, 6), by=at.finn, at=datetime(2026, 9, 5, 9, tzinfo=LONDON))
    new = funds.roll(fund, name="Next year", ends=date(2028, 8, 31), added_pence=100_00, by=at.finn, at=NOW)
    fund.refresh_from_db()
    said = [(f"{m.first:%b}", m.delivered, m.taken, m.went_on) for m in burn_down(fund, NOW.date())]
    assert said == [("Sep", 0, 900_00, 0), ("Oct", 0, 900_00, 0), ("Nov", 0, 0, 5_000_00)]
    (line,) = at.worked(work, 10)
    for delivered in (300_00, 0):
        new.refresh_from_db()
        last = burn_down(new, AFTER.date())[-1]
        figures = fund_figures.of([new])[new.pk]
        assert (last.delivered, last.taken) == (delivered, 900_00)
        assert (figures.delivered, figures.committed) == (delivered, 900_00 - delivered)
        if delivered:
            at.credited(line)
    last = burn_down(fund, AFTER.date())[-1]
    assert last.delivered + last.went_on == fund.to_spend_pence
    assert last.went_on == fund_figures.of([fund])[fund.pk].went_on


def test_what_a_credit_brings_back_after_the_roll_went_on(at: Funded):
    fund = at.fund()
    (line,) = at.worked(at.carried((fund, 900_00)), 10)
    funds.roll(fund, name="Next year", ends=date(2028, 8, 31), added_pence=0, by=at.finn, at=AFTER)
    at.credited(line)
    fund.refresh_from_db()
    last = burn_down(fund, AFTER.date())[-1]
    assert (last.delivered, last.went_on) == (0, 5_000_00)
    assert fund_figures.of([fund])[fund.pk].went_on == 5_000_00


def test_a_promise_follows_its_credit_into_the_funds_that_followed(at: Funded):
    """A visit of £300 is credited after two year-ends, and put right to half a day: the last fund carries it."""
    first = at.fund(cap_a_school_half_days=6)
    work = at.carried((first, 900_00))
    (line,) = at.worked(work, 10)
    second = rolled(at, first, 2028)
    third = rolled(at, second, 2029)
    assert [adds_up(fund) for fund in (first, second, third)] == [(0, 300_00, 0), (0, 0, 0), (600_00, 0, 4_100_00)]
    starts = line.visit.starts_at
    half = Held(starts, starts + timedelta(hours=3), 1)
    made = correcting.correct(line, half, note="It was a morning.", by=at.finn, at=AFTER)
    assert split(made) == ([("Fund to 2029", 150_00)], 0)
    assert [adds_up(fund) for fund in (first, second, third)] == [(0, 0, 0), (0, 0, 0), (750_00, 150_00, 4_100_00)]
    share = third.shares.get()
    assert (share.pence, share.half_days, share.spent_half_days) == (900_00, 6, 1)
    said = [(f"{m.first:%b}", m.delivered, m.taken, m.went_on) for m in burn_down(first, AFTER.date())]
    assert said[-2:] == [("Nov", 300_00, 900_00, 0), ("Dec", 0, 0, 5_000_00)]


def test_a_promise_comes_back_to_work_that_the_next_fund_had_promised_nothing(at: Funded):
    first = at.fund()
    work = at.carried((first, 300_00))
    (line,) = at.worked(work, 10)
    second = rolled(at, first, 2028)
    assert not second.shares.exists()
    at.credited(line)
    assert [adds_up(fund) for fund in (first, second)] == [(0, 0, 0), (300_00, 0, 4_700_00)]
    assert split(at.worked(work, 11)[0]) == ([("Fund to 2028", 300_00)], 0)


def test_work_that_the_home_school_invoices_itself_from_now_on_is_promised_no_more(at: Funded):
    fund = at.fund(cap_a_school_pence=1_000_00, cap_a_school_half_days=6)
    work = at.carried((fund, 900_00))
    at.worked(work, 3)
    at.written_up(at.planned(work, 4, 1))
    assert adds_up(fund) == (600_00, 300_00, 4_100_00)
    direct = {"flow": "direct", "charge_pence": 290_00, "reimbursement_pence": 290_00}
    changed = at.drawn_up(Deployment.objects.get(pk=work.pk), **direct)
    assert adds_up(fund) == (600_00, 300_00, 4_100_00)
    at.agree(changed)
    assert adds_up(fund) == (150_00, 300_00, 4_550_00)
    assert fund_figures.of_one(fund, fund_figures.carried(fund)) == fund_figures.of([fund])[fund.pk]
    (row,) = by_school(fund)
    assert (row.committed, row.half_days_to_come, row.left) == (150_00, 1, 550_00)
    assert fund_figures.rooms([fund], at.leyburn.pk, beside=work.fund_shares.all())[fund.pk].pence == 1_000_00
    records.confirm(VisitRecord.objects.get(state="sent"), **at.by(at.kate))
    assert [split(line) for line in at.pulled()] == [([("School Improvement Fund", 150_00)], 0)]
    assert adds_up(fund) == (0, 450_00, 4_550_00)
    new = rolled(at, fund, 2028)
    assert [adds_up(each) for each in (fund, new)] == [(0, 450_00, 0), (0, 0, 4_550_00)]


def rolled(at: Funded, fund: Fund, year: int) -> Fund:
    return funds.roll(fund, name=f"Fund to {year}", ends=date(year, 8, 31), added_pence=0, by=at.finn, at=AFTER)


def adds_up(fund: Fund) -> tuple[int, int, int]:
    """Promised, delivered and left, which with what went on and what is kept back are the whole fund."""
    fund.refresh_from_db()
    found = fund_figures.of([fund])[fund.pk]
    assert found.kept_back + found.committed + found.delivered + found.left + found.went_on == fund.total_pence
    assert found.delivered == fund.spent_pence == sum(fund.spends.values_list("pence", flat=True))
    return found.committed, found.delivered, found.left


def burn_down(fund: Fund, today: date) -> list[fund_figures.Month]:
    return fund_figures.burn_down(fund, fund_figures.carried(fund), today=today)


def by_school(fund: Fund) -> list[fund_figures.SchoolFigures]:
    return fund_figures.by_school(fund, fund_figures.carried(fund))


def ended(work: Deployment) -> None:
    """Its closing is tested elsewhere."""
    Deployment.objects.filter(pk=work.pk).update(state="closed", state_since=NOW)
