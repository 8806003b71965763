"""What a home school gave and got in a year: days by leader and term, money by step, and when it comes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from drystone.deployment.models import VatCode
from drystone.payments import arriving, handover, home_side
from drystone.payments.models import DueLine, Statement
from drystone.people.models import Post
from drystone.people.roles import Role
from drystone.reports import year
from tests import cast
from tests.payments.owed import AFTER, Owed
from tests.payments.test_due_line import facilitation
from tests.postgres import OPENING
from tests.supporting_pages import account, opened, said

YEAR = 2026


def paid(at: Owed) -> Statement:
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    return handover.mark_paid(Statement.objects.get(), by=at.finn, at=AFTER + timedelta(days=9))


def test_days_stand_by_leader_and_term_and_each_pound_at_one_step(at: Owed):
    deployment = at.agreed()
    at.sent(deployment=deployment, half_days=2)
    at.delivered(deployment, 9)
    at.pulled()
    found = home_side.of(at.alliance, at.reeth, YEAR)
    assert (found.terms, [(each.name, each.whole) for each in found.leaders]) == (
        ["Autumn term 2026"],
        [("Tom Raine", 3)],
    )
    assert (found.money["to_confirm"], found.money["waits"], found.owed) == (290_00, 145_00, 435_00)
    assert (found.given, found.had) == (3, 0)
    assert home_side.of(at.alliance, at.leyburn, YEAR).had == 3
    assert home_side.of(at.alliance, at.reeth, YEAR - 1).given == 0


def test_leading_a_group_counts_until_it_is_taken_back(at: Owed):
    facilitation(at, half_days=2)
    (line,) = at.pulled()
    assert home_side.of(at.alliance, at.reeth, YEAR).given == 2
    at.credited(line)
    assert home_side.of(at.alliance, at.reeth, YEAR).given == 0


def test_money_goes_from_step_to_step(at: Owed):
    at.approved()
    assert home_side.of(at.alliance, at.reeth, YEAR).money["approved"] == 145_00
    paid(at)
    found = home_side.of(at.alliance, at.reeth, YEAR)
    assert (found.money["paid"], found.money["approved"]) == (145_00, 0)
    assert found.statements[0].paid_on == (AFTER + timedelta(days=9)).date()


def test_what_came_back_and_was_paid_again_stands_once_by_its_last_day(at: Owed):
    at.approved()
    statement, later = paid(at), AFTER + timedelta(days=20)
    handover.mark_returned(statement, note="The account is closed.", by=at.finn, at=later)
    handover.mark_paid(statement, by=at.finn, at=later)
    (shown,) = home_side.of(at.alliance, at.reeth, YEAR).statements
    assert shown.paid_on == later.date()
    on = later.date() + timedelta(days=1)
    assert (arriving.since_handover(at.alliance, on=on).of, arriving.since_work(at.alliance, on=on).of) == (1, 1)
    assert [wait.of for wait in arriving.by_month(at.alliance, on=on).values()] == [1]


def test_what_was_paid_too_little_is_owed_once(at: Owed):
    at.approved()
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    handover.mark_paid(Statement.objects.get(), pence=140_00, by=at.finn, at=AFTER)
    assert DueLine.objects.get(kind="carried").reimbursement_pence == 5_00
    assert home_side.of(at.alliance, at.reeth, YEAR).owed == 145_00
    assert year.due(at.alliance, (YEAR,))[YEAR]["Owed to home schools"].pence == 145_00


def test_a_sum_that_is_paid_has_its_vat(at: Owed):
    at.sent(deployment=at.agreed(vat_code=VatCode.STANDARD))
    page = account(at.ann)
    assert "£174" in said(page.get(reverse("school-given")))
    assert b"174.00" in b"".join(page.get(reverse("school-given"), {"as": "statements"}).streaming_content)


@pytest.mark.parametrize(
    ("days", "told"),
    [({}, (0, 0, 0)), ({9: 4}, (4, 9, 9)), ({2: 5, 30: 4, 90: 1}, (10, 2, 30)), ({-3: 1}, (1, 0, 0))],
)
def test_half_and_nine_of_ten_are_counted(days: dict, told: tuple):
    found = arriving.wait(days)
    assert (found.of, found.middle, found.most) == told


def test_how_long_money_takes_is_said_only_of_enough_payments(at: Owed):
    at.approved()
    paid(at)
    found = arriving.since_handover(at.alliance, on=AFTER.date() + timedelta(days=10))
    assert (found.of, found.middle, found.is_known) == (1, 9, False)
    assert arriving.since_handover(at.alliance, on=AFTER.date() + timedelta(days=400)).of == 0


def test_the_head_and_the_finance_contact_read_it_and_nobody_else(at: Owed):
    at.sent(half_days=2)
    page = reverse("school-given")
    linda = cast.post(cast.person("Linda Birkbeck"), Role.FINANCE_CONTACT, at.alliance, at.reeth)
    for who in (at.ann, linda.person):
        shown = said(account(who).get(page))
        assert "What your school gave and got" in shown
        assert "£290" in shown
        assert "Tom Raine" in shown
    assert "No school is recorded for you" in said(account(at.leader).get(page))
    theirs = said(account(at.susan).get(page))
    assert "Leyburn Primary School" in theirs
    assert "£290" not in theirs
    assert account(at.susan).get(page, {"school": at.reeth.pk}).status_code == 404


def test_the_link_to_a_statement_opens_it_as_long_as_she_speaks_for_the_schools_money(at: Owed):
    statement = at.sent()
    link = at.link(at.ann, "statement")
    browser, there = opened(link)
    page = reverse("school-given-of", args=[statement.pk])
    assert page in browser.get(there).content.decode()
    assert "Waits for your school to confirm it." in said(browser.get(page))
    Post.objects.filter(person=at.ann, role=Role.HEAD).update(ends=date(2026, 11, 1))
    assert browser.get(page).status_code == 403


def test_when_the_money_comes_is_said_for_each_statement(at: Owed):
    at.approved()
    page = reverse("school-given")
    assert "goes to the Alliance’s finance office next" in said(account(at.ann).get(page))
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    assert "With the Alliance’s finance office since Tuesday 1 December 2026." in said(account(at.ann).get(page))
    handover.mark_paid(Statement.objects.get(), by=at.finn, at=AFTER + timedelta(days=9))
    assert "Paid Thursday 10 December 2026." in said(account(at.ann).get(page))


def test_both_tables_go_into_a_spreadsheet(at: Owed):
    at.reeth.name = "=Reeth"
    at.reeth.save()
    at.sent(half_days=2)
    ann = account(at.ann)

    def rows(kind: str) -> list[str]:
        answer = ann.get(reverse("school-given"), {"as": kind})
        return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert rows("days") == ["System Leader,Autumn term 2026,Days in all", "Tom Raine,1.0,1.0"]
    assert rows("statements")[1].startswith("1,2026-11,290.00,")
    assert ann.get(reverse("school-given"), {"as": "exe"}).status_code == 404


def test_the_page_asks_as_much_however_much_was_given(at: Owed, query_count):
    def cost() -> int:
        with query_count() as asked:
            said(ann.get(reverse("school-given")))
        return len(asked)

    deployment, ann = at.agreed(), account(at.ann)
    at.sent(deployment=deployment)
    cost()
    few = cost()
    at.add_leader("Farah Siddiqui")
    for day in (3, 4, 5):
        at.delivered(deployment, day)
    at.pulled()
    at.prepared(month=date(2026, 12, 1))
    assert (cost(), few <= 15 + OPENING) == (few, True)
