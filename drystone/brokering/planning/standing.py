"""A plan while it is made: which ways are chosen, and what they leave of everybody's days and weeks."""

import numpy as np
from numpy.typing import NDArray

from . import score
from .facts import Facts, Numbers
from .ways import Ways


class Standing:
    """Ways chosen so far; `facts` is what is left after them, and is changed as they come and go."""

    def __init__(self, facts: Facts, ways: Ways) -> None:
        self.start, self.ways = facts, ways
        nothing = np.zeros(0, np.int64)
        self.facts = facts.after(nothing, nothing, nothing)
        self.chosen: NDArray[np.bool_] = np.zeros(len(ways), dtype=bool)
        self.served = np.zeros(len(facts.instance.requests), dtype=np.int64)  # in halves

    def choose(self, ways: Numbers, *, times: int = 1) -> None:
        """Adds these ways, or takes them back (`times` = -1)."""
        facts, some = self.facts, self.ways.only(ways)
        self.chosen[ways] = times > 0
        np.add.at(self.served, some.request, times * np.where(some.is_half, 1, 2))
        np.subtract.at(facts.left, some.leader, times * some.days)
        np.add.at(facts.promised, some.leader, times * some.days)
        np.subtract.at(facts.home_left, facts.leaders["home"][some.leader], times * some.days)
        start, end = facts.requests["start"][some.request], facts.requests["end"][some.request]
        for who, first, last in zip(some.leader.tolist(), start.tolist(), end.tolist(), strict=True):
            facts.room[who, first : last + 1] -= times

    def fits(self, way: int) -> bool:
        """Whether this way still breaks no rule."""
        facts, ways = self.facts, self.ways
        request, leader = ways.request[way], ways.leader[way]
        start, end = facts.requests["start"][request], facts.requests["end"][request]
        home = facts.leaders["home"][leader]
        enough = min(facts.left[leader], facts.home_left[home]) >= ways.days[way]
        return bool(enough and facts.room[leader, start : end + 1].min() > 0)

    @property
    def value(self) -> int:
        """The worth of all ways chosen, less what they add to the burden of each leader."""
        cap, before, now = self.start.leaders["cap"], self.start.promised, self.facts.promised
        felt = sum(
            np.maximum(0, now - cap * part // 100) - np.maximum(0, before - cap * part // 100) for part in score.FELT
        )
        return int(self.ways.worth[self.chosen].sum() - self.facts.more * np.sum(felt))
