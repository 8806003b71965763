"""Two clocks, two people, at the same moment: everything is made once, and numbers have no gaps."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from drystone.deployment.models import Agreement
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import charges, checks, drafts, due, funds, handover, payees, statements
from drystone.payments.models import (
    ChargeSchedule,
    Check,
    DueLine,
    Fund,
    FundShare,
    FundSpend,
    Handover,
    InvoiceAsked,
    PayeeChange,
    Statement,
)
from drystone.people.roles import Role
from tests import cast
from tests.payments.funded import Funded, terms
from tests.payments.owed import AFTER, NOVEMBER, Owed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
LOST = (AlreadyMoved, NotAllowed, Refused, statements.AlreadyReversed)


@pytest.fixture
def at() -> Owed:
    return Owed()


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Each in its own connection, at the same moment; what each got, or why it did not."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[place] = act()
        except LOST as lost:
            results[place] = lost
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_clocks_make_one_line_a_visit_and_never_more_days_than_agreed(at: Owed):
    deployment = at.agreed(half_days=6)
    for day in (3, 5, 10):
        at.delivered(deployment, day)
    deployment.agreements.update(half_days=2)
    made = race(*[lambda: due.pull(at.alliance, by=None, at=AFTER)] * 4)
    assert sum(made) == 2
    assert DueLine.objects.count() == 2


def test_statements_prepared_at_once_are_numbered_without_gaps(at: Owed):
    for number, name in enumerate(("Muker School", "Keld School", "Thwaite School")):
        home = cast.school(name)
        at.ann = cast.head(at.alliance, home, f"Head {number}")
        at.tom = at.add_leader(f"Leader {number}", school=home)
        at.delivered()
    at.pulled()
    race(*[lambda: statements.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)] * 4)
    assert sorted(Statement.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_a_line_made_while_lines_are_added_up_stands_on_no_statement_and_in_no_sum(at: Owed, monkeypatch):
    deployment = at.agreed()
    at.delivered(deployment)
    at.pulled()
    at.delivered(deployment, 11)
    drafted = drafts.grow

    def meanwhile(*given):
        at.pulled()
        return drafted(*given)

    monkeypatch.setattr(drafts, "grow", meanwhile)
    (statement,) = at.prepared()
    assert (statement.total_pence, statement.lines.count()) == (145_00, 1)
    assert DueLine.objects.get(statement=None).reimbursement_pence == 145_00


def test_what_is_sent_is_what_it_said_while_another_clock_adds_to_it(at: Owed):
    deployment = at.agreed()
    draft = at.draft(deployment=deployment)
    at.delivered(deployment, 11)
    at.pulled()
    race(
        lambda: statements.send(Statement.objects.get(pk=draft.pk), by=at.finn, at=AFTER),
        lambda: statements.prepare(at.alliance, NOVEMBER, by=None, at=AFTER),
    )
    sent = Statement.objects.get(pk=draft.pk)
    assert sent.total_pence == sum(line.reimbursement_pence for line in sent.lines.all())


def test_of_two_who_approve_at_once_one_does(at: Owed):
    statement = at.confirmed(by=at.finn)
    results = race(*[lambda: statements.approve(Statement.objects.get(pk=statement.pk), by=at.margaret, at=AFTER)] * 2)
    assert sum(isinstance(result, AlreadyMoved) for result in results) == 1


def test_a_change_of_payee_that_is_stopped_as_it_takes_effect_is_one_or_the_other(at: Owed):
    change = payees.propose(at.alliance, at.reeth, payees.Payee(at.leyburn), why="-", by=at.finn, at=AFTER)
    payees.confirm(change, by=at.margaret, at=AFTER)
    day = AFTER + timedelta(days=7)
    done, stopped = race(
        lambda: payees.take_effect_due(at=day), lambda: payees.stop(PayeeChange.objects.get(), by=at.ann, at=day)
    )
    state = PayeeChange.objects.get().state
    assert (done, state) in ((1, "in_effect"), (0, "stopped"))
    assert isinstance(stopped, AlreadyMoved) == (state == "in_effect")


def test_of_two_changes_of_payee_proposed_at_once_one_is_under_way(at: Owed):
    def propose(number: str) -> Callable[[], Any]:
        to = payees.Payee(at.leyburn, number)
        return lambda: payees.propose(at.alliance, at.reeth, to, why="-", by=at.finn, at=AFTER)

    results = race(propose("1"), propose("2"))
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert PayeeChange.objects.count() == 1


def test_charge_schedules_prepared_at_once_are_numbered_without_gaps_and_add_up(at: Owed):
    deployment = at.agreed()
    at.delivered(deployment, 3)
    at.delivered(deployment, 10)
    other = at.agreed()
    Agreement.objects.filter(deployment=other).update(payer=cast.school("Keld School"))
    at.delivered(other, 11)
    at.pulled()
    race(*[lambda: charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)] * 4)
    found = {row.number: row for row in ChargeSchedule.objects.all()}
    assert sorted(found) == [1, 2]
    for schedule in found.values():
        assert schedule.total_pence == sum(line.charge_pence for line in schedule.lines.all())


def test_of_two_who_issue_at_once_one_does_and_the_payer_has_one_letter(at: Owed):
    schedule = charges.approve(at.charged(), by=at.finn, at=AFTER)
    results = race(*[lambda: charges.issue(ChargeSchedule.objects.get(pk=schedule.pk), by=at.margaret, at=AFTER)] * 3)
    assert sum(isinstance(result, AlreadyMoved) for result in results) == 2
    assert Message.objects.filter(kind="payments.charge_issued").count() == 1


def test_what_is_approved_is_what_it_said_while_another_clock_adds_to_it(at: Owed):
    deployment = at.agreed()
    draft = at.charged(deployment=deployment)
    at.delivered(deployment, 11)
    at.pulled()
    race(
        lambda: charges.approve(ChargeSchedule.objects.get(pk=draft.pk), by=at.finn, at=AFTER),
        lambda: charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER),
    )
    approved = ChargeSchedule.objects.get(pk=draft.pk)
    assert approved.total_pence == sum(line.charge_pence for line in approved.lines.all())


def test_approved_statements_are_handed_over_once(at: Owed):
    at.approved()
    race(*[lambda: handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)] * 3)
    assert Handover.objects.count() == 1


def test_a_line_is_reversed_once_although_two_press(at: Owed):
    line = at.sent().lines.get()
    race(*[lambda: at.credited(DueLine.objects.get(pk=line.pk))] * 3)
    assert DueLine.objects.filter(kind="credit").count() == 1


def test_two_clocks_never_spend_over_a_fund():
    funded = Funded()
    fund = funded.fund(total_pence=400_00)
    work = funded.carried((fund, 400_00))
    for day in (3, 5, 10):
        funded.delivered(work, day, 2)
    race(*[lambda: due.pull(funded.alliance, by=None, at=AFTER)] * 3)
    spent = sum(FundSpend.objects.values_list("pence", flat=True))
    assert (DueLine.objects.count(), spent, Fund.objects.get().spent_pence) == (3, 400_00, 400_00)


def test_two_people_never_promise_more_than_a_fund_has():
    funded = Funded()
    fund, works = funded.fund(total_pence=1_000_00), [funded.agreed(half_days=4), funded.agreed(half_days=4)]

    def promise(work):
        return lambda: funds.share_out(work, [(fund, 600_00)], cost=(600_00, 4), by=funded.finn, at=AFTER)

    results = race(*map(promise, works))
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert sum(FundShare.objects.values_list("pence", flat=True)) == 600_00


def test_of_two_who_give_one_name_to_two_funds_at_once_one_is_told():
    at = Funded()
    one, two, old = at.fund(), at.fund(name="Reading Fund"), at.fund(name="Last year")
    results = race(
        lambda: funds.begin(at.alliance, terms(name="Writing", total_pence=1_00), by=at.finn, at=AFTER),
        lambda: funds.begin(at.alliance, terms(name="Writing", total_pence=2_00), by=at.finn, at=AFTER),
        lambda: funds.change(one, terms(name="Writing"), by=at.finn, at=AFTER),
        lambda: funds.change(two, terms(name="Writing"), by=at.finn, at=AFTER),
        lambda: funds.roll(old, name="Writing", ends=date(2028, 8, 31), added_pence=0, by=at.finn, at=AFTER),
    )
    told = [str(result) for result in results if isinstance(result, Refused)]
    assert told == ["There is a fund called Writing already. Choose another name."] * 4
    assert Fund.objects.filter(name="Writing").count() == 1


def test_of_two_who_take_back_at_once_one_does_and_each_line_is_reversed_once(at: Owed):
    statement = at.approved()
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    handover.mark_paid(Statement.objects.get(pk=statement.pk), by=at.finn, at=AFTER)
    check = checks.name(Statement.objects.get(pk=statement.pk), because="Two visits.", by=at.finn, at=AFTER)
    checks.show(check, says="A morning.", by=at.ann, at=AFTER)
    found = {"found": "not_shown", "lines": list(checks.left(check).values()), "reason": "No sheet."}
    checks.propose(check, **found, by=at.finn, at=AFTER)
    nina = cast.officer(at.alliance, "Nina Cowling", Role.FINANCE)
    later = AFTER + timedelta(days=30)
    results = race(
        *[
            lambda by=by: checks.take_back(Check.objects.get(), by=by, at=later)
            for by in (at.margaret, nina, at.margaret)
        ]
    )
    assert sum(isinstance(result, AlreadyMoved) for result in results) == 2
    assert DueLine.objects.filter(kind="credit").count() == 1
    assert Message.objects.filter(kind="payments.check_closed").count() == 1


def test_of_two_clerks_who_fetch_at_once_one_has_the_file_and_the_other_is_told():
    owed = Owed()
    owed.approved()
    made = handover.hand_over(owed.alliance, to=owed.finn, by=owed.finn, at=AFTER)
    fetched = race(
        *[
            lambda page=page: handover.fetch(Handover.objects.get(pk=made.pk), page=page, by=owed.finn, at=AFTER)
            for page in ("one", "two", "three")
        ]
    )
    assert sum(isinstance(result, AlreadyMoved) for result in fetched) == 2
    assert [result for result in fetched if isinstance(result, bytes)] == [made.content()]


def test_issued_charge_schedules_stand_in_one_file(at: Owed):
    at.issued()
    race(*[lambda: handover.hand_over(at.alliance, "charges", to=at.finn, by=at.finn, at=AFTER)] * 3)
    assert (Handover.objects.count(), InvoiceAsked.objects.count()) == (1, 1)
