"""Delivered = due = stated = paid + open, to the penny, on both sides; each difference has its remedy."""

from datetime import date

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from drystone.deployment.models import Deployment
from drystone.payments import charges, handover, statements
from drystone.payments.models import ChargeSchedule, DueLine, Statement
from drystone.payments.reconciling import reconcile
from tests.payments.owed import AFTER, NOVEMBER, Owed
from tests.supporting_pages import account, said

PERIOD = date(2026, 11, 1), date(2026, 12, 31)


def test_what_is_paid_and_what_is_open_make_what_is_stated(at: Owed):
    statement = at.approved()
    charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    handover.mark_paid(Statement.objects.get(pk=statement.pk), by=at.finn, at=AFTER)
    found = reconcile(at.alliance, *PERIOD)
    assert (found.delivered, found.due, found.differences) == (1, 1, [])
    assert (found.reimbursed.due, found.reimbursed.paid, found.reimbursed.open) == (145_00, 145_00, 0)
    assert (found.charged.due, found.charged.paid, found.charged.open) == (150_00, 0, 150_00)


def test_each_difference_is_counted_and_has_its_remedy(at: Owed):
    deployment = at.agreed(half_days=6)
    at.delivered(deployment, 3, half_days=2)
    at.written_up(at.planned(deployment, 4))
    at.delivered(deployment, 5, half_days=2)
    deployment.agreements.update(half_days=4)
    at.pulled()
    found = reconcile(at.alliance, *PERIOD)
    said_of = {each.what: (each.count, each.half_days, each.pence) for each in found.differences}
    assert found.delivered - found.due == sum(each.half_days for each in found.differences)
    assert said_of["lines on no statement"] == (3, 0, found.reimbursed.due)
    assert said_of["lines on no charge schedule"] == (3, 0, found.charged.due)
    assert "visits paid in part" in said_of
    assert all(each.remedy for each in found.differences)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    acts=some.lists(some.sampled_from(["visit", "credit", "state", "charge", "send"]), min_size=3, max_size=9),
    rates=some.tuples(some.integers(0, 999_99), some.integers(1, 999_99)),
)
def test_whatever_happens_in_whatever_order_no_penny_is_lost_and_none_stated_twice(at: Owed, acts: list, rates: tuple):
    with transaction.atomic():
        deployment = at.agreed(half_days=12, reimbursement_pence=rates[0], charge_pence=rates[1])
        for day, act in enumerate(acts, start=2):
            happens(at, deployment, act, day)
        adds_up(at)
        transaction.set_rollback(True)


def happens(at: Owed, deployment: Deployment, act: str, day: int) -> None:
    december = date(2026, 12, 1)
    if act == "visit":
        at.delivered(deployment, day)
        at.pulled()
    elif act == "credit":
        for line in DueLine.objects.filter(kind="visit", credit=None)[:1]:
            at.credited(line)
    elif act == "state":
        at.prepared(month=december)
    elif act == "charge":
        charges.prepare(at.alliance, december, by=None, at=AFTER)
    else:
        for draft in Statement.objects.waiting_for(at.alliance, "send"):
            statements.send(draft, by=at.finn, at=AFTER)


def adds_up(at: Owed) -> None:
    found, lines = reconcile(at.alliance, *PERIOD), list(DueLine.objects.all())
    assert found.reimbursed.due == sum(line.reimbursement_pence for line in lines)
    assert found.charged.due == sum(line.charge_pence for line in lines)
    apart = {each.what: each.pence for each in found.differences}
    for side, where in ((found.reimbursed, "statement"), (found.charged, "charge schedule")):
        assert side.due == side.stated + apart.get(f"lines on no {where}", 0)
    for statement in Statement.objects.all():
        assert statement.total_pence == sum(line.reimbursement_pence for line in statement.lines.all())
    for schedule in ChargeSchedule.objects.all():
        assert schedule.total_pence == sum(line.charge_pence for line in schedule.lines.all())


def test_the_page_costs_the_same_however_many_lines_there_are(at: Owed):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            said(finn.get(reverse("office-reconciliation")))
        return len(asked)

    finn, deployment = account(at.finn), at.agreed()
    at.delivered(deployment, 3)
    at.pulled()
    cost()
    few = cost()
    for day in (4, 5, 6):
        at.delivered(deployment, day)
    at.pulled()
    assert cost() == few
