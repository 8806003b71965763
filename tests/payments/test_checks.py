"""Paid statements are checked, by chance or named; what is not shown is taken back by two people, off the next one."""

from datetime import datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drystone.history.models import Event
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import check_files, checks, due, handover, statements
from drystone.payments.models import Check, CheckDraw, CheckFile, CheckLine, DueLine, Statement
from drystone.people.models import Link, Person
from drystone.privacy import payment_evidence
from drystone.privacy.models import Retention
from tests import cast
from tests.clock import LONDON
from tests.payments.owed import AFTER, Owed
from tests.postgres import OPENING
from tests.supporting_pages import account, said

LATER = datetime(2026, 12, 4, 9, tzinfo=LONDON)
OVER = datetime(2026, 12, 21, 9, tzinfo=LONDON)
LONG_OVER = datetime(2027, 1, 25, 9, tzinfo=LONDON)
SHEET = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def paid(at: Owed) -> Statement:
    statement = at.approved()
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    return handover.mark_paid(Statement.objects.get(pk=statement.pk), by=at.finn, at=AFTER)


@pytest.fixture
def asked(at: Owed, paid: Statement) -> Check:
    return checks.name(paid, because="Two visits on one day.", by=at.finn, at=LATER)


def sheet(content: bytes = SHEET, name: str = "time sheet.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def messages(kind: str) -> list[tuple[str, str]]:
    rows = Message.objects.filter(kind=f"payments.{kind}").order_by("pk")
    return list(rows.values_list("to_address", "subject"))


def proposed(at: Owed, check: Check) -> Check:
    checks.show(check, says="It was a half-day.", by=at.ann, at=LATER)
    lines = list(checks.left(check).values())
    return checks.propose(check, found="partly", lines=lines, reason="No sheet.", by=at.finn, at=LATER)


def test_by_chance_a_share_is_drawn_once_and_can_be_drawn_again_by_anybody(at: Owed, paid: Statement):
    made = checks.draw(at.alliance, per_cent=5, after=0, by=at.finn, at=LATER)
    assert checks.draw(at.alliance, per_cent=50, after=0, by=at.margaret, at=LATER) == made
    check = Check.objects.get()
    assert (made.statements, check.statement, check.draw, check.state) == ([1], paid, made, "asked")
    assert (checks.again(made), len(made.seed)) == (True, 32)
    CheckDraw.objects.update(statements=[2, 3])
    assert not checks.again(CheckDraw.objects.get())
    assert messages("check_asked") == [
        (at.ann.email, "Please show what stands behind statement 1 of Reeth Primary School")
    ]
    letter = Message.objects.get(kind="payments.check_asked").text
    assert "was drawn by chance, which says nothing about your school" in letter
    with pytest.raises(Refused, match="Nothing was paid since"):
        checks.draw(at.alliance, per_cent=5, after=1, by=at.finn, at=OVER)


def test_what_is_recorded_as_paid_at_this_moment_belongs_to_the_next_draw(at: Owed, paid: Statement):
    with pytest.raises(Refused, match="Nothing was paid"):
        checks.draw(at.alliance, per_cent=100, after=0, by=at.finn, at=AFTER + timedelta(minutes=4))
    assert checks.draw(at.alliance, per_cent=100, after=0, by=at.finn, at=AFTER + timedelta(minutes=5)).checks.count()


def test_one_is_named_with_a_reason_once_and_only_when_it_is_paid(at: Owed, paid: Statement):
    made = [checks.name(paid, because=why, by=at.finn, at=LATER) for why in ("Two visits.", "Again")]
    assert (made[0], made[0].because) == (made[1], "Two visits.")
    assert len(messages("check_asked")) == 1
    with pytest.raises(Refused, match="Nothing was paid"):
        checks.draw(at.alliance, per_cent=100, after=0, by=at.finn, at=LATER)
    Check.objects.all().delete()
    handover.mark_returned(paid, note="Closed", by=at.finn, at=LATER)
    with pytest.raises(Refused, match="Only a statement that is paid"):
        checks.name(paid, because="Why not", by=at.finn, at=LATER)


def test_in_order_changes_nothing_and_the_school_is_told(at: Owed, asked: Check):
    with pytest.raises(Refused, match="Add a file, or write"):
        checks.show(asked, says=" ", by=at.ann, at=LATER)
    check_files.add(asked, sheet(), by=at.ann, at=LATER)
    checks.show(asked, says="", by=at.ann, at=LATER)
    assert set(messages("check_shown")) == {
        (person.email, "Reeth Primary School has shown what stands behind statement 1")
        for person in (at.finn, at.margaret)
    }
    checks.find_in_order(asked, by=at.margaret, at=LATER)
    assert messages("check_closed") == [(at.ann.email, "Statement 1 is in order")]
    assert not DueLine.objects.filter(kind="credit").exists()


def test_what_is_not_shown_is_taken_back_by_two_people_off_the_next_statement(at: Owed, asked: Check):
    proposed(at, asked)
    assert messages("check_proposed") == [(at.ann.email, "£145 of statement 1 is to be taken back")]
    with pytest.raises(NotAllowed):
        checks.take_back(asked, by=at.finn, at=OVER)
    with pytest.raises(Refused, match="still has time to answer"):
        checks.take_back(asked, by=at.margaret, at=LATER)
    assert not DueLine.objects.filter(kind="credit").exists()
    checks.take_back(asked, by=at.margaret, at=OVER)
    with pytest.raises(AlreadyMoved):
        checks.take_back(Check.objects.get(), by=at.margaret, at=OVER)
    credit = DueLine.objects.get(kind="credit")
    assert (credit.reimbursement_pence, credit.statement, credit.reverses.statement) == (
        -145_00,
        None,
        asked.statement,
    )
    assert Event.objects.get(verb="credited").note == "No sheet."
    assert messages("check_closed") == [(at.ann.email, "£145 of statement 1 comes off the next one")]
    at.delivered(at.agreed(half_days=6), 9, 2)
    due.pull(at.alliance, by=None, at=OVER)
    (following,) = statements.prepare(at.alliance, OVER.date(), by=None, at=OVER)
    assert following.total_pence == 290_00 - 145_00
    assert credit.pk in following.lines.values_list("pk", flat=True)


def test_the_school_answers_before_anything_is_taken_back(at: Owed, asked: Check):
    proposed(at, asked)
    checks.answer(asked, text="The sheet came by post.", by=at.ann, at=LATER)
    assert "answers about" in messages("check_shown")[-1][1]
    checks.find_in_order(asked, by=at.finn, at=LATER)
    assert (CheckLine.objects.count(), DueLine.objects.filter(kind="credit").count()) == (0, 0)


def test_after_an_answer_a_second_person_need_not_wait(at: Owed, asked: Check):
    proposed(at, asked)
    checks.answer(asked, text="That is true.", by=at.ann, at=LATER)
    checks.take_back(asked, by=at.margaret, at=LATER)
    assert DueLine.objects.filter(kind="credit").count() == 1


def test_a_line_that_was_reversed_meanwhile_is_not_reversed_twice(at: Owed, asked: Check):
    proposed(at, asked)
    at.credited(DueLine.objects.get(kind="visit"))
    checks.take_back(asked, by=at.margaret, at=OVER)
    assert DueLine.objects.filter(kind="credit").count() == 1


def test_nothing_is_taken_back_while_the_school_has_time_to_show_it(at: Owed, asked: Check):
    lines = list(checks.left(asked).values())
    given = {"found": "not_shown", "reason": "Nothing came.", "by": at.finn}
    with pytest.raises(Refused, match="still has time to show"):
        checks.propose(asked, lines=lines, at=LATER, **given)
    with pytest.raises(Refused, match="Choose lines of this statement"):
        checks.propose(asked, lines=[], at=OVER, **given)
    assert checks.propose(asked, lines=lines, at=OVER, **given).found == "not_shown"


def test_the_school_is_reminded_once_when_half_of_its_time_is_over(at: Owed, asked: Check):
    assert asked.answer_by.isoformat() == "2026-12-18"
    counts = [checks.remind_late(at=datetime(2026, 12, day, 9, tzinfo=LONDON)) for day in (10, 11, 14)]
    assert counts == [0, 1, 0]
    assert messages("check_late")[0][1] == "Until Friday 18 December 2026: show what stands behind statement 1"


def test_files_are_looked_at_counted_and_taken_away_until_they_are_sent(at: Owed, asked: Check):
    by = {"by": at.ann, "at": LATER}
    with pytest.raises(Refused, match="Choose a PDF"):
        check_files.add(asked, sheet(b"MZ\x90", "invoice.pdf"), **by)
    with pytest.raises(Refused, match="empty"):
        check_files.add(asked, sheet(b""), **by)
    first, same = (check_files.add(asked, sheet(), **by) for _ in range(2))
    assert (first, first.file_name) == (same, "time sheet.pdf")
    for number in range(9):
        check_files.add(asked, sheet(SHEET + b"%" * (number + 1)), **by)
    with pytest.raises(Refused, match="10 files already"):
        check_files.add(asked, sheet(SHEET + b"%" * 20), **by)
    for _ in range(2):
        check_files.take_away(asked, first.pk, **by)
    checks.show(asked, says="", **by)
    for late in (
        lambda: check_files.add(asked, sheet(), **by),
        lambda: check_files.take_away(asked, CheckFile.objects.first().pk, **by),
    ):
        with pytest.raises(NotAllowed):
            late()


def test_who_sees_a_check(at: Owed, asked: Check):
    def sees(person: Person) -> bool:
        return Check.objects.visible_to(cast.acting(person), on=LATER.date()).exists()

    seeing = {who: sees(who) for who in (at.finn, at.margaret, at.ann, at.coordinator(), at.leader, at.susan, at.kate)}
    assert [who.name for who, may in seeing.items() if may] == ["Finn Metcalfe", "Margaret Alderson", "Ann Peel"]


def test_only_who_may_asks_shows_and_judges(at: Owed, paid: Statement):
    for person in (at.ann, at.coordinator(), at.leader):
        for verb in (
            lambda who: checks.draw(at.alliance, per_cent=5, after=0, by=who, at=LATER),
            lambda who: checks.name(paid, because="Why", by=who, at=LATER),
        ):
            with pytest.raises(NotAllowed):
                verb(person)
    check = checks.name(paid, because="Why", by=at.finn, at=LATER)
    for person in (at.susan, at.leader, at.finn):
        with pytest.raises(NotAllowed):
            checks.show(check, says="Mine", by=person, at=LATER)
        with pytest.raises(NotAllowed):
            check_files.add(check, sheet(), by=person, at=LATER)


def test_the_database_holds_two_people_and_the_reason(at: Owed, asked: Check):
    for wrong in (
        {"because": ""},
        {"state": "taken_back", "proposed_by": at.finn, "approved_by": at.finn, "found": "partly", "reason": "x",
         "closed_on": LATER.date()},
        {"state": "proposed", "proposed_by": at.finn, "found": "partly", "reason": ""},
        {"state": "in_order"},
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            Check.objects.update(**wrong)


def test_what_was_shown_is_thrown_away_when_its_time_is_over(at: Owed, asked: Check):
    check_files.add(asked, sheet(), by=at.ann, at=LATER)
    checks.show(asked, says="", by=at.ann, at=LATER)
    assert payment_evidence.throw_away(at=LONG_OVER + timedelta(days=900)) == 0
    checks.find_in_order(asked, by=at.finn, at=LATER)
    assert payment_evidence.throw_away(at=LATER + timedelta(days=364)) == 0
    Retention.objects.create(alliance=at.alliance, kind="payment_evidence", months=1)
    assert payment_evidence.throw_away(at=LONG_OVER) == 1
    assert not CheckFile.objects.exists()
    assert Check.objects.get().state == "in_order"


def test_by_its_link_the_school_adds_a_file_sends_and_reads_what_was_found(at: Owed, asked: Check):
    ann, finn = account(at.ann), account(at.finn)
    page = reverse("school-check", args=[asked.pk])
    assert Link.objects.filter(purpose="check", person=at.ann, record_id=asked.pk).exists()
    shown = said(ann.get(page))
    assert "This one was chosen: Two visits on one day." in shown
    assert "Add a file, or write" in said(ann.post(page, {"says": ""}))
    new = reverse("school-check-file-new", args=[asked.pk])
    assert "Choose a PDF" in said(ann.post(new, {"upload": sheet(b"MZ")}))
    assert ann.post(new, {"upload": sheet()}).status_code == 302
    kept = CheckFile.objects.get()
    assert b"".join(ann.get(reverse("school-check-file", args=[asked.pk, kept.pk])).streaming_content) == SHEET
    assert default_storage.exists(kept.file.name)
    for _ in range(2):
        assert ann.post(page, {"says": "<b>All of it</b>"}).status_code == 302
    office = reverse("office-check", args=[asked.pk])
    seen = finn.get(office).content.decode()
    assert "&lt;b&gt;All of it&lt;/b&gt;" in seen
    assert b"".join(finn.get(reverse("office-check-file", args=[kept.pk])).streaming_content) == SHEET
    finding = reverse("office-check-finding", args=[asked.pk])
    line = DueLine.objects.get(kind="visit")
    assert "Tick at least one line." in said(finn.post(finding, {"found": "partly", "reason": "No sheet."}))
    finn.post(finding, {"found": "partly", "lines": [line.pk], "reason": "No sheet."})
    shown = said(ann.get(page))
    assert "£145 is to be taken back. Nothing is decided" in shown
    ann.post(page, {"text": "It came by post."})
    assert "It came by post." in said(finn.get(office))
    assert "Take it back" not in said(finn.get(office))
    margaret = account(at.margaret)
    assert "Take it back" in said(margaret.get(office))
    margaret.post(reverse("office-check-taking-back", args=[asked.pk]))
    assert "it comes off your next statement" in said(ann.get(page))


def test_the_pages_of_checks_ask_a_few_questions(at: Owed, asked: Check):
    check_files.add(asked, sheet(), by=at.ann, at=LATER)
    checks.show(asked, says="", by=at.ann, at=LATER)
    finn, ann = account(at.finn), account(at.ann)
    for who, name, args in (
        (finn, "office-check", [asked.pk]),
        (finn, "office-checks", []),
        (ann, "school-check", [asked.pk]),
    ):
        who.get(reverse(name, args=args))
        with CaptureQueriesContext(connection) as queries:
            assert who.get(reverse(name, args=args)).status_code == 200
        assert len(queries) <= 15 + OPENING, name
