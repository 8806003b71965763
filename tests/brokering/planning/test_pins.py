"""A pinned choice is kept, or the plan says why it cannot be."""

from pathlib import Path

import pytest

from drystone.brokering.planning import planner
from drystone.jobs.benchmarking import terms
from tests.brokering.planning import oracle, small
from tests.brokering.planning.test_plan import near


@pytest.mark.parametrize("exact", [1_500, 0])
def test_a_pin_is_kept_though_another_is_better(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: int) -> None:
    monkeypatch.setattr(planner, "EXACT", exact)
    staff = [small.leader("ann", "hawes"), small.leader("tom", "hawes", specialisms={"maths": 1})]
    instance = small.read(tmp_path, small.one(staff, [small.request("r1", "reeth", pinned="tom")]))
    plan = planner.plan(instance)
    assert (plan.served, plan.pins_broken) == ({"r1": [("tom", 4)]}, {})


def test_a_pin_that_breaks_a_rule_says_which_and_another_is_sent(tmp_path: Path) -> None:
    staff = [small.leader("ann", "hawes"), small.leader("tom", "hawes", conflicts=["reeth"], reach_m=5_000)]
    instance = small.read(tmp_path, small.one(staff, [small.request("r1", "reeth", pinned="tom")]))
    plan = planner.plan(instance)
    assert plan.served == {"r1": [("ann", 4)]}
    assert plan.pins_broken == {
        "r1": "tom is pinned, and cannot be sent: the school is beyond their reach; "
        "a conflict with the school is on record."
    }


def test_of_pins_that_do_not_go_together_the_most_are_kept(tmp_path: Path) -> None:
    asks = [small.request(name, "reeth", days=days, pinned="ann") for name, days in (("a", 9), ("b", 5), ("c", 5))]
    plan = planner.plan(small.read(tmp_path, small.one(requests=asks)))
    assert plan.served.keys() == {"b", "c"}
    assert "kept there: b, c" in plan.pins_broken["a"]


def test_a_pin_on_nobody_is_said(tmp_path: Path) -> None:
    plan = planner.plan(small.read(tmp_path, small.one(requests=[small.request("r1", "reeth", pinned="zoe")])))
    assert plan.pins_broken == {"r1": "zoe is pinned, and there is no such leader."}


@pytest.mark.parametrize("seed", range(6))
def test_many_pins_are_kept_on_both_ways_of_planning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    term = terms.invent(near(30, seed), 15, 25, seed)
    free = planner.plan(small.read(tmp_path, term))
    for request in term["requests"][::2]:
        if request["id"] in free.served:
            request["pinned"] = free.served[request["id"]][0][0]
    for exact in (1_500, 0):
        monkeypatch.setattr(planner, "EXACT", exact)
        instance = small.read(tmp_path, term)
        plan = planner.plan(instance)
        assert (oracle.broken(instance, plan.served), plan.pins_broken) == ([], {})
        for request in instance.requests:
            assert request.pinned is None or request.pinned in [leader for leader, _ in plan.served[request.id]]


@pytest.mark.parametrize("exact", [1_500, 0])
def test_a_plan_that_is_cut_short_keeps_its_pins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: int) -> None:
    monkeypatch.setattr(planner, "EXACT", exact)
    asks = [small.request("dear", "reeth", priority=1), small.request("cheap", "reeth", priority=4, pinned="ann")]
    instance = small.read(tmp_path, small.one([small.leader("ann", "hawes", cap_days=4)], asks))
    assert planner.plan(instance, say=lambda what, done, of: False).served == {"cheap": [("ann", 4)]}
