"""Two clocks, two people, at the same moment: everything is made once, and numbers have no gaps."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.payments import due, handover, statements
from drystone.payments.models import DueLine, Handover, Statement
from tests import cast
from tests.payments.owed import AFTER, NOVEMBER, Owed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
LOST = (AlreadyMoved, NotAllowed, handover.NothingToHandOver, statements.AlreadyReversed)


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
    assert sum(map(len, made)) == 2
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


def test_approved_statements_are_handed_over_once(at: Owed):
    at.approved()
    race(*[lambda: handover.hand_over(at.alliance, by=at.finn, at=AFTER)] * 3)
    assert Handover.objects.count() == 1


def test_a_line_is_reversed_once_although_two_press(at: Owed):
    line = at.sent().lines.get()
    race(*[lambda: at.credited(DueLine.objects.get(pk=line.pk))] * 3)
    assert DueLine.objects.filter(kind="credit").count() == 1
