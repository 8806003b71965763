"""Makes a plan better window by window: some leaders who work near each other are planned anew, the rest stays."""

from collections.abc import Callable, Iterator

import numpy as np

from . import model
from .facts import Numbers
from .standing import Standing

Say = Callable[[str, int, int], bool]
WINDOW, SCATTERED, DISTRICT = 40, 100, 600  # leaders
AROUND = 60
WITHIN = 8.0
GAP, NODES = 0.002, 1
SWEEPS, PAYS = 8, 0.0002


def fill(standing: Standing, among: Numbers | None = None) -> None:
    """Serves whole what still fits, of all ways or of these, the most worth for a day first."""
    ways = standing.ways
    order = np.argsort(-ways.worth / np.maximum(1, ways.days), kind="stable")
    for way in (order if among is None else order[np.isin(order, among)]).tolist():
        if not ways.is_half[way] and not standing.served[ways.request[way]] and standing.fits(way):
            standing.choose(np.array([way]))


def fill_shared(standing: Standing) -> None:
    """Serves by two what may be shared and is left: a plan never leaves what it could serve."""
    ways = standing.ways
    left = np.nonzero(ways.is_half & (standing.served[ways.request] == 0))[0]
    for request in np.unique(ways.request[left]).tolist():
        halves = left[ways.request[left] == request]
        for way in halves[np.argsort(-ways.worth[halves], kind="stable")].tolist():
            if standing.served[request] < 2 and standing.fits(way):
                standing.choose(np.array([way]))
        if standing.served[request] == 1:
            standing.choose(halves[standing.chosen[halves]], times=-1)


def repair(standing: Standing, helped: frozenset[int], still: frozenset[int]) -> None:
    """After a refusal: plans anew around each request that had a leader and has none, or has one of two."""
    ways = standing.ways
    standing.choose(np.nonzero(standing.chosen & (standing.served[ways.request] == 1))[0], times=-1)
    for request in sorted(helped):
        could = np.unique(ways.leader[ways.request == request])
        if len(could) and not standing.served[request]:
            again(standing, could[:AROUND], still)


def improve(standing: Standing, *, still: frozenset[int], say: Say) -> None:
    """Sweep after sweep, for as long as it pays."""
    for number in range(SWEEPS):
        before = standing.value
        sweep(standing, number, still=still, say=say)
        if standing.value - before < PAYS * before:
            break


def sweep(standing: Standing, number: int, *, still: frozenset[int], say: Say) -> None:
    """Plans each window of some leaders anew; requests in `still` stay as they are."""
    windows = list(cut(standing, number))
    for place, people in enumerate(windows):
        if not say(f"The plan is worth {standing.value:,}", place, len(windows)):
            return
        again(standing, people, still)


def cut(standing: Standing, number: int) -> Iterator[Numbers]:
    """Neighbours at first; then some of a whole district, another choice each time."""
    people = np.unique(standing.ways.leader)
    people = people[np.argsort(standing.facts.along()[people], kind="stable")]
    if not number:
        yield from pieces(people, WINDOW)
        return
    shuffle = np.random.default_rng(number)
    for district in pieces(people, DISTRICT):
        yield from pieces(shuffle.permutation(district), SCATTERED)


def pieces(people: Numbers, size: int) -> list[Numbers]:
    return [np.sort(each) for each in np.array_split(people, max(1, round(len(people) / size))) if len(each)]


def again(standing: Standing, people: Numbers, still: frozenset[int]) -> None:
    """The best that these leaders can do with what nobody else serves; keeps the old, where that is better."""
    ways, hers = standing.ways, np.zeros(len(standing.facts.left), dtype=bool)
    hers[people] = True
    elsewhere = standing.chosen & ~hers[ways.leader]
    taken = np.zeros(len(standing.served), dtype=bool)
    taken[ways.request[elsewhere]] = True
    taken[list(still)] = True
    free = np.nonzero(hers[ways.leader] & ~taken[ways.request])[0]
    old, before = free[standing.chosen[free]], standing.value
    standing.choose(old, times=-1)
    keep = model.promising(standing.facts, ways.only(free), WITHIN) | np.isin(free, old)
    free = free[keep]
    new = free[model.best(standing.facts, ways.only(free), gap=GAP, nodes=NODES).chosen]
    standing.choose(new)
    if standing.value < before:
        standing.choose(new, times=-1)
        standing.choose(old)
