"""The ways to help: a leader on a request, with all of its days or with half of them; and the weeks they fill."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import score
from .facts import Facts, Numbers
from .pairs import Pairs


@dataclass(frozen=True)
class Ways:
    """One row each, by leader, then request, the whole before the half."""

    request: Numbers
    leader: Numbers
    days: Numbers
    worth: Numbers
    is_half: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.request)

    @property
    def ceiling(self) -> int:
        """What no choice of them is worth more than: each request at its best, whole or twice by halves."""
        most = np.zeros(self.request.max(initial=-1) + 1, dtype=np.int64)
        np.maximum.at(most, self.request, np.where(self.is_half, 2, 1) * self.worth)
        return int(most.sum())

    def only(self, chosen: NDArray[np.bool_] | Numbers) -> "Ways":
        return Ways(
            self.request[chosen], self.leader[chosen], self.days[chosen], self.worth[chosen], self.is_half[chosen]
        )


def of(facts: Facts, pairs: Pairs) -> Ways:
    """All ways that break no rule by themselves."""
    pair = np.concatenate([np.nonzero(pairs.whole)[0], np.nonzero(pairs.half)[0]])
    is_half = np.arange(len(pair)) >= pairs.whole.sum()
    request = pairs.request[pair]
    days = np.where(is_half, facts.requests["half"][request], facts.requests["days"][request])
    worth = np.where(is_half, score.shared(pairs.worth[pair]), pairs.worth[pair])
    found = Ways(request, pairs.leader[pair], days, worth, is_half)
    return found.only(np.lexsort((is_half, request, found.leader)))


def fullest_weeks(facts: Facts, ways: Ways) -> tuple[Numbers, Numbers, Numbers]:
    """Weeks in which a leader could have more deployments than she may: entries (row, way), and the room of each row.

    A week in which nothing starts is no fuller than the one before, and is left out.
    """
    start, end = facts.requests["start"][ways.request], facts.requests["end"][ways.request]
    begins = np.zeros(facts.room.shape, dtype=bool)
    begins[:, 1:] = facts.room[:, 1:] < facts.room[:, :-1]
    begins[ways.leader, start] = True
    lengths = end - start + 1
    way = np.repeat(np.arange(len(ways)), lengths)
    week = np.repeat(start, lengths) + np.arange(len(way)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    cell = ways.leader[way] * facts.room.shape[1] + week
    could = np.bincount(cell, minlength=facts.room.size)
    counted = (could > np.maximum(0, facts.room.ravel())) & begins.ravel()
    keep = counted[cell]
    row = np.cumsum(counted) - 1
    return row[cell[keep]], way[keep], facts.room.ravel()[counted]
