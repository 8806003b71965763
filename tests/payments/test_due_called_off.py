"""What is owed for visits that did not take place, and for those that turn out to have been otherwise."""

from datetime import datetime, timedelta

import pytest

from drystone.deployment import calling_off, corrections
from drystone.deployment.corrections import Held
from drystone.deployment.models import Visit
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import correcting, documents, due, statements
from drystone.payments.models import DueLine
from drystone.people.models import Link
from tests.clock import LONDON, NOW
from tests.payments.owed import AFTER, Owed
from tests.supporting_pages import opened, said

TABLE = ((1, 100, 75), (3, 50, 25))
ON = datetime(2026, 11, 10, 8, tzinfo=LONDON)


def called_off(at: Owed, why: str = "clash", **agreed) -> Visit:
    """On the day itself, by the school."""
    visit = at.planned(at.agreed(cancellation=TABLE, **agreed))
    return calling_off.cancel(visit, why=why, words="The boiler, and a row.", by=at.susan, at=ON)


def test_a_visit_called_off_late_is_charged_by_the_table_of_its_agreement(at: Owed):
    called_off(at, charge_pence=300_00, reimbursement_pence=290_00)
    (line,) = at.pulled()
    assert (line.kind, line.half_days, line.charge_pence, line.reimbursement_pence) == (
        "called_off",
        0,
        150_00,
        108_75,
    )
    assert at.pulled() == []


def test_each_side_reads_its_own_part_and_nobody_why(at: Owed):
    called_off(at)
    (line,) = at.pulled()
    told = "Tom Raine at Leyburn Primary School, visit of Tuesday 10 November 2026 that did not take place, ½ day"
    assert (line.for_home_school, line.for_payer) == (f"{told}, 75 % of it, £108.75", f"{told}, £150")
    assert "boiler" not in "".join(str(event.details) for event in Event.objects.filter(verb="due"))


@pytest.mark.parametrize("why", ["illness", "inspection", "weather"])
def test_what_is_nobodys_fault_makes_no_line(at: Owed, why: str):
    called_off(at, why)
    assert at.pulled() == []


def test_a_visit_that_the_school_missed_waits_as_long_as_a_record_does(at: Owed):
    visit = at.planned(at.agreed(cancellation=TABLE))
    calling_off.miss(visit, missed_by="school", why="Nobody was there.", by=at.leader, at=ON + timedelta(hours=3))
    assert due.pull(at.alliance, by=None, at=ON + timedelta(days=2)) == 0
    (line,) = at.pulled()
    assert (line.charge_pence, line.reimbursement_pence) == (150_00, 108_75)


def test_under_direct_the_home_school_gets_what_is_charged(at: Owed):
    called_off(at, flow="direct", charge_pence=290_00, reimbursement_pence=290_00)
    (line,) = at.pulled()
    assert line.charge_pence == line.reimbursement_pence == 145_00


def test_calling_off_uses_up_no_days_that_were_agreed(at: Owed):
    visit = called_off(at, half_days=1)
    at.delivered(visit.deployment, day=11)
    assert sorted((line.kind, line.half_days) for line in at.pulled()) == [("called_off", 0), ("visit", 1)]


@pytest.mark.parametrize(
    ("unit", "reimbursed", "said"),
    [("hour", 135_00, "3 hours"), ("twilight", 45_00, "1 twilight"), ("half_day", 45_00, "1 half-day")],
)
def test_a_line_multiplies_the_unit_that_was_signed(at: Owed, unit: str, reimbursed: int, said: str):
    at.delivered(at.agreed(unit=unit, charge_pence=45_00, reimbursement_pence=45_00))
    (line,) = at.pulled()
    assert (line.unit, line.half_days, line.reimbursement_pence) == (unit, 1, reimbursed)
    assert line.explanation.endswith(said)


def as_it_was(visit: Visit, half_days: int) -> Held:
    return Held(visit.starts_at, visit.starts_at + timedelta(hours=2), half_days)


def test_a_visit_that_was_longer_than_stated_is_reversed_and_made_anew_at_the_same_price(at: Owed):
    statement = at.sent()
    line = statement.lines.get()
    line.visit.deployment.agreements.update(reimbursement_pence=1)
    made = correcting.correct(line, as_it_was(line.visit, 2), note="A whole day.", by=at.finn, at=AFTER)
    assert (made.turn, made.half_days, made.reimbursement_pence) == (2, 2, 290_00)
    assert [each.reimbursement_pence for each in DueLine.objects.order_by("pk")] == [145_00, -145_00, 290_00]
    assert due.paid(line.visit.deployment) == 2
    assert at.pulled() == []
    with pytest.raises(statements.AlreadyReversed):
        correcting.correct(line, as_it_was(line.visit, 1), note="No.", by=at.finn, at=AFTER)


def test_a_correction_beyond_what_was_agreed_changes_nothing(at: Owed):
    deployment = at.agreed(half_days=1)
    at.delivered(deployment)
    (line,) = at.pulled()
    with pytest.raises(corrections.NotWithinAgreed):
        correcting.correct(line, as_it_was(line.visit, 2), note="A whole day.", by=at.finn, at=AFTER)
    assert DueLine.objects.count() == 1


def test_who_puts_a_stated_visit_right(at: Owed):
    at.delivered()
    (line,) = at.pulled()
    visit = line.visit
    with pytest.raises(NotAllowed):
        correcting.correct(line, as_it_was(visit, 2), note="Mine.", by=at.ann, at=NOW)
    same = Held(visit.starts_at, visit.ends_at, visit.half_days)
    with pytest.raises(Refused, match="stands already"):
        correcting.correct(line, same, note="As it was.", by=at.finn, at=AFTER)


def test_very_many_lines_take_as_many_queries_as_one(at: Owed, django_assert_max_num_queries):
    deployment = at.agreed()
    for day in (3, 4, 5, 10, 11):
        at.delivered(deployment, day)
    with django_assert_max_num_queries(18):
        assert due.pull(at.alliance, by=None, at=AFTER) == 5
    assert Event.objects.filter(verb="due").count() == 5
    assert Visit.objects.filter(locked=True).count() == 5


def test_a_statement_of_fees_alone_speaks_of_no_days(at: Owed):
    called_off(at)
    at.pulled()
    statement = statements.send(at.prepared()[0], by=at.finn, at=AFTER)
    note = Message.objects.get(kind="payments.statement_sent")
    assert note.subject == "You may claim £108.75 in November 2026"
    assert "may claim £108.75 from Swaledale Alliance for November 2026." in note.text
    words = documents.statement_words(statement)
    assert (words["time"], words["lines"][0]["time"], "Time" in dict(words["facts"])) == ("", "", False)
    client, page = opened(Link.objects.get(purpose="statement"))
    shown = said(client.get(page))
    assert "You may claim £108.75</h1>" in shown
    assert "0 days" not in shown
