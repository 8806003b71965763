"""Finds good prices: asks the auction again and again, and keeps the lowest bound and the bundles that were taken."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .auction import PARTS, Auction
from .facts import Facts, Numbers
from .ways import Ways, fullest_weeks

Bundle = tuple[int, ...]
ENOUGH = 0.0005  # a bound as near as this to a plan is not made lower
INERTIA, COOLER, PATIENCE = 0.3, 0.7, 5


@dataclass
class Priced:
    """No plan is worth more than `bound`; `bundles` are the ways that leaders took together at some prices."""

    bound: int
    bundles: set[Bundle] = field(default_factory=set)


class Prices:
    """Prices of requests (`asked`) and of busy weeks (`busy`), in points, and where they are heading."""

    def __init__(self, facts: Facts, ways: Ways) -> None:
        self.ways, self.share = ways, np.where(ways.is_half, 1, 2)
        self.row, self.way, self.room = fullest_weeks(facts, ways)
        self.asked = np.zeros(len(facts.instance.requests))
        np.maximum.at(self.asked, ways.request, ways.worth * 0.5)
        self.busy = np.zeros(len(self.room))
        self.drift = np.zeros(len(self.asked) + len(self.busy))

    def whole(self) -> tuple[Numbers, Numbers]:
        """In parts; of requests even, as half of one costs half."""
        return np.rint(self.asked * PARTS / 2).astype(np.int64) * 2, np.rint(self.busy * PARTS).astype(np.int64)

    def of_ways(self) -> Numbers:
        asked, busy = self.whole()
        weeks = np.bincount(self.way, weights=busy[self.row], minlength=len(self.ways))
        return asked[self.ways.request] * self.share // 2 + weeks.astype(np.int64)

    def together(self) -> int:
        asked, busy = self.whole()
        return int(asked.sum() + (busy * self.room).sum())

    def move(self, taken: Numbers, step: Callable[[float], float]) -> None:
        """What is taken more often than there is gets dearer, the rest cheaper; nothing gets cheaper than nothing."""
        served = np.bincount(self.ways.request[taken], weights=self.share[taken], minlength=len(self.asked)) / 2
        held = np.zeros(len(self.ways))
        held[taken] = 1
        filled = np.bincount(self.row, weights=held[self.way], minlength=len(self.busy))
        now = np.concatenate([self.asked, self.busy])
        spare = np.concatenate([1 - served, self.room - filled])
        spare[(now <= 0) & (spare > 0)] = 0
        self.drift = (1 - INERTIA) * spare + INERTIA * self.drift
        now = np.maximum(0, now - step(float((self.drift**2).sum())) * self.drift)
        self.asked, self.busy = now[: len(self.asked)], now[len(self.asked) :]


def find(facts: Facts, ways: Ways, *, value: int, rounds: int, say: Callable[[int, int], bool]) -> Priced:
    """So many rounds of asking, towards a plan of this value; `say` hears round and bound."""
    auction, prices = Auction(facts, ways), Prices(facts, ways)
    lowest, pace, tries = float("inf"), 1.0, 0
    best = (prices.asked, prices.busy)
    found = Priced(0)
    for number in range(rounds):
        held = auction.hold(prices.of_ways())
        total = (held.most + prices.together()) / PARTS
        if number >= rounds * 2 // 3:
            gather(found.bundles, ways, held.ways)
        if total < lowest - 0.5:
            lowest, tries, best = total, 0, (prices.asked, prices.busy)
        elif (tries := tries + 1) >= PATIENCE:
            pace, tries = pace * COOLER, 0
            prices.asked, prices.busy = best
        if lowest - value <= ENOUGH * value:
            break
        prices.move(held.ways, lambda much, total=total, pace=pace: pace * (total - value) / max(much, 1e-9))  # type: ignore[misc]
        if number % 20 == 19 and not say(number, int(lowest)):
            break
    found.bound = int(lowest)
    return found


def gather(bundles: set[Bundle], ways: Ways, taken: Numbers) -> None:
    """The ways of each leader as one bundle."""
    if len(taken):
        ends = np.nonzero(np.diff(ways.leader[taken]))[0] + 1
        bundles.update(tuple(part.tolist()) for part in np.split(taken, ends))
