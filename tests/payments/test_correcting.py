"""A stated visit was otherwise: the office writes down how, and two lines put it right to the penny."""

from datetime import date, timedelta

from django.urls import reverse

from drystone.deployment.corrections import Held
from drystone.payments import charges, correcting, due, statements
from drystone.payments.models import ChargeSchedule, DueLine, Statement
from tests.payments.owed import AFTER, NOVEMBER, Owed
from tests.supporting_pages import account, said

DECEMBER = date(2026, 12, 1)
WHOLE = {
    "day_day": "10",
    "day_month": "11",
    "day_year": "2026",
    "starts": "9:00",
    "ends": "15:00",
    "half_days": "2",
    "note": "She stayed for the afternoon.",
}


def page(line: DueLine) -> str:
    return reverse("office-due-line-correct", args=[line.pk])


def test_a_longer_visit_is_put_right_from_the_statement_and_again_back(at: Owed):
    statement = at.sent()
    line = statement.lines.get()
    finn = account(at.finn)
    shown = said(finn.get(reverse("office-statement", args=[statement.pk])))
    assert page(line) in shown
    assert "How was the visit really?" in said(finn.get(page(line)))
    answer = said(finn.post(page(line), WHOLE, follow=True))
    assert "Put right. £145 comes off" in answer
    assert "1 day, £290" in answer.partition("Reversed; put right: ")[2]
    made = DueLine.objects.get(turn=2)
    assert [each.reimbursement_pence for each in DueLine.objects.order_by("pk")] == [145_00, -145_00, 290_00]
    finn.post(page(made), WHOLE | {"ends": "12:00", "half_days": "1", "note": "No, the morning alone."})
    assert [each.reimbursement_pence for each in DueLine.objects.order_by("pk")] == [
        145_00, -145_00, 290_00, -290_00, 145_00,
    ]  # fmt: skip
    assert due.paid(line.visit.deployment) == 1
    assert Statement.objects.get().total_pence == 145_00


def test_a_correction_pressed_twice_is_made_once_and_what_is_wrong_loses_nothing(at: Owed):
    line = at.sent().lines.get()
    finn = account(at.finn)
    answer = said(finn.post(page(line), WHOLE | {"half_days": "1"}))
    assert "more than half a day" in answer
    assert "She stayed for the afternoon." in answer
    answer = said(finn.post(page(line), WHOLE | {"ends": "12:00", "half_days": "1"}))
    assert "That is how the visit stands already." in answer
    for _ in range(2):
        answer = said(finn.post(page(line), WHOLE, follow=True))
    assert "This line was put right or reversed before." in answer
    assert DueLine.objects.count() == 3


def test_both_lines_of_a_correction_stand_on_the_same_papers(at: Owed):
    """Put right in December: the visit of November comes off the draft of November, and waits for its credit."""
    statement = at.draft()
    charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)
    at.delivered(day=11, deployment=statement.lines.get().visit.deployment)
    put_right(at, statement.lines.get())
    at.pulled()
    later = AFTER + timedelta(days=31)
    for month in (NOVEMBER, DECEMBER):
        statements.prepare(at.alliance, month, by=None, at=later)
        charges.prepare(at.alliance, month, by=None, at=later)
    by_month = {each.month: each.total_pence for each in Statement.objects.all()}
    assert by_month == {NOVEMBER: 145_00, DECEMBER: 290_00}
    charged = {each.month: each.total_pence for each in ChargeSchedule.objects.all()}
    assert charged == {NOVEMBER: 150_00, DECEMBER: 300_00}


def put_right(at: Owed, line: DueLine) -> None:
    held = Held(line.visit.starts_at, line.visit.starts_at + timedelta(hours=6), 2)
    correcting.correct(line, held, note="A whole day.", by=at.finn, at=AFTER)
