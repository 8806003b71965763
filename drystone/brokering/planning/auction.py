"""Requests and busy weeks have prices, and every home school takes what pays best; what that comes to bounds any plan.

Whatever the prices are, no plan is worth more than all prices together and what is left to each school after paying
them (Lagrange). Prices are whole numbers of parts of a point, so the bound is exact. Good prices come from asking
again and again: what two want gets dearer, what nobody wants gets cheaper.
"""

from dataclasses import dataclass

import numpy as np

from .calendars import NEVER, Calendars, exact
from .facts import Facts, Numbers
from .score import FELT
from .ways import Ways

PARTS = 16
TOGETHER = 500
DAYS = 250  # of one leader that are told apart; with more, days are counted in twos, threes, ... and rounded down


@dataclass(frozen=True)
class Held:
    """What is left to all schools together, in parts, and the ways they took."""

    most: int
    ways: Numbers


class Auction:
    """What is the same for all prices; `ways` must be ordered by leader.

    Weeks count by their prices; for leaders with `by_weeks` as they are, where the auction is held so carefully.
    """

    def __init__(self, facts: Facts, ways: Ways, *, carefully: bool = False) -> None:
        self.facts, self.ways = facts, ways
        left = facts.days_left
        unit = int(left.max(initial=0)) // DAYS + 1
        self.days, self.span = ways.days // unit, int(left.max(initial=0)) // unit
        self.used = np.arange(self.span + 1)
        self.burden = burdens(facts, self.used * unit, left)
        self.by_weeks = exact(facts, self.span) & carefully
        self.homes, self.home_of = np.unique(facts.leaders["home"], return_inverse=True)
        self.home_days = np.maximum(0, facts.home_left[self.homes]) // unit
        home_of = self.home_of
        order = np.argsort(home_of, kind="stable")
        sizes = np.bincount(home_of, minlength=len(self.homes))
        rank = np.arange(len(order)) - (np.cumsum(sizes) - sizes)[home_of[order]]
        # The first leader of each home school, the second of those that have one, and so on.
        self.layers = [(order[rank == k], home_of[order[rank == k]]) for k in range(int(sizes.max(initial=0)))]

    def hold(self, price: Numbers) -> Held:
        """Every home school takes the ways that bring it most after their price, within its days and its leaders'."""
        value = self.ways.worth * PARTS - price
        live = np.nonzero(value > 0)[0]
        weighed = self.by_weeks[self.ways.leader[live]]
        plain, other = live[~weighed], live[weighed]
        bags = Bags(self.ways.leader[plain], self.days[plain], value[plain], self.burden)
        parts = [
            (part, Calendars(self.facts, self.ways.only(part), self.days[part], value[part], self.span))
            for part in self.groups(other)
        ]
        for _, each in parts:
            bags.most[each.who] = each.most
        total, days = self.share_out(bags.most - self.burden)
        taken = [plain[bags.unpack(days)], *(part[each.unpack(days[each.who])] for part, each in parts)]
        return Held(total, np.sort(np.concatenate(taken)))

    def groups(self, live: Numbers) -> list[Numbers]:
        """Some hundred leaders at a time: what fits into memory."""
        leader = self.ways.leader[live]
        edges = np.unique(leader)[TOGETHER::TOGETHER]
        return [part for part in np.split(live, np.searchsorted(leader, edges)) if len(part)]

    def share_out(self, most: Numbers) -> tuple[int, Numbers]:
        """How the days of each home school go to its leaders, if `most` is what so many bring of each."""
        width = min(int(self.home_days.max(initial=0)), self.span * len(self.layers)) + 1
        best = np.full((len(self.homes), width), NEVER)
        first, homes = self.layers[0]
        best[homes, : self.span + 1] = most[first][:, :width]
        given = []
        for who, homes in self.layers[1:]:
            before, after, days = best[homes], np.full((len(homes), width), NEVER), np.zeros((len(homes), width), int)
            for d in range(min(self.span + 1, width)):
                with_d = before[:, : width - d] + most[who, d][:, None]
                better = with_d > after[:, d:]
                after[:, d:][better], days[:, d:][better] = with_d[better], d
            best[homes] = after
            given.append(days)
        best[np.arange(width)[None, :] > self.home_days[:, None]] = NEVER
        rest = best.argmax(axis=1)
        total = int(best[np.arange(len(rest)), rest].sum())
        of = np.zeros(len(most), dtype=np.int64)
        for (who, homes), days in zip(self.layers[:0:-1], reversed(given), strict=True):
            of[who] = days[np.arange(len(homes)), rest[homes]]
            rest[homes] -= of[who]
        of[first] = rest[self.layers[0][1]]
        return total, of


def burdens(facts: Facts, more: Numbers, left: Numbers) -> Numbers:
    """What so many days more cost each leader, in parts; as good as for ever, where she has not so many."""
    cap, used = facts.leaders["cap"], facts.promised
    cost = np.zeros((len(cap), len(more)), dtype=np.int64)
    for part in FELT:
        edge = cap * part // 100
        cost += np.maximum(0, (used - edge)[:, None] + more) - np.maximum(0, used - edge)[:, None]
    return np.where(more[None, :] > left[:, None], -NEVER, PARTS * facts.more * cost)


class Bags:
    """For each leader and every number of days, the most that her ways bring within them."""

    def __init__(self, leader: Numbers, days: Numbers, value: Numbers, like: Numbers) -> None:
        self.days, self.takes, self.ways = days, [], []
        count = np.bincount(leader, minlength=len(like))
        first = np.cumsum(count) - count
        self.order = np.argsort(-count, kind="stable")
        falling, used = -count[self.order], np.arange(like.shape[1])
        bag = np.zeros(like.shape, dtype=np.int64)
        for k in range(int(count.max(initial=0))):
            many = int(np.searchsorted(falling, -k))  # leaders with more than k ways
            way = first[self.order[:many]] + k
            before = used - days[way][:, None]
            with_it = np.take_along_axis(bag[:many], np.maximum(before, 0), 1) + value[way][:, None]
            take = (before >= 0) & (with_it > bag[:many])
            np.copyto(bag[:many], with_it, where=take)
            self.takes.append(take)
            self.ways.append(way)
        self.most = np.empty_like(bag)
        self.most[self.order] = bag

    def unpack(self, days: Numbers) -> Numbers:
        """The ways that bring each leader's most within so many days."""
        left, taken = days[self.order], [np.zeros(0, dtype=np.int64)]
        for take, way in zip(reversed(self.takes), reversed(self.ways), strict=True):
            chosen = take[np.arange(len(take)), left[: len(take)]]
            left[: len(take)] -= np.where(chosen, self.days[way], 0)
            taken.append(way[chosen])
        return np.sort(np.concatenate(taken))
