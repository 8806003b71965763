"""Paid too little or too much: the next statement says so in a line of its own, to the penny."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from drystone.lifecycle import Refused
from drystone.mail.models import Message
from drystone.payments import answers, handover, statements
from drystone.payments.models import DueLine, Statement
from drystone.payments.reconciling import reconcile
from tests.payments.owed import Owed
from tests.payments.test_answers import LATER, kept
from tests.supporting_pages import account, said

DECEMBER = date(2026, 12, 1)


@pytest.fixture
def handed(at: Owed) -> Owed:
    at.approved()
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=LATER)
    return at


def paid(at: Owed, amount: str) -> DueLine | None:
    answers.take(kept(at, f"1,paid,15/12/2026,{amount},,"), by=at.finn, at=LATER)
    return DueLine.objects.filter(kind="carried").first()


@pytest.mark.parametrize(
    ("amount", "pence", "word"), [("140.01", 4_99, "little"), ("150", -5_00, "much"), ("145.01", -1, "much")]
)
def test_what_was_paid_otherwise_is_a_line_of_its_own(handed: Owed, amount: str, pence: int, word: str):
    line = paid(handed, amount)
    assert line is not None
    assert (line.reimbursement_pence, line.charge_pence, line.half_days) == (pence, 0, 0)
    assert line.explanation.startswith("Paid £")
    assert f"too {word} for statement 1 on Tuesday 15 December 2026" in line.explanation
    assert Statement.objects.get().state == "paid"


def test_what_is_paid_as_stated_carries_nothing(handed: Owed):
    assert paid(handed, "145") is None


def test_it_comes_onto_the_next_statement_and_page_paper_and_table_say_so(handed: Owed):
    line = paid(handed, "140")
    assert statements.prepare(handed.alliance, date(2026, 11, 1), by=None, at=LATER) == []
    (statement,) = statements.prepare(handed.alliance, DECEMBER, by=None, at=LATER)
    assert (statement.total_pence, list(statement.lines.all())) == (5_00, [line])
    shown = said(account(handed.finn).get(reverse("office-statement", args=[statement.pk])))
    assert "Paid £5 too little for statement 1" in shown
    assert reverse("office-due-line-credit", args=[line.pk]) not in shown
    assert "Paid £5 too little for statement 1" in statements.words(statement)
    assert statements.prepare(handed.alliance, DECEMBER, by=None, at=LATER) == []


def test_what_was_paid_too_much_waits_until_there_is_something_to_take_it_off(handed: Owed):
    paid(handed, "150")
    assert statements.prepare(handed.alliance, DECEMBER, by=None, at=LATER) == []
    handed.delivered(day=9)
    handed.pulled()
    (statement,) = statements.prepare(handed.alliance, DECEMBER, by=None, at=LATER)
    assert statement.total_pence == 145_00 - 5_00


def test_it_cannot_be_reversed_nor_stand_without_its_answer(handed: Owed):
    line = paid(handed, "140")
    assert line is not None
    with pytest.raises(Refused, match="What was carried stands"):
        statements.credit(line, note="No.", by=handed.finn, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        DueLine.objects.filter(pk=line.pk).update(answer=None)


def test_the_page_of_the_file_says_what_will_be_carried_before_it_is_taken(handed: Owed):
    file = kept(handed, "1,paid,10/11/2026,140,,")
    shown = said(account(handed.finn).get(reverse("office-answer-file", args=[file.pk])))
    assert "£5 less than the £145 stated: carried to the next statement" in shown


def test_a_period_is_reconciled_with_what_was_paid_otherwise_told_apart(handed: Owed):
    paid(handed, "140")
    found = reconcile(handed.alliance, date(2026, 11, 1), date(2026, 12, 31))
    assert (found.reimbursed.due, found.reimbursed.paid) == (145_00, 145_00)
    assert [
        (each.what, each.count, each.pence) for each in found.differences if "not what was stated" in each.what
    ] == [("payments that were not what was stated", 1, 5_00)]


def test_the_school_is_told_what_was_carried(handed: Owed):
    paid(handed, "140")
    note = Message.objects.get(kind="payments.paid")
    assert "£140 was paid" in note.text
    assert "£5 less than was stated" in note.text
