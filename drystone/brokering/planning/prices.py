"""Finds good prices: asks the auction again and again, and keeps the lowest bound and what was taken."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from . import limits
from .auction import PARTS, Auction
from .facts import Facts, Numbers
from .limits import Limits
from .ways import Ways

Bundle = tuple[int, ...]
Points = NDArray[np.float64]
Say = Callable[[int, int], bool]
ENOUGH = 0.0005  # a bound as near as this to a plan is not made lower
INERTIA, COOLER, PATIENCE = 0.3, 0.7, 5


@dataclass
class Priced:
    """No plan is worth more than `bound`, by these prices of half a request; what leaders took at some prices."""

    bound: int
    asked: Points
    taken: list[Numbers] = field(default_factory=list)


class Prices:
    """Prices in points, one for each limit, and where they are heading."""

    def __init__(self, ways: Ways, rows: Limits) -> None:
        self.rows, self.count = rows, len(ways)
        self.now: Points = np.zeros(len(rows.room))
        self.drift = np.zeros(len(rows.room))

    def of_ways(self) -> Numbers:
        """In parts, which are whole."""
        each = np.rint(self.now * PARTS)[self.rows.row] * self.rows.much
        return np.bincount(self.rows.way, weights=each, minlength=self.count).astype(np.int64)

    def together(self) -> int:
        return int((np.rint(self.now * PARTS).astype(np.int64) * self.rows.room).sum())

    def move(self, taken: Numbers, step: Callable[[float], float]) -> None:
        """What is taken more often than there is gets dearer, the rest cheaper; nothing gets cheaper than nothing."""
        held = np.zeros(self.count)
        held[taken] = 1
        each = held[self.rows.way] * self.rows.much
        spare = self.rows.room - np.bincount(self.rows.row, weights=each, minlength=len(self.now))
        spare[(self.now <= 0) & (spare > 0)] = 0
        self.drift = (1 - INERTIA) * spare + INERTIA * self.drift
        self.now = np.maximum(0, self.now - step(float((self.drift**2).sum())) * self.drift)


def find(facts: Facts, ways: Ways, *, value: int, rounds: int, say: Say) -> Priced:
    """So many rounds of asking, towards a plan of this value; `say` hears round and bound."""
    auction = Auction(facts, ways)
    rows = limits.requests(facts, ways)
    asked = len(rows.room)
    prices = Prices(ways, rows + limits.weeks(facts, ways, np.ones(len(facts.left), dtype=bool)))
    np.maximum.at(prices.now, ways.request, ways.worth * 0.25)
    lowest, pace, tries, best = float("inf"), 1.0, 0, prices.now
    taken = []
    for number in range(rounds):
        held = auction.hold(prices.of_ways())
        total = (held.most + prices.together()) / PARTS
        if number >= rounds * 5 // 6:
            taken.append(held.ways)
        if total < lowest - 0.5:
            lowest, tries, best = total, 0, prices.now
        elif (tries := tries + 1) >= PATIENCE:
            pace, tries, prices.now = pace * COOLER, 0, best
        if lowest - value <= ENOUGH * value:
            break
        prices.move(held.ways, lambda much, total=total, pace=pace: pace * (total - value) / max(much, 1e-9))  # type: ignore[misc]
        if number % 10 == 9 and not say(number, int(lowest)):
            taken = [held.ways]
            break
    return Priced(int(lowest), best[:asked], taken)
