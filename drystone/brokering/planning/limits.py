"""What no plan exceeds, said of ways one by one: a request is served once, a leader's week has so much room.

Each limit is a row that has a price in the auction; every entry says how much of a row a way takes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .facts import Facts, Numbers
from .ways import Ways, fullest_weeks


@dataclass(frozen=True)
class Limits:
    """Entries (row, way, how much), and the room of each row."""

    row: Numbers
    way: Numbers
    much: Numbers
    room: Numbers

    def __add__(self, other: "Limits") -> "Limits":
        return Limits(
            np.concatenate([self.row, other.row + len(self.room)]),
            np.concatenate([self.way, other.way]),
            np.concatenate([self.much, other.much]),
            np.concatenate([self.room, other.room]),
        )


def requests(facts: Facts, ways: Ways) -> Limits:
    """Each request is served once, counted in halves."""
    room = np.full(len(facts.instance.requests), 2, dtype=np.int64)
    return Limits(ways.request, np.arange(len(ways)), np.where(ways.is_half, 1, 2), room)


def weeks(facts: Facts, ways: Ways, of: NDArray[np.bool_]) -> Limits:
    """These leaders have no more deployments in a week than they may."""
    some = np.nonzero(of[ways.leader])[0]
    row, way, room = fullest_weeks(facts, ways.only(some))
    return Limits(row, some[way], np.ones(len(row), dtype=np.int64), room)


def halves(ways: Ways) -> Limits:
    """Whoever gives one half keeps everybody from giving the whole, though alone they serve nobody: a row each."""
    half, whole = np.nonzero(ways.is_half)[0], np.nonzero(~ways.is_half)[0]
    whole = whole[np.argsort(ways.request[whole], kind="stable")]
    first, last = (np.searchsorted(ways.request[whole], ways.request[half], side) for side in ("left", "right"))
    count = last - first
    row = np.repeat(np.arange(len(half)), count)
    place = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
    row, way = np.concatenate([np.arange(len(half)), row]), np.concatenate([half, whole[place]])
    return Limits(row, way, np.ones(len(row), dtype=np.int64), np.ones(len(half), dtype=np.int64))
