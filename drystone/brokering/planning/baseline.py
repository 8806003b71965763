"""What a person does: by priority and age, the best free candidate; and how far a plan is from that."""

import numpy as np

from . import facts, pairs, score, ways
from .facts import Numbers
from .instance import Instance
from .plan import Served
from .standing import Standing

METRES_A_MILE = 1609.344


def by_hand(instance: Instance) -> Served:
    """Each request whole to the best leader who is free, the highest priority first, then the longest waiting."""
    if not (instance.leaders and instance.requests):
        return {}
    known = facts.gather(instance)
    able = ways.of(known, pairs.feasible(known))
    standing = Standing(known, able.only(~able.is_half))
    offered = standing.ways
    order = np.lexsort((offered.leader, -offered.worth, offered.request))
    first = np.searchsorted(offered.request[order], np.arange(len(instance.requests) + 1))
    served: Served = {}
    queue = sorted(range(len(instance.requests)), key=lambda number: waiting(instance, number))
    for number in queue:
        for way in order[first[number] : first[number + 1]].tolist():
            if standing.fits(way):
                standing.choose(np.array([way]))
                request = instance.requests[number]
                served[request.id] = [(instance.leaders[offered.leader[way]].id, request.days)]
                break
    return served


def waiting(instance: Instance, number: int) -> tuple[int, int, int]:
    request = instance.requests[number]
    return request.priority, -request.received, number


def compared(instance: Instance, planned: Served, by_hand: Served) -> str:
    """Both in figures, a line each."""
    both = planned.keys() & by_hand.keys()
    lines = [
        (
            len(served),
            days(instance, served),
            score.value(instance, served),
            miles(instance, served),
            miles_a_day(instance, served),
            miles_a_day(instance, {request: parts for request, parts in served.items() if request in both}),
            miles_a_day(instance, {request: parts for request, parts in served.items() if request not in both}),
            gini(spread(instance, served)),
        )
        for served in (planned, by_hand)
    ]
    names = (
        "requests served",
        "days",
        "value",
        "miles there and back for each day",
        "miles a day",
        "miles a day for requests that both serve",
        "miles a day for requests that only this one serves",
        "Gini of days between leaders",
    )
    return "".join(
        f"{name}: {plan:,} planned, {hand:,} by hand\n" for name, plan, hand in zip(names, *lines, strict=True)
    )


def miles_a_day(instance: Instance, served: Served) -> float:
    return round(miles(instance, served) / max(1, days(instance, served)), 1)


def days(instance: Instance, served: Served) -> float:
    given = sum(days for parts in served.values() for _, days in parts)
    return given if instance.parts_a_day == 1 else given / instance.parts_a_day


def miles(instance: Instance, served: Served) -> int:
    metres = 0
    for request_id, parts in served.items():
        there = instance.receiving(instance.requests[instance.request_at[request_id]])
        for leader, days in parts:
            home = instance.home(instance.leaders[instance.leader_at[leader]])
            metres += 2 * days * (score.metres(home, there) or 0)
    return round(metres / instance.parts_a_day / METRES_A_MILE)


def spread(instance: Instance, served: Served) -> Numbers:
    """The days of each leader this term, those promised before included."""
    days = np.array([sum(days for days, _, _ in leader.committed) for leader in instance.leaders], dtype=np.int64)
    for parts in served.values():
        for leader, given in parts:
            days[instance.leader_at[leader]] += given
    return days


def gini(days: Numbers) -> float:
    """0 where all have the same number of days, near 1 where one has them all."""
    if not days.sum():
        return 0.0
    rising = np.sort(days)
    return round(
        float(2 * (rising * np.arange(1, len(days) + 1)).sum() / (len(days) * days.sum()) - 1 - 1 / len(days)), 3
    )
