"""A school has been called by Ofsted: one press moves every visit that touches it, and costs nobody anything."""

from datetime import date

import pytest
from django.urls import reverse

from drystone.deployment import clashes, inspections, pausing, rearranging
from drystone.deployment.inspections import Call
from drystone.deployment.models import Agreement, Deployment, Visit, VisitMove
from drystone.deployment.rearranging import Why
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.register.models import Away, Placement, Promise, SchoolDates
from tests import cast
from tests.clock import NOW
from tests.supporting_pages import account, opened, said

TODAY = NOW.date()
WEEK = (date(2026, 11, 16), date(2026, 11, 20))


@pytest.fixture
def work(support):
    return support.agreed()


def call(support, school=None, leader=None, days=WEEK) -> Call:
    return Call(school or support.leyburn, support.alliance, *days, leader)


def press(told: Call, support, by) -> SchoolDates:
    shown = inspections.written(inspections.steps(told, today=TODAY))
    return inspections.call(told, shown=shown, **support.by(by))


def days(*visits: Visit) -> list[tuple[str, int, int]]:
    found = [Visit.objects.get(pk=visit.pk) for visit in visits]
    return [(visit.state, visit.starts_at.month, visit.starts_at.day) for visit in found]


def test_each_visit_moves_to_the_first_free_day_from_two_weeks_on_and_is_told_once(support, work):
    tuesday, thursday, later = (support.planned(work, day=day) for day in (17, 19, 24))
    taken = support.planned(work, day=26)
    rearranging.move(
        taken, starts_at=taken.starts_at.replace(month=12, day=3), ends_at=taken.ends_at.replace(month=12, day=3),
        why=Why(), **support.office,
    )  # fmt: skip
    susan, _ = opened(support.link(support.susan, "visit"))
    here = reverse("school-visit-inspection", args=[taken.pk])
    usual = said(susan.get(here))
    assert "from Wednesday 11 November 2026 to Tuesday 17 November 2026" in usual
    asked = {"school": str(support.leyburn.pk), "starts": "2026-11-16", "ends": "2026-11-20"}
    shown = susan.get(here, asked)
    assert "Tuesday 1 December 2026 at 9am" in said(shown)
    typed = {**asked, "shown": shown.context["written"]}
    susan.post(here, typed)
    assert not VisitMove.objects.filter(reason="inspection").exists()  # without the tick a filter has pressed
    for _ in range(2):
        susan.post(here, {**typed, "sure": "yes"})
    assert days(tuesday, thursday, later) == [("planned", 12, 1), ("planned", 12, 10), ("planned", 11, 24)]
    moves = VisitMove.objects.filter(reason="inspection")
    assert [(row.asked_by, row.inspection.school_id) for row in moves] == [("school", support.leyburn.pk)] * 2
    told = Message.objects.filter(kind="deployment.inspection_called")
    assert sorted(row.to_name for row in told) == ["Kate Lister", "Margaret Alderson", "Susan Iveson", "Tom Raine"]
    other = Message.objects.get(kind="deployment.visits_give_way")
    assert (other.to_name, "inspect" in other.text, "Ofsted" in other.subject + other.text) == (
        "Ann Peel",
        False,
        False,
    )
    told = [*told, other]
    assert {(row.text.count(", now "), row.calendar.count("BEGIN:VEVENT")) for row in told} == {(2, 2)}
    assert "has an inspection" in clashes.on(work, date(2026, 11, 18), today=TODAY)[0].text


def test_what_finds_no_day_is_called_off_for_nothing_and_its_time_is_free(support, work):
    visit = support.planned(work, day=17)
    Agreement.objects.update(ends=date(2026, 11, 30))
    press(call(support), support, support.susan)
    visit.refresh_from_db()
    assert (visit.state, visit.cancelled_for, visit.charged_per_cent) == ("cancelled", "inspection", 0)
    (row,) = Message.objects.filter(kind="deployment.inspection_called", to_name="Kate Lister")
    assert "no day was free" in row.text
    assert "METHOD:CANCEL" in row.calendar


def test_the_home_school_moves_the_visits_of_its_leaders(support, work):
    visit = support.planned(work, day=17)
    ann = account(support.ann)
    here = reverse("school-release-inspection", args=[support.tom.pk])
    asked = {"school": str(support.reeth.pk), "starts": "2026-11-16", "ends": "2026-11-20"}
    shown = ann.get(here, asked)
    ann.post(here, {**asked, "shown": shown.context["written"]})
    assert days(visit) == [("planned", 12, 1)]
    assert VisitMove.objects.get().asked_by == "home"
    told = clashes.on(work, date(2026, 11, 18), today=TODAY)[0]
    assert told.said_to(school=True) == "Tom Raine cannot come on that day."


def test_that_the_home_school_is_inspected_the_visited_school_is_not_told(support, work):
    visits = support.planned(work, day=17), support.planned(work, day=18)
    gone = support.planned(work, day=19)
    Agreement.objects.update(ends=date(2026, 12, 2))
    press(call(support, support.reeth), support, support.ann)
    assert [row[0] for row in days(*visits, gone)] == ["planned", "planned", "cancelled"]
    told = Message.objects.filter(kind="deployment.inspection_called").values_list("to_name", flat=True)
    assert sorted(told) == ["Ann Peel", "Margaret Alderson", "Tom Raine"]
    theirs = Message.objects.filter(kind="deployment.visits_give_way")
    assert sorted(row.to_name for row in theirs) == ["Kate Lister", "Susan Iveson"]
    pages = [said(account(support.susan).get(reverse("school-visit", args=[visits[0].pk])))]
    assert "Moved from" in pages[0]
    pages += [row.subject + row.text + row.calendar for row in theirs]
    assert not [page for page in pages if "asked for by" in page or "home school" in page.lower()]
    assert not [page for page in pages[1:] if "inspect" in page.lower() or "ofsted" in page.lower()]
    assert "We have been called by Ofsted" in said(
        account(support.tom.person).get(reverse("leader-visit", args=[visits[0].pk]))
    )


def test_a_leader_moves_her_own_visits_and_sees_no_others(support, work):
    hannah = support.add_leader("Hannah Alderson")
    mine = support.planned(work, day=17)
    assert inspections.steps(call(support, leader=hannah.person), today=TODAY) == []
    here = reverse("leader-inspection", args=[work.pk])
    tom = account(support.tom.person)
    assert "Which school has been called?" in said(tom.get(here))
    shown = tom.get(here, {"school": str(support.reeth.pk), "starts": "2026-11-16", "ends": "2026-11-20"})
    assert [step.visit for step in shown.context["steps"]] == [mine]
    assert account(hannah.person).get(here).status_code == 404


def test_whoever_has_nothing_to_do_with_the_school_calls_nobody(support, work):
    support.planned(work, day=17)
    for person in (support.kate, support.ann, support.tom.person):
        with pytest.raises(NotAllowed):
            press(call(support), support, person)


def test_what_has_changed_since_the_page_was_shown_is_shown_again(support, work):
    visit, told = support.planned(work, day=17), call(support)
    shown = inspections.written(inspections.steps(told, today=TODAY))
    later = {"starts_at": visit.starts_at.replace(day=18), "ends_at": visit.ends_at.replace(day=18)}
    rearranging.move(visit, **later, why=Why(), **support.office)
    with pytest.raises(inspections.Changed):
        inspections.call(told, shown=shown, **support.by(support.susan))
    assert not SchoolDates.objects.exists()
    assert days(visit) == [("planned", 11, 18)]


def test_a_visit_that_gave_way_can_move_again(support, work):
    visit = support.planned(work, day=17)
    press(call(support), support, support.susan)
    visit.refresh_from_db()
    hours = {"starts_at": visit.starts_at.replace(day=2), "ends_at": visit.ends_at.replace(day=2)}
    rearranging.move(visit, **hours, why=Why("clash"), **support.by(support.leader))
    assert days(visit) == [("planned", 12, 2)]


def test_without_a_visit_the_days_are_known_all_the_same(support, work):
    press(call(support), support, support.susan)
    assert SchoolDates.objects.get().kind == "inspection"
    assert not Message.objects.filter(kind="deployment.inspection_called").exists()


def test_visits_of_work_that_rests_or_is_agreed_anew_move_too_and_one_costs_as_much_to_show_as_many(
    support, work, query_count
):
    first = support.planned(work, day=17)
    with query_count() as one:
        inspections.steps(call(support), today=TODAY)
    second, third = support.planned(work, day=18), support.planned(work, day=19)
    with query_count() as three:
        inspections.steps(call(support), today=TODAY)
    assert len(one) == len(three)
    pausing.pause(work, until=date(2026, 12, 7), reason="leader", text="Ill.", calls_off=False, **support.office)
    rests = {step.visit: step.day for step in inspections.steps(call(support), today=TODAY)}
    assert rests == {first: date(2026, 12, 8), second: date(2026, 12, 9), third: date(2026, 12, 10)}
    press(call(support), support, support.susan)
    assert days(first, second, third) == [("planned", 12, 8), ("planned", 12, 9), ("planned", 12, 10)]
    assert Deployment.objects.get().state == "paused"


@pytest.mark.parametrize("number", [1, 10])
@pytest.mark.parametrize(("until", "becomes"), [((12, 18), "planned"), ((11, 30), "cancelled")])
def test_ten_visits_cost_the_press_no_more_than_one(support, query_count, number, until, becomes):
    work = support.agreed(half_days=10)
    visits = [support.planned(work, day=day) for day in (17, 18, 19, 20, 23, 24, 25, 26, 27, 30)[:number]]
    moved_before = [visit.moved for visit in visits]
    Agreement.objects.update(ends=date(2026, *until))
    told = call(support, days=(WEEK[0], date(2026, 11, 30)))
    shown = inspections.written(inspections.steps(told, today=TODAY))
    with query_count() as queries:
        inspections.call(told, shown=shown, **support.by(support.susan))
    assert len(queries) <= 75
    assert {state for state, *_ in days(*visits)} == {becomes}
    now = [Visit.objects.get(pk=visit.pk) for visit in visits]
    assert [visit.moved for visit in now] == [before + 1 for before in moved_before]
    away = Away.objects.filter(stay__in=[visit.pk for visit in visits]).order_by("on")
    expected = sorted(visit.starts_at.date() for visit in now) if becomes == "planned" else []
    assert [row.on for row in away] == expected
    events = Event.objects.filter(verb__in=["moved", "give_way"], note="We have been called by Ofsted")
    assert events.count() == number
    mails = Message.objects.filter(kind="deployment.inspection_called")
    assert {mail.calendar.count("BEGIN:VEVENT") for mail in mails} == {number}
    assert mails.count() == 4


def test_visits_move_while_a_change_is_being_agreed(support, work):
    visit = support.planned(work, day=17)
    support.drawn_up(work, half_days=4)
    press(call(support), support, support.susan)
    assert days(visit) == [("planned", 12, 1)]


def test_days_that_move_into_the_next_term_are_promised_there(support):
    work = support.agreed(ends=date(2027, 1, 29))
    visits = [support.planned(work, day=day) for day in (17, 18)]
    promised = Promise.objects.filter(for_id=work.pk, given_back_at=None).order_by("term__starts")
    before = list(promised.values_list("term__name", "half_days"))
    told = call(support, days=(date(2026, 11, 16), date(2027, 1, 8)))
    press(told, support, support.susan)
    assert [row[:2] for row in days(*visits)] == [("planned", 1)] * 2
    after = dict(promised.values_list("term__name", "half_days"))
    assert sum(after.values()) == sum(half_days for _, half_days in before) == 6
    assert [after.get(term.name, 0) for term in support.terms[:2]] == [4, 2]


def test_no_visit_is_put_where_the_leader_works_at_another_school_by_then(support, work):
    visits = [support.planned(work, day=day) for day in (17, 18)]
    hers = Placement.objects.filter(designation=support.tom)
    hers.update(ends=date(2026, 12, 1))
    hawes = cast.school("Hawes Primary School")
    Placement.objects.create(
        alliance=support.alliance, designation=support.tom, school=hawes, starts=date(2026, 12, 2)
    )
    press(call(support), support, support.susan)
    assert [state for state, *_ in days(*visits)] == ["planned", "cancelled"]
