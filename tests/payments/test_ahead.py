"""Cash ahead: each pound in one kind and one month, what planned visits cost by the rule that makes their lines."""

from datetime import date, datetime, timedelta

from django.urls import reverse

from drystone.deployment import visits
from drystone.deployment.models import Flow, VatCode
from drystone.payments import ahead, arriving, charges, handover, statements
from drystone.payments.models import Statement
from tests.clock import LONDON
from tests.payments.funded import Funded
from tests.payments.owed import AFTER, NOVEMBER, Owed
from tests.postgres import OPENING
from tests.supporting_pages import account, said

TODAY = AFTER.date()


def sums(at: Owed, side: str, today: date = TODAY) -> dict[tuple[int, str], int]:
    """By month's number and kind, what is not nothing."""
    found = ahead.ahead(at.alliance, today=today)
    each = ((month.first.month, getattr(month, side)) for month in found.months)
    return {(number, kind): pence for number, kinds in each for kind, pence in kinds.items() if pence}


def test_each_pound_goes_from_planned_to_done_to_stated_to_paid(at: Owed):
    deployment = at.agreed()
    visit = at.planned(deployment, 10)
    assert sums(at, "schools") == {(1, "planned"): 145_00}
    assert sums(at, "payers") == {(1, "planned"): 150_00}
    at.written_up(visit)
    assert sums(at, "schools") == {(1, "done"): 145_00}
    at.pulled()
    (statement,) = at.prepared()
    assert sums(at, "schools") == {(1, "done"): 145_00}
    statements.send(statement, by=at.finn, at=AFTER)
    assert sums(at, "schools") == {(1, "stated"): 145_00}
    statements.confirm(statement, typed_name="Ann Peel", typed_role="Head", by=at.ann, at=AFTER)
    statements.approve(statement, by=at.margaret, at=AFTER)
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    handover.mark_paid(Statement.objects.get(), by=at.finn, at=AFTER)
    assert sums(at, "schools") == {}
    assert sums(at, "payers") == {(1, "done"): 150_00}


def test_a_charge_that_is_not_issued_is_not_stated(at: Owed):
    schedule = charges.approve(at.charged(), by=at.finn, at=AFTER)
    assert sums(at, "payers") == {(1, "done"): 150_00}
    charges.issue(schedule, by=at.margaret, at=AFTER)
    assert sums(at, "payers") == {(1, "stated"): 150_00}
    charges.mark_paid(schedule, by=at.finn, at=AFTER)
    assert sums(at, "payers") == {}


def test_what_is_late_already_stands_in_this_month(at: Owed):
    at.sent()
    assert sums(at, "schools", date(2027, 6, 9)) == {(6, "stated"): 145_00}


def test_nothing_is_expected_beyond_what_is_agreed(at: Owed):
    deployment = at.agreed(half_days=3)
    at.delivered(deployment, 3, half_days=2)
    at.planned(deployment, 20)
    at.pulled()
    deployment.agreements.update(half_days=2)
    assert sums(at, "schools") == {(1, "done"): 290_00}


def test_each_flow_is_expected_where_its_money_goes(at: Owed):
    deployment = at.agreed()
    at.planned(deployment, 20, half_days=2)
    for flow, charge, back, seen in (
        (Flow.DIRECT, 290_00, 290_00, ({}, {})),
        (Flow.REIMBURSED, 0, 290_00, ({(1, "planned"): 290_00}, {})),
        (Flow.NIL, 0, 0, ({}, {})),
    ):
        deployment.agreements.update(flow=flow, charge_pence=charge, reimbursement_pence=back)
        assert (sums(at, "schools"), sums(at, "payers")) == seen


def test_what_funds_carry_is_not_expected_from_payers(db: None):
    at = Funded()
    deployment = at.carried((at.fund(), 400_00))
    at.planned(deployment, 20, half_days=2)
    at.planned(deployment, 24, half_days=2)
    assert sums(at, "payers") == {(1, "planned"): 200_00}


def test_how_long_it_took_is_counted_line_by_line(at: Owed):
    deployment = at.agreed()
    for day in (3, 4, 5, 6):
        at.delivered(deployment, day)
    statements.approve(at.confirmed(deployment=deployment), by=at.margaret, at=AFTER)
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    handover.mark_paid(Statement.objects.get(), by=at.finn, at=AFTER)
    found = arriving.since_work(at.alliance, on=TODAY)
    assert (found.of, found.middle, found.most, found.is_known) == (5, 26, 28, True)
    assert ahead.reckoned(found, at.alliance) == 26


def test_the_page_says_both_sides_and_gives_a_file(at: Owed):
    at.planned(at.agreed(vat_code=VatCode.STANDARD), 20)
    finn, page = account(at.finn), reverse("office-ahead")
    shown = said(finn.get(page))
    assert "£145 will go to home schools and £150 come from payers" in shown
    answer = finn.get(page, {"as": "csv"})
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert "2027-01,From payers,150.00,0.00,0.00,150.00" in rows


def test_where_nothing_is_ahead_the_page_says_so(at: Owed):
    assert "No money is ahead" in said(account(at.finn).get(reverse("office-ahead")))


def test_the_page_asks_as_much_however_much_is_ahead(db: None, query_count):
    def cost() -> int:
        with query_count() as asked:
            said(finn.get(reverse("office-ahead")))
        return len(asked)

    at = Owed(granted=60)
    finn, deployment = account(at.finn), at.agreed()
    at.sent(deployment=deployment)
    at.planned(deployment, 20)
    cost()
    few = cost()
    other = at.agreed()
    for day in (3, 4):
        at.delivered(other, day)
        at.planned(other, day + 20)
    at.pulled()
    charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)
    assert (cost(), few <= 15 + OPENING) == (few, True)


def test_visits_far_ahead_stand_in_their_own_months(at: Owed):
    deployment = at.agreed(ends=date(2027, 3, 1))
    starts = datetime(2027, 2, 9, 9, tzinfo=LONDON)
    visits.plan(deployment, starts_at=starts, ends_at=starts + timedelta(hours=3), half_days=1, **at.by(at.leader))
    assert sums(at, "schools") == {(4, "planned"): 145_00}
