"""A file of finance is read row by row, shown, and taken once; the home school is told what was paid."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import answers, handover
from drystone.payments.models import Answer, AnswerFile, Statement
from tests import cast
from tests.clock import LONDON
from tests.payments.owed import Owed
from tests.signing_in import sign_in

LATER = datetime(2026, 12, 16, 9, tzinfo=LONDON)
HEADER = "Statement,Paid or returned,Date,Amount,Reference,Reason"
PAID = "1,paid,15/12/2026,£145.00,BACS-0117,"


@pytest.fixture
def handed(at: Owed) -> Owed:
    at.approved()
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=LATER)
    return at


def kept(at: Owed, *rows: str, header: str = HEADER) -> AnswerFile:
    file = "\r\n".join([header, *rows]).encode()
    return answers.keep(at.alliance, "december.csv", file, by=at.finn, at=LATER)


def read(at: Owed, *rows: str) -> list[str]:
    """What is wrong with each row."""
    return [row.problem for row in answers.understood(kept(at, *rows), today=LATER.date())]


def test_what_is_paid_is_paid_and_the_home_school_is_told(handed: Owed):
    answers.take(kept(handed, PAID), by=handed.finn, at=LATER)
    assert Statement.objects.get().state == "paid"
    answer = Answer.objects.get()
    assert (answer.on, answer.pence, answer.reference) == (date(2026, 12, 15), 145_00, "BACS-0117")
    note = Message.objects.get(kind="payments.paid")
    assert (note.to_address, note.subject) == (handed.ann.email, "£145 was paid for November 2026")
    assert "£145 was paid on Tuesday 15 December 2026, reference BACS-0117, for statement 1" in note.text


def test_what_came_back_is_returned_with_its_reason_and_may_be_paid_later(handed: Owed):
    answers.take(kept(handed, "1,Returned,2026-12-15,145,,Account closed"), by=handed.finn, at=LATER)
    assert Statement.objects.get().state == "returned"
    assert not Message.objects.filter(kind="payments.paid").exists()
    told = Message.objects.get(kind="payments.returned")
    assert (told.to_address, told.subject) == (handed.ann.email, "The payment of £145 for November 2026 came back")
    assert "Account closed" in told.text
    assert read(handed, "1,returned,2026-12-15,145,,Again") == ["Statement 1 is recorded as returned already."]
    answers.take(kept(handed, PAID), by=handed.finn, at=LATER)
    assert Statement.objects.get().state == "paid"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (PAID, ""),
        ('1,PAID,2026-12-15," £ 145.0",,', ""),
        ("1,paid,15 December 2026,145", ""),
        ("7,paid,15/12/2026,145,,", "There is no statement “7”."),
        ("-1,paid,15/12/2026,145,,", "There is no statement “-1”."),
        ("=1+0,paid,15/12/2026,145,,", "There is no statement “=1+0”."),
        (",paid,15/12/2026,145,,", "The number of the statement is missing."),
        ("1,perhaps,15/12/2026,145,,", "Write paid or returned."),
        ("1,returned,15/12/2026,145,,", "Say why the payment came back."),
        ("1,paid,17/12/2026,145,,", "Thursday 17 December 2026 is still to come."),
        ("1,paid,31/10/2026,145,,", "Saturday 31 October 2026 is before November 2026, of which the statement is."),
        ("1,paid,soon,145,,", "Write the date as day, month, year, for example 15/12/2026."),
        ("1,paid,15/12/2026,1e9,,", "Write an amount in pounds, for example 300 or 312.50."),
        ("1,paid,15/12/2026,NaN,,", "Write an amount in pounds, for example 300 or 312.50."),
        ('1,paid,15/12/2026,"1,145.00",,', "£1,145 is more than twice the £145 of statement 1."),
        ("1,paid,15/12/2026,0,,", "Nothing was paid: write returned, and why."),
        ("1,returned,15/12/2026,140,,Account closed", "The file says £140; statement 1 is for £145."),
        ("1,paid,15/12/2026,145,A\x00B,", "The reference has to be one line of no more than 60 letters."),
    ],
)
def test_each_row_is_understood_or_says_what_is_wrong(handed: Owed, row: str, problem: str):
    assert read(handed, row) == [problem]


def test_a_payment_that_bounces_after_it_was_paid_is_open_again_and_may_be_paid_once_more(handed: Owed):
    answers.take(kept(handed, PAID), by=handed.finn, at=LATER)
    early = read(handed, "1,returned,14/12/2026,145,,Account closed")
    assert early == ["Monday 14 December 2026 is before Tuesday 15 December 2026, when it was paid."]
    bounced = kept(handed, "1,returned,15/12/2026,145,,Account closed")
    for _ in range(2):
        answers.take(bounced, by=handed.finn, at=LATER)
    assert Statement.objects.get().state == "returned"
    assert answers.keep(handed.alliance, "again.csv", bytes(bounced.file), by=handed.finn, at=LATER) == bounced
    answers.take(kept(handed, "1,paid,16/12/2026,145,BACS-0118,"), by=handed.finn, at=LATER)
    said = [(each.outcome, each.turn, each.reference) for each in Answer.objects.order_by("pk")]
    assert said == [("paid", 1, "BACS-0117"), ("returned", 1, ""), ("paid", 2, "BACS-0118")]
    kinds = Message.objects.filter(kind__in=["payments.paid", "payments.returned"])
    assert [message.kind for message in kinds.order_by("pk")] == [
        "payments.paid", "payments.returned", "payments.paid",
    ]  # fmt: skip


def test_a_statement_stands_in_a_file_once_and_is_paid_once(handed: Owed):
    twice = "Statement 1 stands in this file before; one row for each."
    assert read(handed, PAID, "1,paid,14/12/2026,145") == ["", twice]
    answers.take(kept(handed, PAID), by=handed.finn, at=LATER)
    assert read(handed, PAID, "TOTAL,,,145") == ["Statement 1 is recorded as paid already."]


def test_what_was_not_handed_over_and_what_is_another_alliances_cannot_be_answered(at: Owed):
    at.approved()
    assert read(at, PAID) == ["Statement 1 has not been handed over to finance."]
    other = cast.alliance("Wensleydale Alliance", default=False)
    nina = cast.officer(other, "Nina Fawcett")
    file = answers.keep(other, "december.csv", f"{HEADER}\n{PAID}".encode(), by=nina, at=LATER)
    assert [row.problem for row in answers.understood(file, today=LATER.date())] == ["There is no statement “1”."]
    with pytest.raises(NotAllowed):
        answers.take(file, by=at.finn, at=LATER)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"PK\x03\x04...", "Save it as CSV"),
        (b"Statement;Date\n1;2", "missing: Paid or returned, Amount"),
        (HEADER.encode(), "0 rows"),
        (f'{HEADER}\n1,"paid'.encode(), "Line 2 cannot be read"),
        (b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(at: Owed, file: bytes, why: str):
    with pytest.raises(Refused, match=why):
        answers.keep(at.alliance, "file.csv", file, by=at.finn, at=LATER)
    assert not AnswerFile.objects.exists()


def test_the_right_rows_are_taken_and_the_wrong_ones_left_in_as_many_questions(handed: Owed, query_count):
    file = kept(handed, PAID, *(f"{number},paid,15/12/2026,145" for number in range(2, 40)))
    with query_count() as queries:
        rows = answers.understood(file, today=LATER.date())
    assert len(queries) == 2
    assert [row.problem == "" for row in rows] == [True] + [False] * 38
    answers.take(file, by=handed.finn, at=LATER)
    assert Answer.objects.count() == 1


def test_on_the_page_it_is_looked_at_then_pressed_and_the_same_file_changes_nothing(handed: Owed, client: Client):
    client = sign_in(client, handed.finn)
    listed, page = reverse("office-statements"), reverse("office-answers")
    assert "Answers awaited: 1." in client.get(listed).content.decode()
    rows = ["1,paid,10/11/2026,145", "2,<b>paid</b>,x,y,=HYPERLINK(0),", "<script>9</script>,paid,x,y,,"]
    hostile = "\n".join([HEADER, *rows]).encode()
    shown = client.post(page, {"file": SimpleUploadedFile("december.csv", hostile)}, follow=True)
    html = shown.content.decode()
    assert "1 row can be taken, 2 cannot" in html
    assert "There is no statement “&lt;script&gt;9&lt;/script&gt;”." in html
    assert "<script>9" not in html
    assert Statement.objects.get().state == "exported"
    address = shown.redirect_chain[-1][0]
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert Statement.objects.get().state == "paid"
    again = client.post(page, {"file": SimpleUploadedFile("december.csv", hostile)}, follow=True)
    assert "Nothing has changed." in again.content.decode()
    assert (AnswerFile.objects.count(), Answer.objects.count()) == (1, 1)
    assert Message.objects.filter(kind="payments.paid").count() == 1
    assert "All are answered." in client.get(listed).content.decode()
    assert "Choose the file." in client.post(page).content.decode()
