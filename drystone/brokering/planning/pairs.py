"""Which leader may serve which request, by the hard rules, and what that is worth.

First by area of expertise, then by distance; all that is dearer is asked of the few that are left.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import score
from .facts import NOWHERE, Facts, Numbers
from .instance import Instance, Name, Request
from .weights import USUAL, Weights

Columns = dict[str, Numbers]
CELLS = 2_000_000  # of leaders times requests, looked at in one go: what fits into memory that is near


@dataclass(frozen=True)
class Pairs:
    """Leaders and requests that fit, by number: what each is worth, and whether all of it is possible, or half.

    Ordered by request, then leader.
    """

    request: Numbers
    leader: Numbers
    worth: Numbers
    whole: NDArray[np.bool_]
    half: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.request)

    def only(self, chosen: NDArray[np.bool_] | Numbers) -> "Pairs":
        return Pairs(
            self.request[chosen], self.leader[chosen], self.worth[chosen], self.whole[chosen], self.half[chosen]
        )


def feasible(facts: Facts) -> Pairs:
    """All pairs that break no hard rule by themselves; together they may still ask too much of somebody's days."""
    columns = [np.concatenate(parts) for parts in zip(*blocks(facts), strict=True)] or [np.zeros(0, np.int64)] * 3
    request, leader, level = columns
    keep = ~is_kept_out(facts, request, leader)
    request, leader, level = request[keep], leader[keep], level[keep]
    free = weeks_free(facts, request, leader)
    left = np.minimum(facts.left[leader], facts.home_left[facts.leaders["home"][leader]])
    days, half = facts.requests["days"][request], facts.requests["half"][request]
    found = Pairs(
        request,
        leader,
        worth(facts, request, leader, level),
        free & (days <= left) & (left >= 0),
        free & (half > 0) & (half <= left),
    )
    found = found.only(found.whole | found.half)
    return found.only(np.lexsort((found.leader, found.request)))


def blocks(facts: Facts) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Request, leader and the leader's level, where area, level, distance, alliance and school allow it."""
    holders, asked = defaultdict(list), defaultdict(list)
    for number, leader in enumerate(facts.instance.leaders):
        for area, level in leader.specialisms.items():
            holders[area].append((number, level))
    for number, request in enumerate(facts.instance.requests):
        asked[request.specialism].append(number)
    for area in sorted(asked.keys() & holders.keys()):
        who, level = np.array(holders[area], dtype=np.int64).T
        step = max(1, CELLS // len(who))
        for first in range(0, len(asked[area]), step):
            which = np.array(asked[area][first : first + step], dtype=np.int64)
            row, column = np.nonzero(fits(facts, which, who, level))
            yield which[row], who[column], level[column]


def fits(facts: Facts, which: Numbers, who: Numbers, level: Numbers) -> NDArray[np.bool_]:
    them = {key: column[who] for key, column in facts.leaders.items()}
    asks = {key: column[which][:, None] for key, column in facts.requests.items()}
    near = (asks["e"] - them["e"]) ** 2 + (asks["n"] - them["n"]) ** 2 <= them["reach"] ** 2
    placed = (asks["placed"] * them["placed"]) > 0
    serves = (asks["alliance"] == them["alliance"]) | (them["lends"] > 0)
    return near & placed & serves & (level >= asks["level"]) & (asks["school"] != them["home"])


def is_kept_out(facts: Facts, request: Numbers, leader: Numbers) -> NDArray[np.bool_]:
    """A conflict with the school, a refusal of this request, or the broker's word."""
    instance = facts.instance
    of_school = [
        number * len(instance.schools) + instance.school_at[school]
        for number, each in enumerate(instance.leaders)
        for school in each.conflicts
        if school in instance.school_at
    ]
    met = leader * len(instance.schools) + facts.requests["school"][request]
    return np.isin(met, np.array(of_school, np.int64)) | named(
        instance, request, leader, lambda each: each.refused | each.exclude_leaders
    )


def named(
    instance: Instance, request: Numbers, leader: Numbers, who: Callable[[Request], frozenset[Name]]
) -> NDArray[np.bool_]:
    """Whether a request names its leader among these."""
    of_request = [
        number * len(instance.leaders) + instance.leader_at[name]
        for number, each in enumerate(instance.requests)
        for name in who(each)
        if name in instance.leader_at
    ]
    return np.isin(request * len(instance.leaders) + leader, np.array(of_request, np.int64))


def weeks_free(facts: Facts, request: Numbers, leader: Numbers) -> NDArray[np.bool_]:
    """No week of the request in which the leader has as many deployments as she may."""
    full, start, end = facts.full, facts.requests["start"][request], facts.requests["end"][request]
    return full[leader, end + 1] == full[leader, start]


def worth(facts: Facts, request: Numbers, leader: Numbers, level: Numbers) -> Numbers:
    """The score of each pair, as `score.fit` says it."""
    instance = facts.instance
    them = {key: column[leader] for key, column in facts.leaders.items()}
    asks = {key: column[request] for key, column in facts.requests.items()}
    phases = sorted({each.phase for each in instance.requests})
    knows = np.array([[phase in each.phases for phase in phases] for each in instance.leaders], dtype=np.int64)
    wanted = np.array([phases.index(each.phase) for each in instance.requests], dtype=np.int64)
    them |= {
        "level": level,
        "knows": knows[leader, wanted[request]],
        "again": named(instance, request, leader, lambda each: each.previous).astype(np.int64),
        "borrowed": (them["alliance"] != asks["alliance"]).astype(np.int64),
        "placed": them["placed"] * asks["placed"],
        "square": (them["e"] - asks["e"]) ** 2 + (them["n"] - asks["n"]) ** 2,
    }
    return points(them, asks, instance.weights)


def points(them: Columns, asks: Columns | dict[str, int], counts: Weights) -> Numbers:
    """The score of leaders on what is asked, whoever has gathered the columns: `score.fit` of each."""
    poor = (np.abs(them["fsm"] - asks["fsm"]) <= 10) & (them["fsm"] != NOWHERE)
    alike = (them["size"] == asks["size"]) & (them["size"] != NOWHERE)
    similar = alike.astype(np.int64) + poor + (them["rural"] == asks["rural"])
    expertise = score.LEVEL * them["level"] + score.PHASE * them["knows"]
    variety = score.VARIETY * (1 - (them["known"] >> asks["context"]) % 2) + them["rested"]
    return (
        asks["served"]
        + expertise * counts.fit // USUAL
        + travel(them, counts.distance)
        + score.SIMILAR * similar * counts.likeness // USUAL
        + score.CONTINUITY * them["again"] * counts.continuity // USUAL
        + variety * counts.variety // USUAL
        - score.BORROWED * them["borrowed"]
    )


def travel(them: Columns, counts: int) -> Numbers:
    reach = np.maximum(them["reach"], 1)
    points = score.TRAVEL * counts * (them["reach"] - roots(them["square"])) // (USUAL * reach)
    return np.where((them["reach"] > 0) & (them["placed"] > 0), points, 0)


def roots(square: Numbers) -> Numbers:
    """Whole metres, rounded down."""
    metres = np.sqrt(square.astype(np.float64)).astype(np.int64)
    metres -= metres**2 > square
    metres += (metres + 1) ** 2 <= square
    return metres
