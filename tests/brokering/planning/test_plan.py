"""No plan breaks a hard rule, none is worth more than its bound, and small ones are the best there are."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drystone.brokering.planning import model, planner, score
from drystone.brokering.planning.weights import NAMES
from drystone.jobs.benchmarking import terms
from tests.brokering.planning import oracle, small

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def near(schools: int, seed: int) -> list[tuple[int, int]]:
    chance = random.Random(seed)
    return [(400_000 + chance.randint(0, 30_000), 500_000 + chance.randint(0, 30_000)) for _ in range(schools)]


def tiny(seed: int) -> dict[str, Any]:
    term = terms.invent(near(4, seed), 4, 4, seed)
    for thing in (*term["leaders"], *term["requests"]):
        if "specialisms" in thing:
            thing |= {"specialisms": {"maths": 2, "reading": 3}, "reach_m": 25_000}
        else:
            thing |= {"specialism": random.Random(f"{seed}{thing['id']}").choice(("maths", "reading"))}
    return term


@quick
@given(seed=st.integers(0, 10_000))
def test_a_tiny_plan_is_the_best_of_all_plans(tmp_path: Path, seed: int) -> None:
    instance = small.read(tmp_path, tiny(seed))
    plan = planner.plan(instance, gap=0)
    assert oracle.broken(instance, plan.served) == []
    assert plan.value == plan.bound == oracle.best_value(instance)


@quick
@given(seed=st.integers(0, 10_000), counts=st.tuples(*[st.sampled_from((0, 1, 2, 4))] * len(NAMES)))
def test_a_tiny_plan_in_half_days_by_any_weights_is_the_best_of_all(
    tmp_path: Path, seed: int, counts: tuple[int, ...]
) -> None:
    """The office says in words how much fit, distance, fairness, continuity, variety and likeness count."""
    term = small.in_halves(tiny(seed)) | {"weights": dict(zip(NAMES, counts, strict=True))}
    for request in term["requests"][:2]:
        request["days"] -= 1
    instance = small.read(tmp_path, term)
    plan = planner.plan(instance, gap=0)
    assert oracle.broken(instance, plan.served) == []
    assert plan.value == plan.bound == oracle.best_value(instance)


@quick
@given(seed=st.integers(0, 10_000), exact=st.booleans(), halves=st.booleans(), fairness=st.integers(0, 4))
def test_no_plan_breaks_a_rule_or_is_worth_more_than_its_bound(
    tmp_path: Path, seed: int, exact: bool, halves: bool, fairness: int
) -> None:
    """Decided at once, and by prices, bundles and windows; in days and in half-days."""
    term = terms.invent(near(30, seed), 15, 25, seed) | {"weights": {"fairness": fairness}}
    instance = small.read(tmp_path, small.in_halves(term) if halves else term)
    with pytest.MonkeyPatch.context() as patched:
        if not exact:
            patched.setattr(planner, "EXACT", 0)
        plan = planner.plan(instance)
    assert oracle.broken(instance, plan.served) == []
    assert plan.value == score.value(instance, plan.served) <= plan.bound
    assert plan.served.keys() | plan.unserved.keys() == instance.request_at.keys()


@pytest.mark.parametrize("exact", [1_500, 0])
def test_the_order_in_the_file_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: int) -> None:
    monkeypatch.setattr(planner, "EXACT", exact)
    term = terms.invent(near(40, 5), 30, 50, 5)
    plan = planner.plan(small.read(tmp_path, term))
    for things in ("schools", "leaders", "requests"):
        random.Random(1).shuffle(term[things])
    assert planner.plan(small.read(tmp_path, term)).text(0) == plan.text(0)


def test_prices_bound_what_the_exact_plan_is_worth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instance = small.read(tmp_path, terms.invent(near(50, 7), 40, 60, 7))
    exact = planner.plan(instance, gap=0)
    monkeypatch.setattr(planner, "EXACT", 0)
    nearly = planner.plan(instance)
    assert nearly.value <= exact.value <= exact.bound <= nearly.bound
    assert nearly.gap < 0.05


HARD = {
    "area": ({"specialisms": {"reading": 3}}, {}),
    "level": ({}, {"min_level": 3}),
    "reach": ({"reach_m": 9_999}, {}),
    "own school": ({"home": "reeth"}, {}),
    "conflict": ({"conflicts": ["reeth"]}, {}),
    "excluded": ({}, {"exclude_leaders": ["ann"]}),
    "refused": ({}, {"refused": ["ann"]}),
    "days": ({"cap_days": 3}, {}),
    "days promised": ({"committed": [[7, 6, 8]]}, {}),
    "weeks": ({"max_concurrent": 1, "committed": [[1, 4, 9]]}, {}),
}


def test_whoever_breaks_no_rule_is_sent(tmp_path: Path) -> None:
    hers = {"reach_m": 10_000, "cap_days": 6, "max_concurrent": 1, "committed": [[2, 5, 9]]}
    plan = planner.plan(small.read(tmp_path, small.one([small.leader("ann", "hawes", **hers)])))
    assert plan.served == {"r1": [("ann", 4)]}


@pytest.mark.parametrize("rule", HARD)
def test_whoever_breaks_a_rule_is_not_sent(tmp_path: Path, rule: str) -> None:
    hers, asked = HARD[rule]
    ann = small.leader("ann", "hawes") | hers
    instance = small.read(tmp_path, small.one([ann], [small.request("r1", "reeth", **asked)]))
    assert planner.plan(instance).served == {}


def test_a_home_school_s_days_are_for_all_its_leaders(tmp_path: Path) -> None:
    staff = [small.leader("ann", "hawes", committed=[[3, 0, 1]]), small.leader("tom", "hawes")]
    term = small.one(staff, [small.request("r1", "reeth"), small.request("r2", "reeth")])
    term["schools"][0]["home_cap"] = 10
    assert len(planner.plan(small.read(tmp_path, term)).served) == 1
    term["schools"][0]["home_cap"] = 11
    assert len(planner.plan(small.read(tmp_path, term)).served) == 2


def test_an_alliance_that_does_not_lend_keeps_its_leaders(tmp_path: Path) -> None:
    term = small.one()
    term["schools"][1]["alliance"] = 1
    assert planner.plan(small.read(tmp_path, term)).served
    assert not planner.plan(small.read(tmp_path, term | {"alliance_lends": [0, 1]})).served


@pytest.mark.parametrize(("may", "days", "shares"), [(1, 6, {("ann", 3), ("tom", 3)}), (0, 6, set()), (1, 7, set())])
def test_two_share_where_they_may_and_the_days_can_be_halved(tmp_path: Path, may: int, days: int, shares: set) -> None:
    staff = [small.leader(name, "hawes", cap_days=4) for name in ("ann", "tom")]
    instance = small.read(tmp_path, small.one(staff, [small.request("r1", "reeth", may_split=may, days=days)]))
    assert set(planner.plan(instance).served.get("r1", [])) == shares


def test_half_days_are_shared_where_they_come_out_even_and_said_as_halves(tmp_path: Path) -> None:
    staff = [small.leader(name, "hawes", cap_days=2) for name in ("ann", "tom")]
    asks = [small.request("r1", "reeth", may_split=1, days=3), small.request("r2", "reeth", days=5, priority=4)]
    term = small.in_halves(small.one(staff, asks))
    plan = planner.plan(small.read(tmp_path, term))
    assert plan.served == {"r1": [("ann", 3), ("tom", 3)]}
    assert "½ of their 2 days are left, 5 would be needed" in plan.unserved["r2"].text
    assert plan.unserved["r2"].would_change[0] == "ann has 6½ days instead of 2."


def test_a_school_without_coordinates_is_reached_by_nobody(tmp_path: Path) -> None:
    term = small.one()
    term["schools"][1]["e"] = None
    plan = planner.plan(small.read(tmp_path, term))
    assert plan.unserved["r1"].reason == "no_reach"
    assert "where reeth and hawes lie" in plan.unserved["r1"].would_change[0]


def test_no_days_take_no_days_and_three_hundred_are_too_many(tmp_path: Path) -> None:
    asks = [small.request("none", "reeth", days=0), small.request("many", "reeth", days=300)]
    plan = planner.plan(small.read(tmp_path, small.one(requests=asks)))
    assert plan.served == {"none": [("ann", 0)]}
    assert plan.unserved["many"].would_change[0] == "ann has 300 days instead of 10."


@pytest.mark.parametrize("exact", [1_500, 0])
def test_a_leader_promised_more_than_they_may_stops_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: int
) -> None:
    monkeypatch.setattr(planner, "EXACT", exact)
    busy = small.leader("tom", "hawes", max_concurrent=0, cap_days=1, committed=[[3, 1, 4]])
    plan = planner.plan(small.read(tmp_path, small.one([small.leader("ann", "hawes"), busy])))
    assert (plan.served, plan.value) == ({"r1": [("ann", 4)]}, plan.bound)


def test_an_empty_term_is_planned(tmp_path: Path) -> None:
    plan = planner.plan(small.read(tmp_path, small.term([], [], [])))
    assert (plan.value, plan.bound, plan.gap, plan.served) == (0, 0, 0, {})
    nobody = small.term([small.school("reeth")], [], [small.request("r1", "reeth")])
    assert planner.plan(small.read(tmp_path, nobody)).unserved["r1"].reason == "no_area"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_alliance_s_term_is_planned_with_little_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Sixty requests take a second or two; work is counted, as machines differ."""
    solvers: list[Any] = []
    real = model.alone
    monkeypatch.setattr(model, "alone", lambda: solvers.append(real()) or solvers[-1])
    plan = planner.plan(small.read(tmp_path, terms.make("S", seed)))
    told = [solver.getInfo() for solver in solvers]
    assert plan.gap <= 0.001
    assert sum(each.simplex_iteration_count for each in told) < 25_000
    assert sum(each.mip_node_count for each in told) < 200
