"""A linear program of prices: they are to be as low as what home schools took so far lets them be."""

from collections.abc import Iterable

import highspy
import numpy as np

from . import model
from .auction import PARTS, Auction
from .facts import Numbers
from .limits import Limits
from .prices import Bundle, Points
from .ways import Ways

TEMPTING = 1.0  # points


class Offers:
    """Columns: prices, and what each home school keeps. Rows: it keeps what each bundle is worth, less its prices."""

    def __init__(self, auction: Auction, rows: Limits) -> None:
        self.auction, self.count = auction, len(rows.room)
        order = np.argsort(rows.way, kind="stable")
        self.row, self.much = rows.row[order], rows.much[order]
        self.first = np.searchsorted(rows.way[order], np.arange(len(auction.ways) + 1))
        self.known: dict[Bundle, tuple[int, float]] = {}  # its home school, and what it is worth
        self.solver = model.alone()
        cost = np.concatenate([rows.room, np.ones(len(auction.homes))])
        endless = np.full(len(cost), highspy.kHighsInf)
        self.solver.addCols(len(cost), cost, np.zeros(len(cost)), endless, 0, [], [], [])

    def add(self, times: Iterable[Numbers]) -> None:
        """What home schools took each time."""
        found = [each for taken in times for each in self.by_home(taken)]
        fresh = {bundle: home for bundle, home in found if bundle not in self.known}
        if fresh:
            self.tell(list(fresh), np.array(list(fresh.values())))

    def by_home(self, taken: Numbers) -> list[tuple[Bundle, int]]:
        home = self.auction.home_of[self.auction.ways.leader[taken]]
        order = np.argsort(home, kind="stable")
        edges = np.nonzero(np.diff(home[order]))[0] + 1
        parts = [part for part in np.split(order, edges) if len(part)]
        return [(tuple(taken[part].tolist()), int(home[part[0]])) for part in parts]

    def tell(self, fresh: list[Bundle], homes: Numbers) -> None:
        """The solver hears of these bundles."""
        many, width = len(fresh), self.count + len(self.auction.homes)
        number, way = np.repeat(np.arange(many), [len(bundle) for bundle in fresh]), np.concatenate(fresh)
        count = self.first[way + 1] - self.first[way]
        entry = np.arange(count.sum()) + np.repeat(self.first[way] - np.cumsum(count) + count, count)
        cells = [np.repeat(number, count) * width + self.row[entry], np.arange(many) * width + self.count + homes]
        cell, of = np.unique(np.concatenate(cells), return_inverse=True)
        much = np.bincount(of, np.concatenate([self.much[entry], np.ones(many)])).astype(float)
        worth, endless = self.worth(way, number), np.full(many, highspy.kHighsInf)
        start = np.searchsorted(cell, np.arange(many) * width)
        self.solver.addRows(many, worth, endless, len(cell), start, cell % width, much)
        self.known |= dict(zip(fresh, zip(homes.tolist(), worth.tolist(), strict=True), strict=True))

    def worth(self, way: Numbers, number: Numbers) -> Points:
        """Of each bundle, less what its days cost its leaders."""
        burden, ways = self.auction.burden, self.auction.ways
        whose, of = np.unique(number * len(burden) + ways.leader[way], return_inverse=True)
        days = np.bincount(of, self.auction.days[way]).astype(np.int64)
        cost = burden[whose % len(burden), days] / PARTS
        return np.bincount(number, ways.worth[way]).astype(float) - np.bincount(whose // len(burden), cost)

    def cheapest(self, best: Points, near: float) -> tuple[Points, float]:
        """Prices near the best that bound what was taken so far the lowest, and that bound."""
        which = np.arange(self.count)
        self.solver.changeColsBounds(self.count, which, np.maximum(0.0, best - near), best + near)
        self.solver.run()
        return np.array(self.solver.getSolution().col_value[: self.count]), self.solver.getObjectiveValue()

    def tempting(self, price: Points) -> set[Bundle]:
        """The bundles, leader by leader, that are nearly as good for a home school as the best for it."""
        keeps = {bundle: worth - price[list(bundle)].sum() for bundle, (_, worth) in self.known.items()}
        best = np.zeros(len(self.auction.homes))
        for bundle, (home, _) in self.known.items():
            best[home] = max(best[home], keeps[bundle])
        near = [bundle for bundle, (home, _) in self.known.items() if keeps[bundle] >= best[home] - TEMPTING]
        return by_leader(self.auction.ways, (np.array(bundle) for bundle in near))


def by_leader(ways: Ways, times: Iterable[Numbers]) -> set[Bundle]:
    """The ways of each leader as one bundle."""
    parts = (part for taken in times for part in np.split(taken, np.nonzero(np.diff(ways.leader[taken]))[0] + 1))
    return {tuple(part.tolist()) for part in parts if len(part)}
