"""The list of candidates against the rules said a second time, row by row; and the picture in memory against the
database, whatever is changed by whomever."""

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from django.db import connection, transaction

from drystone.brokering import candidates, picture, ranking, ticks
from drystone.brokering.models import Conflict, Enquiry, Exclusion, Offer, SupportRequest, Tick
from drystone.brokering.planning import score
from drystone.brokering.planning.instance import Instance, Leader, Request, School
from drystone.brokering.planning.weights import Weights
from drystone.people.models import Post
from drystone.register.models import (
    Assurance,
    Condition,
    DesignatedArea,
    Designation,
    Pause,
    Promise,
    ReleaseBudget,
)
from tests import cast
from tests.brokering.crowd import Crowd
from tests.clock import NOW


def faults(asked: SupportRequest, who: Designation) -> list[str]:
    """Every hard rule that a leader breaks, said as plainly as can be."""
    starts, ends = asked.period(cast.TODAY)
    person, home, there, here = who.person, who.home_school, asked.school, asked.alliance
    held = DesignatedArea.objects.filter(designation=who, area=asked.area_id)
    unmet = Condition.objects.filter(designation=who, area=asked.area_id, kind="condition", state="open")
    posts = Post.objects.filter(person=person, organisation=there, alliance=here, starts__lte=ends)
    before = date(starts.year - here.former_post_years, starts.month, starts.day)
    during = Promise.objects.filter(person=person, given_back_at=None, starts__lte=ends, ends__gte=starts)
    far = None
    if home.easting and there.easting:
        far = (home.easting - there.easting) ** 2 + (home.northing - there.northing) ** 2
    rules = {
        "area": held.exists() and not unmet.exists(),
        "school": home != there,
        "trust": not (here.same_trust_is_conflict and home.trust_name and home.trust_name == there.trust_name),
        "state": who.state in ("active", "to_come"),
        "away": not Pause.objects.filter(
            designation=who, ended_on=None, starts__lte=ends, back_on__gt=starts
        ).exists(),
        "in force": who.starts <= starts <= who.ends,
        "conflict": not any(
            each.starts <= ends and (each.ends is None or each.ends >= starts)
            for each in Conflict.objects.filter(person=person, school=there)
        ),
        "post": not any(each.ends is None or each.ends > before for each in posts),
        "excluded": not Exclusion.objects.filter(request=asked, designation=who, undone_at=None).exists(),
        "asked": not Enquiry.objects.filter(request=asked, designation=who, state__in=("no", "not_now")).exists(),
        "offered": not Offer.objects.filter(request=asked, designation=who, state="stood_down").exists(),
        "assured": Assurance.objects.filter(person=person, organisation=home, until__gte=starts).exists(),
        "reach": far is None or far**0.5 <= here.reach_miles * 1609.344,
        "at once": during.values("for_type", "for_id").distinct().count() < here.concurrent_deployments,
        "days": left(who, asked) >= asked.half_days,
    }
    return [rule for rule, holds in rules.items() if not holds]


def left(who: Designation, asked: SupportRequest) -> int:
    total, (starts, ends) = 0, asked.period(cast.TODAY)
    for term in asked.alliance.terms:
        if term.ends < starts or term.starts > ends:
            continue
        promised = Promise.objects.filter(given_back_at=None, term=term)
        budgets = ReleaseBudget.objects.filter(home_school=who.home_school, term=term)
        mine = sum(each.half_days for each in budgets.filter(person=who.person))
        rest = mine - sum(each.half_days for each in promised.filter(person=who.person))
        for ceiling in budgets.filter(person=None):
            taken = sum(each.half_days for each in promised.filter(home_school=who.home_school))
            rest = min(rest, ceiling.half_days - taken)
        total += max(rest, 0)
    return total


@pytest.mark.parametrize("seed", range(30))
def test_whoever_breaks_a_hard_rule_is_never_a_candidate_and_whoever_breaks_none_is(support, seed):
    crowd = Crowd(support, seed)
    asked = crowd.asked
    asked.alliance.terms = support.terms
    found = [each.designation_id for each in candidates.rank(asked, on=cast.TODAY).candidates]
    everybody = Designation.objects.select_related("person", "home_school")
    assert sorted(found) == [each.pk for each in everybody.order_by("pk") if not faults(asked, each)]


@pytest.mark.parametrize("seed", range(6))
def test_the_picture_in_memory_is_what_the_database_says_after_every_change(support, seed):
    """Also after a change that was taken back with its transaction."""
    crowd = Crowd(support, seed)
    for number in range(40):
        if number % 4 == 3:
            with transaction.atomic():
                crowd.change()
                as_now(crowd)
                transaction.set_rollback(True)
        else:
            crowd.change()
        as_now(crowd)


def as_now(crowd: Crowd) -> None:
    asked = crowd.asked
    kept, anew = ranking.now(asked, on=cast.TODAY), ranking.anew(asked, on=cast.TODAY)
    assert kept.order == anew.order
    for name, column in vars(anew.them).items():
        if name != "trust":  # a number of the picture's own
            assert np.array_equal(column, getattr(kept.them, name)), name


@pytest.mark.parametrize("seed", range(12))
def test_the_score_of_the_list_is_the_score_of_a_plan(support, seed):
    """And what days cost in fairness is what a plan takes off for them."""
    crowd = Crowd(support, seed)
    asked = crowd.asked
    weighed = ranking.anew(asked, on=cast.TODAY)
    for place, one in enumerate(weighed.looked_at(list(range(len(weighed.places))))):
        instance = term_of(asked, one, weighed.weights)
        leader, request = instance.leaders[0], instance.requests[0]
        if one.level:
            assert int(weighed.them.worth[place]) == score.fit(instance, leader, request)
            value = score.value(instance, {request.id: [(leader.id, request.days)]})
            assert int(weighed.score[place]) == value


def term_of(asked: SupportRequest, one: SimpleNamespace, weights: Weights) -> Instance:
    """A term with this one request and this one leader, from the rows themselves."""
    who = Designation.objects.get(pk=one.designation)
    held = DesignatedArea.objects.filter(designation=who, area=asked.area_id).first()
    chosen = Offer.objects.filter(designation__person=who.person, state="chosen").exclude(request=asked)
    schools = {each.pk: place_of(each) for each in (who.home_school, asked.school)}
    contexts = {schools[who.home_school_id].context, *(schools[asked.school_id].context for _ in chosen)}
    done = Promise.objects.filter(person=who.person, given_back_at=None, ends__gte=cast.TODAY - timedelta(days=365))
    leader = Leader(
        "leader", home=who.home_school_id, specialisms={"area": held.level} if held else {},
        phases=frozenset(held.phases) if held else frozenset(), cap_days=one.granted, max_concurrent=9,
        reach_m=int(asked.alliance.reach_miles * 1609.344), conflicts=frozenset(), past_contexts=frozenset(contexts),
        deployments_12m=done.values("for_type", "for_id").distinct().count(), committed=((one.promised, 0, 0),),
    )  # fmt: skip
    request = Request(
        "request", school=asked.school_id, specialism="area", phase=asked.phase, days=asked.half_days, start=0, end=9,
        priority=asked.priority, received=0, min_level=1, exclude_leaders=frozenset(), refused=frozenset(),
        pinned=None, previous=frozenset(("leader",) if chosen.exists() else ()), may_split=0,
    )  # fmt: skip
    return Instance(13, (False,), tuple(schools.values()), (leader,), (request,), 2, weights)


def place_of(here) -> School:
    return School(
        here.pk, e=here.easting, n=here.northing, phase=here.phase.lower(), pupils=here.pupils, fsm=here.fsm_per_cent,
        rural=0, alliance=0, home_cap=99,
    )  # fmt: skip


def test_every_table_that_ranking_is_made_of_is_watched(db):
    """A table that a later migration makes anew loses its triggers on SQLite; then this one has to set them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
    assert {each["name"] for each in ticks.triggers(connection.vendor)} <= there


def test_another_alliance_s_change_is_no_change_of_this_one(support):
    asked = support.accepted()
    before = ticks.stamps(support.alliance.pk)
    there = cast.alliance("Wensleydale Alliance", default=False)
    cast.leader(there, cast.school("Hawes Primary School"), "Nell Thwaite")
    assert ticks.stamps(support.alliance.pk) == before
    assert candidates.rank(asked, on=cast.TODAY).holders == 1


def test_what_was_counted_long_ago_is_forgotten_and_the_picture_is_taken_anew(support):
    asked = support.accepted()
    candidates.rank(asked, on=cast.TODAY)
    assert ticks.forget(at=NOW) > 0
    assert Tick.objects.count() == Tick.objects.values("alliance_id", "part").distinct().count()
    Designation.objects.update(state="paused")
    assert candidates.rank(asked, on=cast.TODAY).candidates == []


def test_a_process_keeps_few_pictures(support):
    for number in range(20):
        asked = support.accepted()
        SupportRequest.objects.filter(pk=asked.pk).update(area=cast.area(f"area-{number}", f"Area {number}"))
        candidates.rank(SupportRequest.objects.get(pk=asked.pk), on=cast.TODAY)
    for number in range(60):
        picture.remembered((number, "held"), (number, 0), lambda: None, lambda found: True)
    assert len(picture.kept) <= picture.MOST
