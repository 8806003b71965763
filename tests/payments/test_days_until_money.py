"""Days until money: measured line by line and month by month; what is later than the policy means comes first."""

from datetime import date, timedelta

from django.urls import reverse

from drystone.payments import arriving, handover
from drystone.payments.models import Statement
from drystone.people import policies
from tests.payments.owed import AFTER, Owed
from tests.postgres import OPENING
from tests.supporting_pages import account, said

LATER = date(2027, 2, 1)


def test_each_month_says_how_long_the_money_took_that_came_in_it(at: Owed):
    at.approved()
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    handover.mark_paid(Statement.objects.get(), by=at.finn, at=AFTER + timedelta(days=9))
    ((month, found),) = arriving.by_month(at.alliance, on=LATER).items()
    assert (month, found.of, found.middle, found.most) == (date(2026, 12, 1), 1, 30, 30)


def test_what_is_late_comes_latest_first_and_is_late_by_the_policy(at: Owed):
    deployment = at.agreed()
    at.sent(deployment=deployment, day=9)
    at.delivered(deployment, 3)
    at.pulled()
    found = arriving.late(at.alliance, today=LATER)
    assert [(each.number, each.since.day, each.pence) for each in found] == [(None, 3, 145_00), (1, 9, 145_00)]
    assert arriving.late(at.alliance, today=date(2027, 1, 2)) == []
    policies.change(at.alliance, {"money_days": 30}, by=at.margaret, at=AFTER)
    at.alliance.refresh_from_db()
    assert len(arriving.late(at.alliance, today=date(2027, 1, 2))) == 2


def test_what_is_paid_is_not_late(at: Owed):
    at.approved()
    handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    assert len(arriving.late(at.alliance, today=LATER)) == 1
    handover.mark_paid(Statement.objects.get(), by=at.finn, at=AFTER)
    assert arriving.late(at.alliance, today=LATER) == []


def test_the_page_says_what_is_meant_and_asks_as_much_however_much_is_late(at: Owed, query_count):
    def cost() -> int:
        with query_count() as asked:
            said(finn.get(reverse("office-days-until-money")))
        return len(asked)

    finn, deployment = account(at.finn), at.agreed()
    assert "No money is late" in said(finn.get(reverse("office-days-until-money")))
    at.sent(deployment=deployment)
    few = cost()
    for day in (3, 4):
        at.delivered(deployment, day)
    at.pulled()
    assert (cost(), few <= 15 + OPENING) == (few, True)
    assert "within <strong>60 days</strong>" in said(finn.get(reverse("office-days-until-money")))
