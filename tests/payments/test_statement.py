"""You may claim so much for so many days: prepared, sent, confirmed, approved by somebody else."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.payments import statements
from drystone.payments.lifecycle import STATEMENT
from drystone.payments.models import DueLine, Statement
from drystone.people import posts, signatures
from drystone.people.models import Link, Post
from drystone.people.roles import Role
from tests import cast
from tests.clock import LONDON, NOW
from tests.payments.owed import AFTER, NOVEMBER, Owed
from tests.supporting_pages import account, said

DECEMBER = date(2026, 12, 1)


def test_a_months_lines_stand_on_one_statement_for_the_home_school(at: Owed):
    deployment = at.agreed()
    at.delivered(deployment, 3)
    at.delivered(deployment, 10, half_days=2)
    at.pulled()
    (statement,) = at.prepared(by=at.finn)
    found = (statement.number, statement.home_school, statement.month, statement.total_pence, statement.prepared_by)
    assert found == (1, at.reeth, NOVEMBER, 145_00 + 290_00, at.finn)
    assert statement.lines.count() == 2


def test_preparing_twice_makes_nothing_twice(at: Owed):
    at.draft()
    assert (at.prepared(), Statement.objects.count()) == ([], 1)


def test_what_becomes_due_while_the_statement_is_a_draft_joins_it(at: Owed):
    deployment = at.agreed()
    at.draft(deployment=deployment)
    at.delivered(deployment, 11)
    at.pulled()
    (grown,) = at.prepared()
    assert (grown.number, grown.total_pence, grown.lines.count()) == (1, 290_00, 2)


def test_a_visit_confirmed_after_the_months_statement_went_out_stands_on_the_next(at: Owed):
    deployment = at.agreed()
    at.sent(deployment=deployment)
    at.delivered(deployment, 11)
    at.pulled()
    assert at.prepared() == []
    (following,) = at.prepared(month=DECEMBER)
    assert (following.number, following.month, following.total_pence) == (2, DECEMBER, 145_00)


def test_work_of_a_later_month_waits_for_it(at: Owed):
    at.delivered()
    at.pulled()
    assert at.prepared(month=date(2026, 10, 1)) == []


def test_the_clock_prepares_the_month_that_is_over(at: Owed):
    at.delivered()
    at.pulled()
    assert statements.prepare_past(at=datetime(2026, 11, 30, 6, tzinfo=LONDON)) == 0
    assert statements.prepare_past(at=datetime(2026, 12, 1, 6, tzinfo=LONDON)) == 1
    assert statements.prepare_past(at=datetime(2026, 12, 2, 6, tzinfo=LONDON)) == 0
    assert Statement.objects.get().prepared_by is None


def test_each_alliance_counts_its_own_numbers_without_gaps(at: Owed):
    other = Owed(cast.alliance("Wensleydale Alliance", default=False))
    assert [at.draft().number, other.draft().number] == [1, 1]


def test_the_head_gets_a_link_when_no_finance_contact_is_named(at: Owed):
    statement = at.sent()
    link = Link.objects.get(purpose="statement", record_id=statement.pk)
    message = Message.objects.get(kind="payments.statement_sent")
    assert (link.person, message.to_address, message.subject) == (
        at.ann, at.ann.email, "You may claim £145 for ½ day in November 2026",
    )  # fmt: skip


def test_the_finance_contact_gets_it_where_there_is_one(at: Owed):
    fiona = cast.person("Fiona Kearton", account=False)
    cast.post(fiona, Role.FINANCE_CONTACT, at.alliance, at.reeth)
    statement = at.sent()
    assert Link.objects.get(purpose="statement", record_id=statement.pk).person == fiona


def test_a_statement_that_nobody_would_get_is_not_sent(at: Owed):
    statement = at.draft()
    Post.objects.filter(organisation=at.reeth, role=Role.HEAD).update(ends=date(2026, 11, 1))
    with pytest.raises(statements.NobodyToSendTo):
        statements.send(statement, by=at.finn, at=AFTER)
    assert Statement.objects.get().state == "draft"


def test_the_school_confirms_these_exact_lines_with_name_and_role(at: Owed):
    statement = at.confirmed()
    signature = statement.signature
    assert (statement.state, signature.typed_name, signature.typed_role) == ("confirmed", "Ann Peel", "Headteacher")
    assert signatures.check(signature)
    assert "visit of Tuesday 10 November 2026, ½ day: 14500 pence" in signature.text


def test_the_school_says_what_is_wrong_and_the_office_is_told(at: Owed):
    statement = statements.query(at.sent(), "Tom came twice.", by=at.ann, at=AFTER)
    assert (statement.state, statement.queries.get().text) == ("queried", "Tom came twice.")
    told = Message.objects.filter(kind="payments.statement_queried").values_list("to_address", flat=True)
    assert set(told) == {at.finn.email, at.margaret.email}
    assert statements.send(statement, by=at.finn, at=AFTER).state == "sent"


def test_whoever_sent_a_statement_does_not_approve_it(at: Owed):
    statement = at.confirmed(by=at.finn)
    with pytest.raises(NotAllowed):
        statements.approve(statement, by=at.finn, at=AFTER)
    assert statements.approve(statement, by=at.margaret, at=AFTER).state == "approved"


def test_two_people_stand_for_a_statement_although_the_clock_prepared_it(at: Owed):
    statement = at.confirmed(by=at.margaret)
    assert statement.prepared_by == at.margaret
    assert not STATEMENT.may(at.margaret, statement, "approve")
    assert STATEMENT.may(at.finn, statement, "approve")


def test_the_clock_sends_nothing(at: Owed):
    with pytest.raises(NotAllowed):
        statements.send(at.draft(), by=None, at=AFTER)


def test_whoever_recorded_that_the_school_confirmed_does_not_approve(at: Owed):
    statement = statements.record_confirmed(at.sent(), note="Ann Peel, by telephone", by=at.margaret, at=AFTER)
    assert not STATEMENT.may(at.margaret, statement, "approve")
    assert not STATEMENT.may(at.finn, statement, "approve")


def test_a_head_who_is_finance_officer_too_does_not_approve_what_she_confirmed(at: Owed):
    both = at.ann
    cast.post(both, Role.FINANCE, at.alliance)
    statement = at.confirmed()
    assert not STATEMENT.may(cast.acting(both), statement, "approve")


def test_the_database_refuses_one_person_for_both(at: Owed):
    statement = at.confirmed(by=at.finn)
    for changes in ({"approved_by": None}, {"approved_by": at.finn}, {"approved_by": at.ann}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.filter(pk=statement.pk).update(state="approved", **changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(state="approved", prepared_by=None, approved_by=at.margaret)


def test_the_approved_statement_is_a_sealed_paper(at: Owed):
    statement = at.approved()
    assert statement.paper.title == "Statement 1: November 2026"
    assert [e.verb for e in events.of(statement) if e.verb in ("prepared", "send", "confirm", "approve")] == [
        "prepared", "send", "confirm", "approve",
    ]  # fmt: skip


def test_confirming_twice_is_said_to_be_done(at: Owed):
    at.confirmed()
    with pytest.raises(AlreadyMoved):
        statements.confirm(Statement.objects.get(), typed_name="Ann Peel", typed_role="Head", by=at.ann, at=AFTER)


@pytest.mark.parametrize("changes", [{"total_pence": 1}, {"number": 9}, {"month": DECEMBER}])
def test_the_database_keeps_a_sent_statement_as_it_was_sent(at: Owed, changes: dict):
    statement = at.sent()
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        statement.lines.update(reimbursement_pence=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        statement.lines.update(statement=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        statement.lines.get().delete()


def test_no_line_joins_a_sent_statement(at: Owed):
    deployment = at.agreed()
    statement = at.sent(deployment=deployment)
    at.delivered(deployment, 11)
    (late,) = at.pulled()
    with pytest.raises(DatabaseError), transaction.atomic():
        DueLine.objects.filter(pk=late.pk).update(statement=statement)


def test_a_reversed_line_comes_off_the_schools_next_statement(at: Owed):
    deployment = at.agreed()
    statement = at.sent(deployment=deployment)
    credit = at.credited(statement.lines.get())
    assert (credit.half_days, credit.reimbursement_pence, credit.charge_pence) == (-1, -145_00, -150_00)
    assert Statement.objects.get().total_pence == 145_00
    at.delivered(deployment, 11, half_days=2)
    at.pulled()
    (following,) = at.prepared(month=DECEMBER)
    assert (following.total_pence, following.lines.count()) == (145_00, 2)


def test_credits_that_outweigh_what_is_due_wait_and_use_no_number(at: Owed):
    deployment = at.agreed()
    statement = at.sent(deployment=deployment, half_days=2)
    at.credited(statement.lines.get())
    assert at.prepared(month=DECEMBER) == []
    at.delivered(deployment, 11)
    at.pulled()
    assert at.prepared(month=DECEMBER) == []
    at.delivered(deployment, 9, half_days=2)
    at.pulled()
    (following,) = at.prepared(month=DECEMBER)
    assert (following.number, following.total_pence, following.lines.count()) == (2, 145_00, 3)


def test_a_draft_never_claims_less_than_nothing(at: Owed):
    deployment = at.agreed()
    first = at.sent(deployment=deployment, half_days=2)
    at.delivered(deployment, 11)
    at.pulled()
    (draft,) = at.prepared(month=DECEMBER)
    at.credited(first.lines.get())
    assert at.prepared(month=DECEMBER) == []
    assert Statement.objects.get(pk=draft.pk).total_pence == 145_00
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=draft.pk).update(total_pence=-1)


def test_a_line_is_reversed_once_and_a_credit_never(at: Owed):
    line = at.sent().lines.get()
    credit = at.credited(line)
    for each in (line, credit):
        with pytest.raises(statements.AlreadyReversed):
            at.credited(each)


@pytest.mark.parametrize("who", ["ann", "kate", "susan", "leader", "coordinator", "quality"])
def test_only_who_looks_after_the_money_moves_it(at: Owed, who: str):
    found = getattr(at, who)
    person, line = (found() if callable(found) else found), at.sent().lines.get()
    for act in (
        lambda: statements.credit(line, note="No", by=person, at=AFTER),
        lambda: statements.prepare(at.alliance, NOVEMBER, by=person, at=AFTER),
        lambda: statements.record_confirmed(Statement.objects.get(), note="No", by=person, at=AFTER),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_who_sees_a_statement(at: Owed):
    def seen(person) -> int:
        return Statement.objects.visible_to(person, on=AFTER.date()).count()

    statement = at.draft()
    side = cast.head(at.alliance, at.reeth, "Jane Coates"), at.ann
    office = at.margaret, at.finn, at.quality()
    others = at.susan, at.kate, at.leader, cast.officer(cast.alliance("Another", default=False), "Eve Other")
    assert [seen(p) for p in (*side, *office, *others)] == [0, 0, 1, 1, 1, 0, 0, 0, 0]
    statements.send(statement, by=at.finn, at=AFTER)
    assert [seen(p) for p in (*side, *office, *others)] == [1, 1, 1, 1, 1, 0, 0, 0, 0]


def test_another_alliance_cannot_name_a_head_into_ours(at: Owed):
    at.sent()
    stranger = cast.head(cast.alliance("Another", default=False), at.reeth, "Eve Other")
    assert not Statement.objects.visible_to(stranger, on=AFTER.date()).exists()
    assert not STATEMENT.may(stranger, Statement.objects.get(), "confirm")


def test_a_head_who_has_left_no_longer_confirms(at: Owed):
    statement = at.sent()
    post = Post.objects.get(organisation=at.reeth, role=Role.HEAD)
    posts.leave(post, date(2026, 11, 12), by=at.margaret, at=NOW)
    gone = cast.acting(at.ann, on=(AFTER + timedelta(days=1)).date(), through="link 1")
    assert not STATEMENT.may(gone, statement, "confirm")


def test_the_home_school_confirms_in_three_presses_for_what_is_known_stands_in_the_boxes(at):
    statement = at.sent()
    page = reverse("school-statement", args=[statement.pk])
    ann = account(at.ann)
    shown = said(ann.get(page))
    assert f'value="{at.ann.name}"' in shown
    assert 'value="Headteacher"' in shown
    ann.post(page, {"name": at.ann.name, "role": "Headteacher"})
    assert Statement.objects.get().state == "sent", "a button pressed without a choice says nothing"
    ann.post(page, {"said": "confirm", "name": at.ann.name, "role": "Headteacher"})
    assert Statement.objects.get().state == "confirmed"
