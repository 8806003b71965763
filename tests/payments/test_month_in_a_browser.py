"""A month of money as its people press it: a visit that is disputed waits, a line is reversed, finance answers."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from drystone.deployment import records
from drystone.payments import handover, statements
from drystone.payments.models import DueLine, Rate, Statement
from drystone.people import policies
from tests.browsing import DESK, PHONE
from tests.clock import LONDON, NOW
from tests.payments.owed import AFTER, Owed
from tests.payments.test_due_line import facilitation
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
JANUARY = datetime(2027, 1, 4, 9, tzinfo=LONDON)


@pytest.fixture
def enter(open_browser, live_server):
    """`enter(person, "office-statement", pk)` is her page at a desk; `kind=PHONE` on a telephone."""

    def entered(person, name: str, *args, kind=DESK) -> Page:
        page = signed_in(open_browser(kind), live_server.url, person).new_page()
        page.goto(live_server.url + reverse(name, args=args))
        return page

    return entered


def test_a_visit_that_is_disputed_waits_until_it_is_settled(enter, looks_right, clock):
    at = Owed()
    record = at.written_up(at.planned(day=10)).record
    kate = enter(at.kate, "school-visit-record", record.pk, kind=PHONE)
    kate.get_by_label("Something is not right").check()
    kate.locator("textarea").fill("You came for an hour, not for half a day.")
    looks_right(kate, "a record is disputed")
    kate.get_by_role("button", name="Send my answer").click()
    kate.get_by_text("Thank you.").wait_for()

    clock.move_to(AFTER)
    assert at.pulled() == []
    office = enter(at.margaret, "school-visit-record", record.pk)
    office.get_by_role("link", name="Settle it").click()
    office.locator("textarea").fill("Both agree: half a day, with the way there.")
    looks_right(office, "a disputed record is settled")
    office.get_by_role("button", name="Settle").click()
    office.get_by_text("Settled.").wait_for()
    (line,) = at.pulled()
    assert (line.on, line.reimbursement_pence) == (date(2026, 11, 10), 145_00)


def test_a_line_is_reversed_and_comes_off_the_next_statement(enter, looks_right, clock):
    at = Owed()
    clock.move_to(AFTER)
    statement = at.confirmed()
    office = enter(at.margaret, "office-statement", statement.pk)
    office.get_by_role("link", name="Reverse").click()
    office.get_by_label("Why").fill("The visit was the school's own.")
    looks_right(office, "reverse a line")
    office.get_by_role("button", name="Reverse it").click()
    office.get_by_text("Reversed. It comes off").first.wait_for()
    looks_right(office, "a statement with a reversed line")
    credit = DueLine.objects.get(kind="credit")
    assert (credit.reimbursement_pence, credit.statement) == (-145_00, None)

    clock.move_to(JANUARY)
    at.delivered(day=9, half_days=2)
    at.pulled()
    (later,) = statements.prepare(at.alliance, date(2026, 12, 1), by=None, at=JANUARY)
    finn = enter(at.finn, "office-statement", later.pk, kind=PHONE)
    finn.get_by_text("Credit:").wait_for()
    assert later.total_pence == 290_00 - 145_00
    looks_right(finn, "a statement with a credit")


def test_finance_answers_with_less_and_the_rest_comes_onto_the_next_statement(enter, looks_right, clock):
    at = Owed()
    clock.move_to(AFTER)
    at.approved()
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)

    clock.move_to(datetime(2026, 12, 16, 9, tzinfo=LONDON))
    finn = enter(at.finn, "office-statements")
    finn.get_by_role("navigation", name="Money").get_by_role("link", name="What finance answers").click()
    answered(finn, "Statement,Paid or returned,Date,Amount,Reference,Reason\n1,paid,15/12/2026,£140,BACS-0117,\n")
    finn.get_by_text("£5 less than the £145 stated: carried to the next statement").wait_for()
    looks_right(finn, "what finance answers, row by row")
    finn.get_by_role("button", name="Record what finance says").click()
    finn.get_by_text("Taken. The schools that were paid are told by mail.").wait_for()
    assert Statement.objects.get().state == "paid"

    clock.move_to(JANUARY)
    (later,) = statements.prepare(at.alliance, date(2026, 12, 1), by=None, at=JANUARY)
    page = enter(at.finn, "office-statement", later.pk, kind=PHONE)
    page.get_by_text("Paid £5 too little for statement 1").wait_for()
    looks_right(page, "a statement with what was carried")
    assert later.total_pence == 5_00


def test_a_day_of_a_facilitator_waits_for_a_rate_until_the_card_has_one(enter, looks_right, clock):
    at = Owed()
    Rate.objects.filter(role="system_leader").update(since=date(2026, 11, 20))
    facilitation(at, half_days=2)
    clock.move_to(AFTER)
    assert at.pulled() == []
    for kind in (DESK, PHONE):
        finn = enter(at.finn, "office-reconciliation", kind=kind)
        finn.get_by_text("Meetings facilitated without a rate for a day of a System Leader: 1").wait_for()
        finn.get_by_text("begins on Tuesday 10 November 2026 or before").wait_for()
        looks_right(finn, f"a day of a facilitator has no rate, {kind['viewport']['width']}")
    card = enter(at.finn, "office-rates")
    card.get_by_text("Not due yet: meetings facilitated without a rate").wait_for()
    looks_right(card, "the rate card says what waits for it")
    card.get_by_role("radio", name="System Leader").check()
    for name, value in (("Day", "1"), ("Month", "9"), ("Year", "2026")):
        card.get_by_role("group", name="From").get_by_label(name).fill(value)
    card.get_by_label("Price, in pounds").fill("300")
    card.get_by_role("button", name="Change the rate").click()
    card.get_by_text("£300 charged and £300 paid for a day from Tuesday 1 September 2026").wait_for()
    (line,) = at.pulled()
    assert (line.on, line.reimbursement_pence) == (date(2026, 11, 10), 300_00)


def answered(page: Page, rows: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": "december.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.get_by_role("button", name="Look at the file").click()


def test_a_dispute_after_the_statement_went_out_holds_the_second_signature(enter, looks_right, clock):
    at = Owed()
    policies.change(at.alliance, {"half_termly": True}, by=at.margaret, at=NOW)
    at.alliance.refresh_from_db()
    record = at.written_up(at.planned(day=10)).record
    clock.move_to(AFTER)
    at.pulled()
    statement = statements.send(at.prepared()[0], by=at.finn, at=AFTER)
    statements.confirm(statement, typed_name="Ann Peel", typed_role="Headteacher", by=at.ann, at=AFTER)
    records.dispute(record, "You came for an hour.", by=at.kate, at=AFTER)
    office = enter(at.margaret, "office-statement", statement.pk)
    looks_right(office, "a statement with a visit that is disputed")
    office.get_by_role("button", name="Approve").click()
    office.get_by_text("Settle that first").wait_for()
    office.get_by_role("link", name="Settle it").click()
    office.locator("textarea").fill("Both agree: half a day, with the way there.")
    office.get_by_role("button", name="Settle").click()
    office.get_by_text("Settled.").wait_for()
    office = enter(at.margaret, "office-statement", statement.pk)
    office.get_by_role("button", name="Approve").click()
    office.get_by_text("Waiting to be handed over").wait_for()
    looks_right(enter(at.margaret, "office-statements"), "statements of a half-term")
