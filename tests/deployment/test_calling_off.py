"""A visit that does not take place: whose side, how much notice, what it costs; or who was not there."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from drystone.deployment import calling_off, rearranging, visits
from drystone.deployment.models import Agreement, Visit
from drystone.deployment.rearranging import Why
from drystone.mail.models import Message
from drystone.register.models import Away
from tests.clock import NOW
from tests.supporting_pages import account, opened, said

TABLE = [[5, 100, 80], [20, 50, 25]]
AFTER = NOW + timedelta(days=7)


@pytest.fixture
def visit(support) -> Visit:
    """On Tuesday 17 November, four working days from now."""
    visit = support.planned(day=17)
    Agreement.objects.update(cancellation=TABLE)
    return visit


def off(support, visit: Visit, by, why: str = "clash", **more) -> tuple:
    calling_off.cancel(visit, why=why, **support.by(by), **more)
    visit.refresh_from_db()
    return visit.cancelled_by, visit.notice_working_days, visit.charged_per_cent, visit.reimbursed_per_cent


def test_the_school_pays_by_the_table_of_its_agreement_and_is_told_before_the_press(support, visit):
    susan, page = opened(support.link(support.susan, "visit"))
    shown = said(susan.get(page))
    assert "You give 4 working days’ notice. By the agreement 100 % of the visit is charged" in shown
    assert "Moving it costs nothing" in shown
    assert off(support, visit, support.susan) == ("school", 4, 100, 80)


@pytest.mark.parametrize("why", ["illness", "weather", "closure", "inspection", "bereavement"])
def test_what_is_nobodys_fault_costs_nothing(support, visit, why):
    assert off(support, visit, support.susan, why) == ("school", 4, 0, 0)


def test_who_is_not_the_school_costs_it_nothing(support, visit):
    assert off(support, visit, support.leader) == ("leader", 4, 0, 0)


def test_the_office_calls_off_for_the_school(support, visit):
    page = reverse("office-visit-cancel", args=[visit.pk])
    office = account(support.margaret)
    assert "Move it instead" in said(office.get(page))
    office.post(page, {"why": "cover", "words": "By telephone.", "asked_by": "school"})
    visit.refresh_from_db()
    assert (visit.cancelled_by, visit.charged_per_cent) == ("school", 100)
    off_list = said(office.get(reverse("office-visits"), {"show": "off"}))
    assert "School visited: nobody can be spared or covered for, 4 working days’ notice, 100 % charged" in off_list


def test_more_notice_costs_less_and_an_empty_table_nothing(support):
    work = support.agreed()
    visit = support.planned(work, day=27)
    Agreement.objects.update(cancellation=TABLE)
    assert off(support, visit, support.susan) == ("school", 12, 50, 25)
    Agreement.objects.update(cancellation=[])
    assert off(support, support.planned(work, day=17), support.susan) == ("school", 4, 0, 0)


@pytest.mark.parametrize(
    ("today", "notice"),
    [(date(2026, 11, 17), 0), (date(2026, 11, 16), 1), (date(2026, 11, 13), 2), (date(2026, 10, 23), 12)],
)
def test_notice_counts_working_days_up_to_the_day_itself(support, visit, today, notice):
    assert calling_off.notice_given(visit, today) == notice


def test_called_off_its_half_days_and_its_day_are_free(support, visit):
    off(support, visit, support.leader)
    assert visits.taken(visit.deployment) == 0
    assert not Away.objects.exists()
    (row, *_) = Message.objects.filter(kind="deployment.visit_cancelled")
    assert "METHOD:CANCEL" in row.calendar
    assert "STATUS:CANCELLED" in row.calendar


@pytest.mark.parametrize(("who", "due", "away"), [("school", (100, 80), 1), ("leader", (0, 0), 0)])
def test_a_visit_is_missed_by_one_side_and_that_can_be_taken_back(support, visit, clock, who, due, away):
    with pytest.raises(visits.CannotPlan, match="call it off instead"):
        calling_off.miss(visit, missed_by=who, why="x", **support.by(support.leader))
    clock.move_to(AFTER)
    tom, here = account(support.tom.person), reverse("school-visit-missed", args=[visit.pk])
    assert "Choose who was not there" in said(tom.post(here, {"why": "Nobody opened."}))
    tom.post(here, {"missed_by": who, "why": "Nobody opened."})
    visit.refresh_from_db()
    assert (visit.state, visit.missed_by) == ("missed", who)
    assert (visit.charged_per_cent, visit.reimbursed_per_cent) == due
    assert (visits.taken(visit.deployment), Away.objects.count()) == (0, away)
    told = Message.objects.filter(kind="deployment.visit_missed").values_list("to_name", flat=True)
    assert set(told) == {"Tom Raine", "Susan Iveson"}
    tom.post(here, {"why": "It was the other school."})
    visit.refresh_from_db()
    assert (visit.state, visit.missed_by, visit.charged_per_cent) == ("planned", "", 0)
    assert Away.objects.get().stay == visit.pk


def test_what_was_missed_does_not_come_back_where_its_time_was_planned_anew(support, visit):
    at = {"by": support.margaret, "at": datetime(2026, 11, 17, 12, tzinfo=NOW.tzinfo)}
    calling_off.miss(visit, missed_by="leader", why="x", **at)
    for day in (24, 26, 27):
        support.planned(visit.deployment, day=day, half_days=2)
    with pytest.raises(visits.CannotPlan, match="Left to plan: 0 days"):
        calling_off.not_missed(visit, why="y", **at)


def test_a_visit_that_was_moved_on_while_somebody_looked_was_not_missed(support, visit):
    at = {"by": support.margaret, "at": datetime(2026, 11, 17, 12, tzinfo=NOW.tzinfo)}
    looked_at = Visit.objects.get(pk=visit.pk)
    later = visit.starts_at + timedelta(days=7)
    rearranging.move(visit, starts_at=later, ends_at=later + timedelta(hours=3), why=Why(), **at)
    with pytest.raises(visits.CannotPlan, match="not begun yet"):
        calling_off.miss(looked_at, missed_by="school", why="x", **at)
    assert Visit.objects.get().state == "planned"


WITHIN = 14


def put(support, visit: Visit, days: int, by=None, reason: str = "clash", at: datetime = NOW) -> None:
    """Moved to so many days after where it stands, by the school if nobody else is named."""
    Agreement.objects.update(rearranged_within_days=WITHIN)
    on = timedelta(days=days)
    hours = {"starts_at": visit.starts_at + on, "ends_at": visit.ends_at + on}
    rearranging.move(visit, **hours, why=Why(reason), by=by or support.susan, at=at)


@pytest.mark.parametrize(("days", "due"), [(14, ("school", 14, 50, 25)), (15, ("school", 4, 100, 80))])
def test_moved_late_and_further_than_agreed_it_keeps_the_notice_it_had(support, visit, days, due):
    put(support, visit, days)
    assert off(support, visit, support.susan) == due


def test_no_number_of_steps_leads_past_the_rule_and_moving_back_does(support, visit):
    put(support, visit, 14)
    put(support, visit, 14)
    page = said(opened(support.link(support.susan, "visit"))[0].get(reverse("school-visit", args=[visit.pk])))
    assert "It was moved from Tuesday 17 November 2026 with 4 working days’ notice, to a day after" in page
    assert "By the agreement 100 % of the visit is charged" in page
    assert "80 %" not in page
    put(support, visit, -14)
    assert off(support, visit, support.susan) == ("school", 14, 50, 25)


@pytest.mark.parametrize(("who", "reason"), [("leader", "clash"), ("susan", "illness")])
def test_a_move_that_is_not_the_schools_own_costs_it_nothing(support, visit, who, reason):
    Agreement.objects.update(cancellation=[[5, 100, 80]])
    put(support, visit, 21, getattr(support, who), reason)
    assert off(support, visit, support.susan) == ("school", 19, 0, 0)


def test_how_far_the_leader_moves_it_on_does_not_count_against_the_school(support, visit):
    put(support, visit, 14)
    put(support, visit, 14, support.leader)
    assert off(support, visit, support.susan)[1:] == (24, 0, 0)


def test_before_the_move_each_side_reads_its_own_money(support, visit):
    Agreement.objects.update(rearranged_within_days=WITHIN)
    susan, _ = opened(support.link(support.susan, "visit"))
    shown = said(susan.get(reverse("school-visit-move", args=[visit.pk])))
    assert "to a day after Tuesday 1 December 2026, and then calls it off, it counts as called off with 4" in shown
    assert "100 % of the visit is charged." in shown
    office = account(support.margaret)
    both = "100 % of the visit is charged and 80 % is paid to the home school"
    assert both in said(office.get(reverse("office-visit-move", args=[visit.pk])))
    tom = account(support.tom.person)
    for page in ("leader-visit-move", "leader-visit-cancel"):
        assert "%" not in said(tom.get(reverse(page, args=[visit.pk])))


def test_the_rule_holds_for_agreements_that_have_it_alone(support, visit):
    put(support, visit, 28)
    Agreement.objects.update(rearranged_within_days=0)
    assert off(support, visit, support.susan)[2:] == (0, 0)
