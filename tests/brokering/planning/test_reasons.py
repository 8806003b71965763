"""A reason is true: with what it names undone, the leader it names serves the request beside all the others."""

from pathlib import Path

import pytest

from drystone.brokering.planning import planner
from drystone.jobs.benchmarking import terms
from tests.brokering.planning import small, told
from tests.brokering.planning.test_plan import near


@pytest.mark.parametrize("seed", range(12))
def test_doing_what_a_reason_says_makes_the_request_servable(tmp_path: Path, seed: int) -> None:
    """Its sentences are read and done, by other rules than those that wrote them."""
    instance = small.read(tmp_path, terms.invent(near(25, seed), 8, 30, seed))
    plan = planner.plan(instance)
    assert plan.unserved
    for name, why in plan.unserved.items():
        assert told.is_true(instance, plan.served, name, why.would_change), (name, why)
        assert why.reason == told.stage(instance, instance.requests[instance.request_at[name]])


@pytest.mark.parametrize("seed", range(4))
def test_of_what_would_have_to_change_nothing_can_be_left_out(tmp_path: Path, seed: int) -> None:
    instance = small.read(tmp_path, terms.invent(near(25, seed), 8, 30, seed))
    plan = planner.plan(instance)
    for name, why in plan.unserved.items():
        for left_out in why.would_change:
            rest = tuple(each for each in why.would_change if each != left_out)
            assert not told.is_true(instance, plan.served, name, rest), (name, left_out)


def test_who_is_to_be_designated_is_told_at_which_level(tmp_path: Path) -> None:
    ann = small.leader("ann", "hawes", specialisms={"reading": 3})
    plan = planner.plan(small.read(tmp_path, small.one([ann], [small.request("r1", "reeth", min_level=2)])))
    assert plan.unserved["r1"].would_change == ("ann is designated for maths at level 2.",)


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
