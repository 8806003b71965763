"""Funds carry what they promised while they have money; the rest is the payer's; nothing is lost to the penny."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import fund_figures, fund_reports, funds, spreading
from drystone.payments.models import DueLine, Fund, FundShare, FundSpend
from tests import cast
from tests.clock import NOW
from tests.payments.funded import AFTER, Funded, split, terms


@pytest.fixture
def at(db: None) -> Funded:
    return Funded()


def test_a_line_is_carried_by_its_fund(at: Funded):
    fund = at.fund()
    (line,) = at.worked(at.carried((fund, 900_00)), 10)
    assert split(line) == ([("School Improvement Fund", 300_00)], 0)
    figures = fund_figures.of([fund])[fund.pk]
    assert (figures.delivered, figures.committed, figures.left) == (300_00, 600_00, 4_100_00)


def test_a_grant_that_runs_out_leaves_the_rest_to_the_payer_to_the_penny(at: Funded):
    small, second = at.fund(total_pence=400_01), at.fund(name="Reading Fund", total_pence=1_00)
    work = at.carried((small, 400_01), (second, 50))
    lines = at.worked(work, 10, 11)
    assert [split(line) for line in lines] == [
        ([("School Improvement Fund", 300_00)], 0),
        ([("School Improvement Fund", 100_01), ("Reading Fund", 50)], 199_49),
    ]


@pytest.mark.parametrize(
    ("flow", "charge", "back"), [("direct", 290_00, 290_00), ("reimbursed", 0, 290_00), ("nil", 0, 0)]
)
def test_what_the_alliance_charges_to_nobody_no_fund_carries(at: Funded, flow: str, charge: int, back: int):
    agreed = at.agreed(half_days=6, flow=flow, charge_pence=charge, reimbursement_pence=back)
    lines = at.worked(at.carried((at.fund(), 900_00), deployment=agreed), 10)
    assert split(lines[0])[0] == []


def test_the_share_kept_back_is_not_spent(at: Funded):
    fund = at.fund(total_pence=1_000_00, kept_back_percent=5)
    assert (fund.kept_back_pence, fund.to_spend_pence) == (50_00, 950_00)
    with pytest.raises(Refused, match="has £950 left"):
        funds.share_out(at.agreed(half_days=8), [(fund, 951_00)], cost=(1_200_00, 8), by=at.finn, at=NOW)


def test_a_cap_of_a_school_in_pounds_and_in_days_ends_what_it_has(at: Funded):
    fund = at.fund()
    work = at.carried((fund, 900_00))
    Fund.objects.update(cap_a_school_half_days=3)
    lines = at.worked(work, 10, 11)
    assert [split(line)[1] for line in lines] == [0, 150_00]
    Fund.objects.update(cap_a_school_half_days=None, cap_a_school_pence=500_00)
    assert split(at.worked(work, 9)[0]) == ([("School Improvement Fund", 50_00)], 250_00)
    fund = Fund.objects.get()
    (row,) = fund_figures.by_school(fund, fund_figures.carried(fund))
    assert (row.name, row.delivered, row.left, row.at_its_cap) == ("Leyburn Primary School", 500_00, -400_00, True)


def test_a_credit_gives_each_fund_back_what_it_carried(at: Funded):
    first, second = at.fund(total_pence=200_00), at.fund(name="Reading Fund")
    work = at.carried((first, 200_00), (second, 50_00))
    (line,) = at.worked(work, 10)
    credit = at.credited(line)
    assert split(credit) == ([("School Improvement Fund", -200_00), ("Reading Fund", -50_00)], -50_00)
    assert set(Fund.objects.values_list("spent_pence", flat=True)) == {0}
    assert split(at.worked(work, 11)[0]) == split(line)


def test_a_day_outside_its_period_a_fund_does_not_carry(at: Funded):
    fund = at.fund(starts=date(2026, 11, 11))
    lines = at.worked(at.carried((fund, 900_00)), 10, 11)
    assert [split(line)[1] for line in lines] == [300_00, 0]


def test_a_fund_closed_in_the_middle_is_free_of_what_it_promised_and_the_office_is_told(at: Funded):
    fund = at.fund()
    work = at.carried((fund, 900_00))
    at.worked(work, 10)
    closed = funds.close(fund, note="The council stopped the programme.", by=at.finn, at=NOW)
    assert [rest.share.deployment for rest in funds.orphaned(closed)] == [work]
    figures = fund_figures.of([closed])[closed.pk]
    assert (figures.delivered, figures.committed, figures.left) == (300_00, 0, 4_700_00)
    assert split(at.worked(work, 11)[0]) == ([], 300_00)
    told = Message.objects.filter(kind="payments.fund_closed")
    assert set(told.values_list("to_name", flat=True)) == {"Finn Metcalfe", "Margaret Alderson"}
    with pytest.raises(AlreadyMoved):
        funds.close(Fund.objects.get(), note="Again", by=at.finn, at=NOW)


def test_what_is_left_goes_into_the_next_years_fund_with_what_was_promised(at: Funded):
    fund = at.fund(kept_back_percent=5)
    work = at.carried((fund, 900_00))
    (line,) = at.worked(work, 10)
    new = funds.roll(fund, name="Next year", ends=date(2028, 8, 31), added_pence=100_00, by=at.finn, at=NOW)
    assert (new.carried_pence, new.total_pence, new.kept_back_pence) == (4_450_00, 4_550_00, 5_00)
    old, later = (fund_figures.of(Fund.objects.all())[pk] for pk in (fund.pk, new.pk))
    assert (old.left, later.committed, later.left) == (0, 600_00, 3_945_00)
    assert split(at.worked(work, 11)[0])[0] == [("Next year", 300_00)]
    at.credited(line)
    old, later = (fund_figures.of(Fund.objects.all())[pk] for pk in (fund.pk, new.pk))
    assert (old.left, old.delivered, later.committed, later.left) == (0, 0, 600_00, 3_945_00)
    assert funds.roll(fund, name="Again", ends=date(2028, 8, 31), added_pence=0, by=at.finn, at=NOW) == new


def test_nobody_promises_what_a_fund_does_not_have(at: Funded):
    fund = at.fund(total_pence=1_000_00, cap_a_school_half_days=4)
    work = at.agreed(half_days=6)
    for pence, said in ((900_01, "The work costs £900"), (601_00, "has £1,000 and 2 days left for this school")):
        with pytest.raises(Refused, match=said):
            funds.share_out(work, [(fund, pence)], cost=(900_00, 6), by=at.finn, at=NOW)
    at.carried((fund, 600_00), deployment=work)
    with pytest.raises(Refused, match="cannot be less"):
        funds.change(fund, terms(total_pence=599_00), by=at.finn, at=NOW)
    at.carried(deployment=work)
    assert not FundShare.objects.exists()


def test_only_who_looks_after_the_money_opens_changes_and_promises(at: Funded):
    fund, work = at.fund(), at.agreed()
    colin = at.coordinator()
    for verb in (
        lambda: funds.begin(at.alliance, terms(name="Mine"), by=colin, at=NOW),
        lambda: funds.change(fund, terms(), by=colin, at=NOW),
        lambda: funds.close(fund, note="No", by=colin, at=NOW),
        lambda: funds.roll(fund, name="New", ends=date(2028, 8, 31), added_pence=0, by=colin, at=NOW),
        lambda: funds.share_out(work, [], cost=(900_00, 6), by=colin, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_who_a_fund_is_for(at: Funded):
    english, maths = cast.area(), cast.area("maths")
    for_all = at.fund()
    at.fund(name="Reeth alone", schools=[at.reeth])
    heads = at.fund(name="Heads", roles=["headteacher"], areas=[english])
    found = funds.eligible(at.alliance.pk, at.leyburn.pk, english.pk, on=NOW.date())
    assert set(found) == {for_all, heads}
    assert funds.eligible(at.alliance.pk, at.leyburn.pk, english.pk, on=NOW.date(), role="system_leader") == [for_all]
    assert funds.eligible(at.alliance.pk, at.leyburn.pk, maths.pk, on=NOW.date()) == [for_all]


def test_the_database_itself_holds_the_bounds(at: Funded):
    fund = at.fund()
    (line,) = at.worked(at.carried((fund, 900_00)), 10)
    other, share = at.fund(name="Other"), at.share(fund)
    for wrong in (
        lambda: FundSpend.objects.create(
            alliance=at.alliance, fund=other, share=share, line=line, pence=1, charge_pence=300_00
        ),
        lambda: FundSpend.objects.update(pence=1),
        lambda: Fund.objects.filter(pk=fund.pk).update(spent_pence=5_000_01),
        lambda: FundShare.objects.update(spent_pence=900_01),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()


def test_finance_is_reminded_once_of_a_report_and_writes_it(at: Funded):
    fund = at.fund(reports=[date(2026, 12, 10), date(2027, 8, 31)])
    assert (fund_reports.remind(at=AFTER), fund_reports.remind(at=AFTER)) == (1, 0)
    report = fund.reports.first()
    fund_reports.give(report, kept_back_for="A coordinator.", added="Two more schools.", by=at.finn, at=AFTER)
    with pytest.raises(Refused):
        fund_reports.give(report, kept_back_for="Changed", added="", by=at.finn, at=AFTER)
    assert fund.reports.first().kept_back_for == "A coordinator."
    at.worked(at.carried((fund, 900_00)), 10)
    said = fund_reports.csv(fund).decode("utf-8-sig").splitlines()
    assert said[-1] == "TOTAL,1 lines,,,2,,300.00"
    assert b"%PDF" in fund_reports.pdf(fund, report, at=AFTER)[:10]


def test_a_thousand_lines_ask_no_more_than_one(at: Funded):
    lines = at.worked(at.carried((at.fund(), 900_00)), 9, 10, 11)
    FundSpend.objects.all().delete()
    FundShare.objects.update(spent_pence=0, spent_half_days=0)
    Fund.objects.update(spent_pence=0)
    asked = []
    for some_lines in (lines[:1], lines[1:]):
        with CaptureQueriesContext(connection) as found:
            spreading.spread(some_lines)
        asked.append(len(found))
    assert asked[0] == asked[1] <= 11


@pytest.fixture
def three_lines(at: Funded) -> list[DueLine]:
    return at.worked(at.agreed(half_days=6, flow="grant"), 9, 10, 11)


@given(
    totals=some.lists(some.integers(0, 1_000_00), min_size=1, max_size=3),
    shares=some.lists(some.integers(0, 300_00), min_size=3, max_size=3),
    cap=some.none() | some.integers(0, 600_00),
    half_days=some.none() | some.integers(0, 5),
    charges=some.lists(some.integers(0, 500_01), min_size=3, max_size=3),
    credited=some.sets(some.integers(0, 2)),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_agree_to_the_penny(
    at: Funded, three_lines: list[DueLine], totals, shares, cap, half_days, charges, credited
):
    with transaction.atomic():
        opened = [at.fund(name=f"Fund {n}", total_pence=pence) for n, pence in enumerate(totals)]
        wanted = [(fund, min(share, fund.total_pence)) for fund, share in zip(opened, shares, strict=False)]
        at.carried(*wanted, deployment=three_lines[0].visit.deployment)
        Fund.objects.update(cap_a_school_pence=cap, cap_a_school_half_days=half_days)
        for line, pence in zip(three_lines, charges, strict=True):
            DueLine.objects.filter(pk=line.pk).update(charge_pence=pence)
        spreading.spread(list(DueLine.objects.all()))
        for number in credited:
            at.credited(DueLine.objects.get(pk=three_lines[number].pk))
        holds(cap, half_days)
        transaction.set_rollback(True)


def holds(cap: int | None, half_days: int | None) -> None:
    for line in DueLine.objects.all():
        carried, payers = split(line)
        assert (payers >= 0) if line.charge_pence >= 0 else (payers <= 0)
        if line.reverses_id:
            assert carried == [(name, -pence) for name, pence in split(line.reverses)[0]]
    for fund in Fund.objects.all():
        spent = fund.spends.aggregate(pence=Sum("pence"), half_days=Sum("half_days"))
        assert (spent["pence"] or 0) == fund.spent_pence == sum(s.spent_pence for s in fund.shares.all())
        assert fund.spent_pence <= min(fund.total_pence, fund.total_pence if cap is None else cap)
        assert half_days is None or (spent["half_days"] or 0) <= half_days
