"""What a leader's ways bring within so many days, where their weeks count as well: exact for two deployments at once.

Ways are taken in the order in which they start. What matters of those taken before is only from which week on each of
two places is free again; for every such pair of weeks and every number of days the best is kept.
"""

import numpy as np
from numpy.typing import NDArray

from .facts import Facts, Numbers
from .ways import Ways

NEVER = -(10**14)
CELLS = 10_000  # pairs of weeks times days that are told apart; a longer term is not looked at like this
AT_ONCE = 2


def exact(facts: Facts, span: int) -> NDArray[np.bool_]:
    """The leaders whose weeks are counted here: those who never have room for more than two."""
    most = facts.room.max(axis=1, initial=0)
    small = (facts.room.shape[1] + 1) ** 2 * (span + 1) <= CELLS
    return (most > 0) & (most <= AT_ONCE) & small


class Calendars:
    """For each of these leaders and every number of days, the most that their ways bring within them."""

    def __init__(self, facts: Facts, ways: Ways, days: Numbers, value: Numbers, span: int) -> None:
        self.who, self.at = np.unique(ways.leader, return_inverse=True)
        self.days, self.value, self.room = days, value, facts.room[self.who]
        self.start, self.end = facts.requests["start"][ways.request], facts.requests["end"][ways.request]
        self.width = self.room.shape[1] + 1
        shape = (len(self.who), self.width, self.width, span + 1)
        self.best, self.last = np.full(shape, NEVER), np.zeros(shape, dtype=np.int64)
        self.best[:, 0, 0] = 0
        # Each time something is taken: what was taken before, and which way it is. The first is nothing.
        self.before, self.taken, self.count = [np.zeros(1, np.int64)], [np.zeros(1, np.int64)], 1
        self.go_through()
        best = self.best.reshape(len(self.who), -1, span + 1)
        which = best.argmax(axis=1)[:, None]
        self.most = np.take_along_axis(best, which, 1)[:, 0]
        self.final = np.take_along_axis(self.last.reshape(best.shape), which, 1)[:, 0]

    def go_through(self) -> None:
        """Week by week, and of the ways that start in one the first of every leader, the second, and so on."""
        order = np.lexsort((self.at, self.start))
        cell = self.start[order] * len(self.who) + self.at[order]
        rank = np.arange(len(order)) - np.searchsorted(cell, cell)
        for week in range(self.width - 1):
            self.come_to(week)
            these = slice(*np.searchsorted(self.start[order], (week, week + 1)))
            for k in range(int(rank[these].max(initial=-1)) + 1):
                self.take(order[these][rank[these] == k], week)
            full = self.room[:, week] < AT_ONCE
            self.best[full, week + 1 :, week + 1 :] = NEVER

    def come_to(self, week: int) -> None:
        """Whoever was free before is free now."""
        if week:
            self.better((slice(None), week, slice(week - 1, None)), (slice(None), week - 1, slice(week - 1, None)))
            self.better((slice(None), week, week), (slice(None), week, week - 1))

    def better(self, there: tuple[int | slice, ...], here: tuple[int | slice, ...]) -> None:
        more = self.best[here] > self.best[there]
        np.copyto(self.last[there], self.last[here], where=more)
        np.copyto(self.best[there], self.best[here], where=more)

    def take(self, ways: Numbers, week: int) -> None:
        """Each of these ways, at most one of a leader, where one of the two places is free."""
        at, until = self.at[ways], self.end[ways] + 1
        left = np.arange(self.best.shape[3]) - self.days[ways][:, None]
        from_days = np.broadcast_to(np.maximum(left, 0)[:, None], (len(at), self.width - week, left.shape[1]))
        with_it = np.take_along_axis(self.best[at, week, week:], from_days, 2) + self.value[ways][:, None, None]
        with_it[np.broadcast_to(left[:, None] < 0, with_it.shape)] = NEVER
        number = self.count + np.arange(with_it.size).reshape(with_it.shape)
        self.before.append(np.take_along_axis(self.last[at, week, week:], from_days, 2).ravel())
        self.taken.append(np.repeat(ways, with_it[0].size))
        self.count += with_it.size
        sooner = (np.arange(week, self.width) < until[:, None])[:, :, None]  # the other place is free sooner
        for cells, fits in (((at, slice(week, None), until), sooner), ((at, until, slice(week, None)), ~sooner)):
            more = (with_it > self.best[cells]) & fits
            self.best[cells] = np.where(more, with_it, self.best[cells])
            self.last[cells] = np.where(more, number, self.last[cells])

    def unpack(self, days: Numbers) -> Numbers:
        """The ways that bring each leader's most within so many days."""
        before, taken = np.concatenate(self.before), np.concatenate(self.taken)
        node, found = self.final[np.arange(len(days)), days], [np.zeros(0, dtype=np.int64)]
        while len(node := node[node > 0]):
            found.append(taken[node])
            node = before[node]
        return np.concatenate(found)
