"""What comes off a draft again: a line that is reversed, and one whose visit record is disputed after it was made."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drystone.deployment import records
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.payments import charges, reconciling, statements
from drystone.payments.models import ChargeSchedule, DueLine, Statement
from tests import cast
from tests.clock import LONDON
from tests.payments.owed import AFTER, NOVEMBER, Owed
from tests.supporting_pages import account, said

DECEMBER = date(2026, 12, 1)
JANUARY = datetime(2027, 1, 4, 9, tzinfo=LONDON)
LATE = datetime(2026, 11, 26, 9, tzinfo=LONDON)


@pytest.fixture
def work(at: Owed):
    return at.agreed()


def unread(at: Owed, deployment, day: int):
    """Written up, and not confirmed: it becomes due when nobody disputes it."""
    visit = at.written_up(at.planned(deployment, day))
    assert visit.record.state == "sent"
    return visit


def disputed(at: Owed, visit) -> None:
    records.dispute(visit.record, "It was an hour.", by=at.kate, at=LATE)


def settled(at: Owed, visit) -> None:
    visit.record.refresh_from_db()
    records.settle(visit.record, note="It was half a day.", by=at.margaret, at=AFTER)


def both(at: Owed, month: date = NOVEMBER, moment: datetime = AFTER) -> None:
    statements.prepare(at.alliance, month, by=None, at=moment)
    charges.prepare(at.alliance, month, by=None, at=moment)


def totals() -> list[tuple[int, int]]:
    """Of each statement and each charge schedule: pence, and how many lines."""
    return [(p.total_pence, p.lines.count()) for papers in (Statement, ChargeSchedule) for p in papers.objects.all()]


def test_a_line_reversed_on_drafts_comes_off_both_and_stands_on_the_next_beside_its_credit(at: Owed, work):
    at.delivered(work, 3)
    at.delivered(work, 10)
    first, _ = at.pulled()
    both(at)
    at.credited(DueLine.objects.get(pk=first.pk))
    assert totals() == [(145_00, 1), (150_00, 1)]
    assert [each.note for each in events.of(Statement.objects.get()) if each.verb == "credited"] == ["It was an hour."]
    both(at)
    assert totals() == [(145_00, 1), (150_00, 1)]
    at.delivered(work, 11)
    at.pulled()
    statements.send(Statement.objects.get(), by=at.finn, at=AFTER)
    charges.approve(ChargeSchedule.objects.get(), by=at.finn, at=AFTER)
    both(at, DECEMBER, JANUARY)
    assert totals() == [(145_00, 3), (145_00, 1), (150_00, 3), (150_00, 1)]
    figures = reconciling.reconcile(at.alliance, date(2026, 11, 1), date(2026, 12, 31))
    assert figures.reimbursed.agrees
    assert figures.charged.agrees


def test_a_draft_on_which_nothing_is_left_is_not_sent_and_is_the_next_periods(at: Owed, work):
    draft = at.draft(deployment=work)
    at.credited(draft.lines.get())
    assert totals() == [(0, 0)]
    with pytest.raises(Refused, match="Nothing is left on it"):
        statements.send(Statement.objects.get(), by=at.finn, at=AFTER)
    assert not Statement.objects.waiting_for(at.alliance, "send").exists()
    at.delivered(work, 11)
    at.pulled()
    assert at.prepared(month=DECEMBER) == [draft]
    draft.refresh_from_db()
    assert (draft.number, draft.month, draft.total_pence, draft.lines.count()) == (1, DECEMBER, 145_00, 3)


def test_where_the_rest_would_claim_less_than_nothing_all_of_it_comes_off(at: Owed, work):
    at.credited(at.sent(deployment=work, half_days=1).lines.get())
    at.delivered(work, 11, half_days=2)
    at.pulled()
    (draft,) = at.prepared(month=DECEMBER)
    assert totals() == [(145_00, 2), (145_00, 1)]
    at.credited(draft.lines.get(kind="visit"))
    assert totals() == [(0, 0), (145_00, 1)]


def test_a_line_that_is_disputed_comes_off_a_draft_and_comes_back_when_that_is_settled(at: Owed, work):
    at.delivered(work, 3)
    visit = unread(at, work, 10)
    at.pulled()
    both(at)
    assert totals() == [(290_00, 2), (300_00, 2)]
    disputed(at, visit)
    both(at)
    assert totals() == [(145_00, 1), (150_00, 1)]
    assert "held_back" in [each.verb for each in events.of(Statement.objects.get())]
    settled(at, visit)
    both(at)
    assert totals() == [(290_00, 2), (300_00, 2)]


def test_what_is_disputed_comes_off_at_the_latest_when_the_paper_goes_out(at: Owed, work):
    at.delivered(work, 3)
    visit = unread(at, work, 10)
    at.pulled()
    both(at)
    disputed(at, visit)
    statement = statements.send(Statement.objects.get(), by=at.finn, at=AFTER)
    charges.approve(ChargeSchedule.objects.get(), by=at.finn, at=AFTER)
    assert totals() == [(145_00, 1), (150_00, 1)]
    assert statement.total_pence == 145_00
    assert not DueLine.objects.get(visit=visit).statement_id


def test_a_sent_statement_with_a_disputed_line_is_not_approved_before_that_is_settled_or_reversed(at: Owed, work):
    visit = unread(at, work, 10)
    at.pulled()
    both(at)
    sent = statements.send(Statement.objects.get(), by=at.finn, at=AFTER)
    schedule = charges.approve(ChargeSchedule.objects.get(), by=at.finn, at=AFTER)
    statements.confirm(sent, typed_name="Ann Peel", typed_role="Headteacher", by=at.ann, at=AFTER)
    disputed(at, visit)
    margaret = account(at.margaret)
    shown = said(margaret.get(reverse("office-statement", args=[sent.pk])))
    assert "cannot be approved before that is settled" in shown
    assert reverse("office-record-settle", args=[visit.record.pk]) in shown
    answer = margaret.post(reverse("office-statement-act", args=[sent.pk, "approve"]), follow=True)
    assert "The record of the visit of Tuesday 10 November 2026 is disputed." in said(answer)
    shown = said(margaret.get(reverse("office-charge", args=[schedule.pk])))
    assert "cannot be issued before that is settled" in shown
    with pytest.raises(Refused, match="is disputed"):
        charges.issue(ChargeSchedule.objects.get(), by=at.margaret, at=AFTER)
    at.credited(DueLine.objects.get())
    assert statements.approve(Statement.objects.get(), by=at.margaret, at=AFTER).state == "approved"
    assert "is disputed" not in said(margaret.get(reverse("office-statement", args=[sent.pk])))


def test_on_an_approved_statement_the_office_reads_what_to_do(at: Owed, work):
    visit = unread(at, work, 10)
    at.pulled()
    at.prepared()
    sent = statements.send(Statement.objects.get(), by=at.finn, at=AFTER)
    statements.confirm(sent, typed_name="Ann Peel", typed_role="Headteacher", by=at.ann, at=AFTER)
    statements.approve(sent, by=at.margaret, at=AFTER)
    disputed(at, visit)
    shown = said(account(at.margaret).get(reverse("office-statement", args=[sent.pk])))
    assert "if the visit was otherwise, correct or reverse its line" in shown


def asked(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert len(act()) in (1, 3)
    return len(queries)


def test_the_papers_of_three_schools_are_prepared_with_as_many_questions_as_those_of_one(at: Owed, work):
    """Made anew, and grown."""
    found = []
    for names in (("Muker School",), ("Keld School", "Thwaite School", "Angram School")):
        homes = [home(at, name) for name in names]
        for day in (10, 11):
            delivered_by(at, homes, day)
            found.append(asked(lambda: statements.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)))
            found.append(asked(lambda: charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)))
    assert found[:4] == found[4:]
    assert max(found) <= 12


def home(at: Owed, name: str):
    school = cast.school(name)
    at.ann = cast.head(at.alliance, school, f"Head of {name}")
    return at.add_leader(f"Leader of {name}", school=school)


def delivered_by(at: Owed, homes: list, day: int) -> None:
    """Each of these schools is charged for its own, so that there are as many payers."""
    for at.tom in homes:
        at.delivered(at.agreed(), day)
    for line in at.pulled():
        DueLine.objects.filter(pk=line.pk).update(payer=line.home_school_id)
