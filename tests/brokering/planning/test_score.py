"""What a match is worth, against sums done by hand."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drystone.brokering.planning import facts, pairs, score
from drystone.brokering.planning.weights import NAMES
from drystone.jobs.benchmarking import terms
from tests.brokering.planning import small
from tests.brokering.planning.test_plan import quick

# Hawes to Reeth, 10 km of a reach of 20 km: served 250·8/8, level 20, phase 20, travel 12, similar 9, new context 6,
# not deployed lately 6.
PLAIN = 250 + 20 + 20 + 12 + 9 + 6 + 6


@pytest.mark.parametrize(
    ("hers", "asked", "more"),
    [
        ({}, {}, 0),
        ({}, {"priority": 1}, 150),
        ({}, {"priority": 4, "days": 5}, 80 * 9 // 8 - 250),
        ({"specialisms": {"maths": 3}}, {}, 10),
        ({"phases": ["secondary"]}, {}, -20),
        ({"reach_m": 10_000}, {}, -12),
        ({"reach_m": 15_000}, {}, 25 * 5_000 // 15_000 - 12),
        ({"past_contexts": [2]}, {}, -6),
        ({"past_contexts": [0, 1, 3, 7]}, {}, 0),
        ({"deployments_12m": 2}, {}, -4),
        ({"deployments_12m": 9}, {}, -6),
        ({}, {"previous": "ann"}, 10),
        ({}, {"previous": "tom"}, 0),
    ],
)
def test_each_part_of_the_score(tmp_path: Path, hers: dict, asked: dict, more: int) -> None:
    term = small.one([small.leader("ann", "hawes", **hers)], [small.request("r1", "reeth", **asked)])
    instance = small.read(tmp_path, term)
    assert score.fit(instance, instance.leaders[0], instance.requests[0]) == PLAIN + more


@pytest.mark.parametrize(
    ("there", "more"),
    [
        ({"pupils": 100}, -3),
        ({"pupils": None}, -3),
        ({"fsm": 20}, 0),
        ({"fsm": 21}, -3),
        ({"fsm": None}, -3),
        ({"rural": 0}, -3),
        ({"alliance": 1}, -5),
    ],
)
def test_likeness_of_the_schools_and_borrowing(tmp_path: Path, there: dict, more: int) -> None:
    term = small.one()
    term["schools"][1].update(there)
    instance = small.read(tmp_path, term)
    assert score.fit(instance, instance.leaders[0], instance.requests[0]) == PLAIN + more


def test_days_beyond_two_fifths_cost_four_and_beyond_three_quarters_eight() -> None:
    assert [score.burden(10, days) for days in range(11)] == [0, 0, 0, 0, 0, 4, 8, 12, 20, 28, 36]


def test_only_what_a_plan_adds_to_the_burden_counts(tmp_path: Path) -> None:
    term = small.one([small.leader("ann", "hawes", committed=[[5, 0, 2]])])
    instance = small.read(tmp_path, term)
    assert score.value(instance, {"r1": [("ann", 4)]}) == PLAIN - (28 - 4)


def test_two_who_share_are_worth_half_each_rounded_down_less_ten(tmp_path: Path) -> None:
    ann, tom = small.leader("ann", "hawes"), small.leader("tom", "hawes", specialisms={"maths": 3})
    instance = small.read(tmp_path, small.one([ann, tom], [small.request("r1", "reeth", may_split=1)]))
    assert score.value(instance, {"r1": [("ann", 2), ("tom", 2)]}) == PLAIN // 2 - 10 + (PLAIN + 10) // 2 - 10


@pytest.mark.parametrize(
    ("criterion", "none", "half", "double"),
    [
        ("fit", -40, -20, 40),
        ("distance", -12, -6, 13),
        ("likeness", -9, -5, 9),
        ("variety", -12, -6, 12),
        ("continuity", -10, -5, 10),
    ],
)
def test_an_alliance_says_how_much_each_thing_counts(
    tmp_path: Path, criterion: str, none: int, half: int, double: int
) -> None:
    """Fit, distance, likeness, variety, continuity: not at all, a little, as usual, a lot."""
    term = small.one(requests=[small.request("r1", "reeth", previous="ann")])
    for counts, more in ((0, none), (1, half), (2, 0), (4, double)):
        instance = small.read(tmp_path, term | {"weights": {criterion: counts}})
        assert score.fit(instance, instance.leaders[0], instance.requests[0]) == PLAIN + 10 + more


@pytest.mark.parametrize(("counts", "cost"), [(0, 0), (1, 12), (2, 24), (4, 48)])
def test_how_much_it_counts_that_days_are_spread_evenly(tmp_path: Path, counts: int, cost: int) -> None:
    ann = small.leader("ann", "hawes", committed=[[5, 0, 2]])
    for term in (small.one([ann]), small.in_halves(small.one([ann]))):
        instance = small.read(tmp_path, term | {"weights": {"fairness": counts}})
        parts = instance.parts_a_day
        # Of ten days 7½ are three quarters: told in half-days the half is felt, told in days it is rounded away.
        exact = cost - 4 * counts // 2 * (parts - 1) // 2
        assert score.value(instance, {"r1": [("ann", 4 * parts)]}) == PLAIN - exact


@quick
@given(seed=st.integers(0, 10_000), halves=st.booleans(), counts=st.tuples(*[st.integers(0, 4)] * len(NAMES)))
def test_thousands_at_once_are_scored_as_one_is_by_any_weights(
    tmp_path: Path, seed: int, halves: bool, counts: tuple[int, ...]
) -> None:
    term = terms.invent(scattered(20), 12, 20, seed) | {"weights": dict(zip(NAMES, counts, strict=True))}
    instance = small.read(tmp_path, small.in_halves(term) if halves else term)
    found = pairs.feasible(facts.gather(instance))
    for leader, request, worth in zip(found.leader, found.request, found.worth, strict=True):
        assert worth == score.fit(instance, instance.leaders[leader], instance.requests[request])


@quick
@given(seed=st.integers(0, 10_000))
def test_a_term_told_in_half_days_is_worth_the_same_to_serve(tmp_path: Path, seed: int) -> None:
    term = terms.invent(scattered(20), 12, 20, seed)
    whole, halves = small.read(tmp_path, term), small.read(tmp_path, small.in_halves(term))
    first, second = (pairs.feasible(facts.gather(each)) for each in (whole, halves))
    assert np.array_equal(first.worth[first.whole], second.worth[second.whole])
    assert np.array_equal(first.leader[first.whole], second.leader[second.whole])


def test_thousands_at_once_are_scored_as_one_is(tmp_path: Path) -> None:
    instance = small.read(tmp_path, terms.invent(scattered(60), 40, 80, seed=3))
    found = pairs.feasible(facts.gather(instance))
    assert len(found) > 100
    alone = [
        score.fit(instance, instance.leaders[leader], instance.requests[request])
        for leader, request in zip(found.leader, found.request, strict=True)
    ]
    assert np.array_equal(found.worth, alone)


def scattered(schools: int) -> list[tuple[int, int]]:
    return [(400_000 + 977 * k % 40_000, 500_000 + 1_811 * k % 40_000) for k in range(schools)]
