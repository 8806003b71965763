"""A term as the planner takes it: nobody is proposed who may not be asked, and nobody is asked for too much.

Features 42 (ranked, with reasons), 49 (conflict of interest), 51 (workload cap).
"""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from drystone.brokering import candidates, conflicts, enquiries, pins, rules
from drystone.brokering.models import Conflict, SupportRequest
from drystone.brokering.terms import known, ruled_out, wording
from drystone.lifecycle import AlreadyMoved
from drystone.people.models import Post
from drystone.register import pauses, promises, release, release_rules
from drystone.register.models import Assurance, Designation, Promise, ReleaseBudget
from drystone.register.release_rules import Said
from tests import cast
from tests.brokering.terms.stage import FROM, UNTIL, Stage, fresh
from tests.clock import NOW

MANY_QUESTIONS = 18


@pytest.fixture
def stage(db) -> Stage:
    return Stage()


def conflict(stage, leader, request) -> None:
    Conflict.objects.create(
        alliance=stage.alliance, person=leader.person, school=request.school, kind="relative", starts=cast.TODAY
    )


def an_old_conflict(stage, leader, request) -> None:
    Conflict.objects.create(
        alliance=stage.alliance, person=leader.person, school=request.school, kind="declared",
        starts=date(2020, 1, 1), ends=FROM,
    )  # fmt: skip


def former_post(stage, leader, request) -> None:
    Post.objects.create(
        person=leader.person, role="staff", alliance=stage.alliance, organisation=request.school,
        starts=date(2018, 9, 1), ends=date(2025, 8, 31),
    )  # fmt: skip


def kept_off(stage, leader, request) -> None:
    conflicts.keep_off(request, leader, reason="They did not get on.", **stage.office)


def same_trust(stage, leader, request) -> None:
    for school in (leader.home_school, request.school):
        type(school).objects.filter(pk=school.pk).update(trust_name="Dales Trust")


def paused(stage, leader, request) -> None:
    Designation.objects.filter(pk=leader.pk).update(state="paused")


def away(stage, leader, request) -> None:
    days = {"starts": UNTIL, "back_on": UNTIL + timedelta(days=90)}
    with suppress(AlreadyMoved):
        pauses.pause(leader, reason="leave", **days, **stage.office)


def ended_before(stage, leader, request) -> None:
    Designation.objects.filter(pk=leader.pk).update(ends=FROM - timedelta(days=1))


def not_assured(stage, leader, request) -> None:
    Assurance.objects.filter(person=leader.person).update(until=FROM - timedelta(days=1))


def moved(stage, leader, request) -> None:
    """The letter of the school before does not go along."""
    Designation.objects.filter(pk=leader.pk).update(home_school=stage.asking["Masham"], moved_on=cast.TODAY)


def few_days(stage, leader, request) -> None:
    release.grant(leader.home_school, stage.autumn, half_days=1, person=leader.person, **stage.by(stage.ann))


def ceiling(stage, leader, request) -> None:
    release.grant(leader.home_school, stage.autumn, half_days=3, person=None, **stage.by(stage.ann))


def narrow_rules(stage, leader, request) -> None:
    release_rules.settle(leader, Said(a_week=1, notice=15), Said(), **stage.office)


def refused(stage, leader, request) -> None:
    try:
        home = enquiries.ask_home(request, leader, **stage.office)
    except enquiries.CannotAsk:
        return
    enquiries.answer(home, "not_now", **stage.by(cast.acting(home.asked)))


def asked_already(stage, leader, request) -> None:
    try:
        enquiries.ask_home(request, leader, **stage.office)
    except enquiries.CannotAsk:
        return


def busy(stage, leader, request) -> None:
    """One piece of work a week, and she may have one at once."""
    stage.alliance.concurrent_deployments = 1
    stage.alliance.save()
    promises.promise(
        request, person=leader.person, home_school=leader.home_school, starts=FROM, ends=FROM, half_days=1, at=NOW
    )


def near_only(stage, leader, request) -> None:
    stage.alliance.reach_miles = 12
    stage.alliance.save()


HAPPENS = [
    conflict, an_old_conflict, former_post, kept_off, same_trust, paused, away, ended_before, not_assured, moved,
    few_days, ceiling, narrow_rules, refused, asked_already, busy, near_only,
]  # fmt: skip


def faults(stage: Stage) -> list[str]:
    """What is wrong with the plan of the term as it stands, by the rules that are asked when somebody is asked."""
    gathered, plan = stage.worked_out()
    leaders, taken, of_home, weeks = gathered.known.leaders, Counter(), Counter(), Counter()
    wrong = []
    for pk, ((number, half_days),) in plan.served.items():
        request, leader = fresh(SupportRequest(pk=pk)), leaders[number]
        assert half_days == request.half_days
        if broken := rules.broken(rules.load(request, on=cast.TODAY, only=[leader]), leader):
            wrong.append(f"{leader.person} for {request.school}: {broken}")
        taken[leader] += half_days
        of_home[leader.home_school_id] += half_days
        starts, ends = request.period(cast.TODAY)
        days = [starts + timedelta(days=each) for each in range((ends - starts).days + 1)]
        for week in {day - timedelta(days=day.weekday()) for day in days}:
            weeks[leader, week] += 1
    for leader, half_days in taken.items():
        given = summed(ReleaseBudget, stage, person=leader.person, home_school=leader.home_school)
        if half_days > given - summed(Promise, stage, person=leader.person, given_back_at=None):
            wrong.append(f"{leader.person} gives {half_days} half-days of {given}")
    for home, half_days in of_home.items():
        whole = ReleaseBudget.objects.filter(home_school=home, term=stage.autumn, person=None).first()
        if whole and half_days > whole.half_days - summed(Promise, stage, home_school=home, given_back_at=None):
            wrong.append(f"{whole.home_school} gives {half_days} half-days of {whole.half_days}")
    if weeks and max(weeks.values()) > stage.alliance.concurrent_deployments:
        wrong.append(f"{max(weeks.values())} at once")
    return wrong


def summed(kind: Any, stage: Stage, **which: Any) -> int:
    return sum(kind.objects.filter(term=stage.autumn, **which).values_list("half_days", flat=True))


@pytest.mark.parametrize("happens", HAPPENS)
def test_no_plan_breaks_a_rule(stage, happens):
    """Each thing that can keep somebody out, said of whoever the plan would send first."""
    requests = stage.ask_all()
    _, plan = stage.worked_out()
    first = next(each for each in requests if each.pk in plan.served)
    leader = Designation.objects.select_related("person", "home_school").get(pk=plan.served[first.pk][0][0])
    happens(stage, leader, first)
    assert faults(stage) == []


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.tuples(st.sampled_from(HAPPENS), st.integers(0, 11), st.integers(0, 7)), max_size=9),
    st.lists(st.integers(1, 9), min_size=8, max_size=8),
)
def test_no_plan_breaks_a_rule_whatever_happens(stage, happenings, half_days):
    """Any of it together, with requests of any length."""
    stage.alliance.refresh_from_db()
    with transaction.atomic():
        requests = stage.ask_all()
        for request, days in zip(requests, half_days, strict=True):
            SupportRequest.objects.filter(pk=request.pk).update(half_days=days)
        leaders = list(Designation.objects.select_related("person", "home_school").order_by("pk"))
        done = set()
        for happens, leader, request in happenings:
            if (happens, leader) not in done:
                happens(stage, leaders[leader], fresh(requests[request]))
            done.add((happens, leader))
        assert faults(stage) == []
        transaction.set_rollback(True)


def like_schools(stage: Stage) -> list[SupportRequest]:
    """Requests of schools like those of the leaders, some of whom have worked there, or elsewhere, before."""
    sizes, meals = (None, 90, 240, 240), (12, 35, None, 60)
    schools = [*stage.homes.values(), *stage.asking.values()]
    for number, each in enumerate(schools):
        kind = {"pupils": sizes[number % 4], "fsm_per_cent": meals[number // 2 % 4]}
        type(each).objects.filter(pk=each.pk).update(**kind)
    by_hand = stage.chosen()
    again = stage.ask("Leyburn", 0, 2, priority=1)
    pins.pin(again, by_hand.designation, reason="They know each other.", **stage.office)
    return [again, *stage.ask_all()]


def test_a_line_says_and_scores_what_the_list_of_candidates_does(stage):
    """But for what the days bear, of which a line tells by the whole plan."""
    stage.alliance.fairness_counts = 0
    stage.alliance.concurrent_deployments = 3
    stage.alliance.save()
    like_schools(stage)
    gathered, plan = stage.worked_out()
    words, said = wording.Words(gathered, plan.served), set()
    for pk, ((number, _),) in plan.served.items():
        request, leader = gathered.known.requests[pk], gathered.known.leaders[number]
        line = words.line(request, leader)
        ranked = candidates.rank(fresh(request), on=cast.TODAY, many=50).candidates
        there = next(each for each in ranked if each.designation_id == number)
        assert (line.score, line.metres) == (there.score, there.metres)
        assert line.because == [each for each in there.because if not each.endswith("left")]
        assert [each for each in line.but if not each.startswith("with this plan")] == list(there.but)
        said.update(line.because, line.but)
    assert said > {
        "has helped this school before",
        "a school of similar size",
        "a kind of school that is new to them",
        "not deployed in the last twelve months",
    }


def test_of_six_requests_and_five_leaders_the_plan_takes_what_fits_and_says_what_takes_the_rest(stage):
    """Each of English has eight half-days, Tom twelve."""
    for name in (*stage.asking, "Thirsk"):
        stage.ask(name, 0, 8, priority=2)
    stage.ask("Hawes", 0, 8, priority=4)
    _, plan = stage.worked_out()
    assert (len(plan.served), len(plan.unserved)) == (5, 1)
    (left,) = plan.unserved.values()
    assert left.reason == "capacity"


def test_the_same_term_gives_the_same_plan(stage):
    stage.ask_all()
    assert stage.worked_out()[1] == stage.worked_out()[1]


@pytest.mark.parametrize("step", ["offered", "chosen"])
def test_what_the_school_chooses_from_is_not_planned_again(stage, step):
    offer = getattr(stage, step)()
    gathered = stage.gathered()
    assert offer.request_id not in gathered.instance.request_at
    assert gathered.known.offered == {offer.request_id}


def test_a_request_of_another_term_is_left_to_that_one(stage):
    spring = {"from_on": date(2027, 1, 11), "until_on": date(2027, 2, 12)}
    here, there = stage.ask(), stage.ask("Hawes", **spring)
    assert set(stage.gathered().instance.request_at) == {here.pk}
    spring_term = known.read(stage.alliance, stage.terms[1], on=cast.TODAY)
    assert set(spring_term.requests) == {there.pk}


def test_gathering_asks_as_much_for_many_requests_as_for_one(stage, query_count):
    stage.ask()
    with query_count() as one:
        stage.gathered()
    stage.ask_all()
    with query_count() as many:
        stage.gathered()
    assert len(one) == len(many) <= MANY_QUESTIONS


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 24), st.integers(0, 24))
def test_whole_weeks_never_leave_more_room_than_there_is(stage, first, length):
    """By a weekly limit, a weekday on which nobody goes, and notice."""
    starts, ends = FROM + timedelta(days=first), FROM + timedelta(days=first + length)
    with transaction.atomic():
        said = Said(a_week=2, never_on=(4,), notice=8)
        release_rules.settle(stage.tom, said, Said(a_week=3), **stage.office)
        stage.ask(until_on=FROM + timedelta(days=60))
        possible = ruled_out.Possible(known.read(stage.alliance, stage.autumn, on=cast.TODAY))
        assert 0 <= possible.in_whole_weeks(stage.tom, starts, ends) <= possible.left(stage.tom, starts, ends)
        transaction.set_rollback(True)
