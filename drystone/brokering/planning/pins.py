"""Pinned choices: as many as can be kept together are kept; of the others the plan says why they cannot be."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from . import model, obstacles
from .facts import NOWHERE, Facts, Numbers
from .instance import Name
from .ways import Ways

KEPT = 100_000


@dataclass(frozen=True)
class Pins:
    """Requests whose pin is kept, with the ways that keep them all; and why the other pins cannot be kept."""

    kept: frozenset[int]
    ways: frozenset[tuple[int, int, int]]
    broken: dict[Name, str]
    pinned: Numbers

    def narrow(self, ways: Ways) -> Ways:
        """Without what a kept pin rules out: anybody else for the whole of such a request."""
        held = np.isin(ways.request, np.array(sorted(self.kept), np.int64))
        return ways.only(~held | ways.is_half | (self.pinned[ways.request] == ways.leader))

    def chosen_of(self, ways: Ways) -> NDArray[np.bool_]:
        listed = zip(ways.request.tolist(), ways.leader.tolist(), ways.days.tolist(), strict=True)
        return np.array([way in self.ways for way in listed], dtype=bool)


def decide(facts: Facts, ways: Ways) -> Pins:
    """Keeps the most pins that go together; each must keep the hard rules by itself first."""
    instance = facts.instance
    asked = [number for number, request in enumerate(instance.requests) if request.pinned is not None]
    pinned = facts.requests["pinned"]
    its_own = pinned[ways.request] == ways.leader
    possible = frozenset(ways.request[its_own].tolist())
    some = ways.only(np.isin(ways.request, np.array(sorted(possible), np.int64)) & (its_own | ways.is_half))
    bonus = np.where(pinned[some.request] == some.leader, KEPT, 0)
    chosen = some.only(model.best(facts, replace(some, worth=some.worth + bonus), gap=0, nodes=500).chosen)
    kept = frozenset(chosen.request[pinned[chosen.request] == chosen.leader].tolist())
    chosen = chosen.only(np.isin(chosen.request, np.array(sorted(kept), np.int64)))
    broken = {
        instance.requests[number].id: why(facts, number, number in possible, kept)
        for number in asked
        if number not in kept
    }
    listed = zip(chosen.request.tolist(), chosen.leader.tolist(), chosen.days.tolist(), strict=True)
    return Pins(kept, frozenset(listed), broken, pinned)


def why(facts: Facts, number: int, possible: bool, kept: frozenset[int]) -> str:
    """Why a pin cannot be kept, as a sentence."""
    request, leader = facts.instance.requests[number], int(facts.requests["pinned"][number])
    if leader == NOWHERE:
        return f"{request.pinned} is pinned, and there is no such leader."
    if possible:
        home = facts.leaders["home"]
        rivals = [
            str(facts.instance.requests[other].id)
            for other in sorted(kept)
            if home[facts.requests["pinned"][other]] == home[leader]
        ]
        return (
            f"{request.pinned} is pinned to more than fits into the days and weeks of leader and home school; "
            f"kept there: {', '.join(rivals) or 'none'}."
        )
    found = obstacles.of(facts, number, np.array([leader]))
    sentences = obstacles.sentences(facts, number, leader, found)
    return f"{request.pinned} is pinned, and cannot be sent: {'; '.join(sentences)}."
