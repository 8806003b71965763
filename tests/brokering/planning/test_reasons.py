"""A reason is true: with what it names undone, the leader it names serves the request beside all the others."""

from dataclasses import replace
from pathlib import Path

import pytest

from drystone.brokering.planning import facts, pairs, planner, reasons, ways
from drystone.brokering.planning.instance import Instance, Request
from drystone.brokering.planning.reasons import Change
from drystone.brokering.planning.standing import Standing
from tests.brokering.planning import oracle, small, terms
from tests.brokering.planning.test_plan import near


@pytest.mark.parametrize("seed", range(12))
def test_undoing_what_a_reason_names_makes_the_request_servable(tmp_path: Path, seed: int) -> None:
    instance = small.read(tmp_path, terms.invent(near(25, seed), 8, 30, seed))
    plan = planner.plan(instance)
    assert plan.unserved
    for name in plan.unserved:
        undone, who = undo(instance, name, wanted(instance, plan.served, name))
        request = undone.requests[undone.request_at[name]]
        assert oracle.broken(undone, plan.served | {name: [(who, request.days)]}) == []


def wanted(instance: Instance, served: oracle.Served, name: str) -> list[Change]:
    known = facts.gather(instance)
    able = ways.of(known, pairs.feasible(known))
    standing = Standing(known, able)
    standing.choose(planner.of_plan(known, able, served))
    return reasons.changes(standing.facts, instance.request_at[name])


def undo(instance: Instance, name: str, changes: list[Change]) -> tuple[Instance, str]:
    request = instance.requests[instance.request_at[name]]
    leader = oracle.leader_of(instance, changes[0].leader)
    home, there, lends = instance.home(leader), instance.receiving(request), list(instance.lends)
    for each in changes:
        if each.rule in ("area", "level"):
            leader = replace(leader, specialisms=leader.specialisms | {request.specialism: each.to})
        elif each.rule in ("days", "weeks", "reach"):
            field = {"days": "cap_days", "weeks": "max_concurrent", "reach": "reach_m"}[each.rule]
            leader = replace(leader, **{field: each.to})
        elif each.rule == "conflict":
            leader = replace(leader, conflicts=leader.conflicts - {request.school})
        elif each.rule in ("excluded", "refused"):
            request = without(request, each)
        elif each.rule == "home":
            home = replace(home, home_cap=each.to)
        elif each.rule == "alliance":
            lends[home.alliance] = True
        else:
            pytest.fail(f"{each.rule} cannot be undone")
    schools = tuple({home.id: home}.get(each.id, each) for each in instance.schools)
    leaders = tuple({leader.id: leader}.get(each.id, each) for each in instance.leaders)
    requests = tuple({request.id: request}.get(each.id, each) for each in instance.requests)
    assert there in schools
    return Instance(instance.weeks, tuple(lends), schools, leaders, requests), str(leader.id)


def without(request: Request, change: Change) -> Request:
    if change.rule == "refused":
        return replace(request, refused=request.refused - {change.leader})
    return replace(request, exclude_leaders=request.exclude_leaders - {change.leader})


REASONS = {
    "no_area": ({"specialisms": {"reading": 3}}, {}, ["ann is designated for maths."]),
    "no_level": ({}, {"min_level": 3}, ["ann reaches level 3 in maths."]),
    "no_reach": ({"reach_m": 900}, {}, ["ann goes as far as 10,000 metres."]),
    "excluded": ({"conflicts": ["reeth"]}, {"refused": ["ann"]}, None),
    "capacity": ({"cap_days": 1}, {}, ["ann has 4 days instead of 1."]),
}


@pytest.mark.parametrize("code", REASONS)
def test_reasons_in_the_order_in_which_they_bite(tmp_path: Path, code: str) -> None:
    hers, asked, change = REASONS[code]
    term = small.one([small.leader("ann", "hawes", **hers)], [small.request("r1", "reeth", **asked)])
    why = planner.plan(small.read(tmp_path, term)).unserved["r1"]
    assert why.reason == code
    expected = ["The conflict of ann with reeth ends.", "ann is asked again, and it is not refused."]
    assert list(why.would_change) == (change or expected)


def test_capacity_says_whose_days_and_what_took_them(tmp_path: Path) -> None:
    ann = small.leader("ann", "hawes", cap_days=8, committed=[[2, 0, 0]])
    asks = [small.request("first", "reeth", priority=1), small.request("second", "reeth", priority=3, start=6, end=9)]
    why = planner.plan(small.read(tmp_path, small.one([ann], asks))).unserved["second"]
    assert why.text == (
        "Those who could come have no days or weeks left: ann is nearest to it, but 2 of their 8 days are left, "
        "4 would be needed; given to higher priorities: first; promised before: 2 days."
    )
