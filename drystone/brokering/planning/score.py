"""What a match is worth: the score of the default weights, in whole numbers; every division rounds down.

`pairs` computes the same for thousands at once; a test holds the two together.
"""

from collections.abc import Mapping
from math import isqrt

from .instance import Instance, Leader, Name, Request, School

SERVED = {1: 400, 2: 250, 3: 150, 4: 80}
LEVEL, PHASE, TRAVEL, SIMILAR, CONTINUITY, VARIETY, BORROWED, SHARED = 10, 20, 25, 3, 10, 6, 5, 10
SIZES = (100, 250, 600)
# From which part of the days of a term on another day is felt, in hundredths, and what it then costs more.
FELT, MORE = (40, 75), 4

Served = Mapping[Name, list[tuple[Name, int]]]


def fit(instance: Instance, leader: Leader, request: Request) -> int:
    """What it is worth that this leader serves the request whole; she may do so by the hard rules."""
    home, there = instance.home(leader), instance.receiving(request)
    return sum(
        (
            SERVED[request.priority] * (4 + request.days) // 8,
            LEVEL * leader.specialisms[request.specialism],
            PHASE * (request.phase in leader.phases),
            travel(metres(home, there) or 0, leader.reach_m),
            SIMILAR * similar(home, there),
            CONTINUITY * (leader.id == request.previous),
            VARIETY * (there.context not in leader.past_contexts),
            max(0, 6 - 2 * leader.deployments_12m),
            -BORROWED * (home.alliance != there.alliance),
        )
    )


def metres(a: School, b: School) -> int | None:
    """Whole metres in a straight line; None where either place is not known."""
    if a.e is None or a.n is None or b.e is None or b.n is None:
        return None
    return isqrt((a.e - b.e) ** 2 + (a.n - b.n) ** 2)


def travel(distance: int, reach: int) -> int:
    return TRAVEL * (reach - distance) // reach if reach else 0


def similar(a: School, b: School) -> int:
    """In how many of three ways two schools are alike; what is not known is not alike."""
    alike = a.pupils is not None and b.pupils is not None and size(a.pupils) == size(b.pupils)
    poor = a.fsm is not None and b.fsm is not None and abs(a.fsm - b.fsm) <= 10
    return alike + poor + (bool(a.rural) == bool(b.rural))


def size(pupils: int) -> int:
    return sum(pupils >= edge for edge in SIZES)


def shared(whole: int) -> int:
    """What half of a request is worth, where two leaders share it."""
    return whole // 2 - SHARED


def burden(cap: int, days: int) -> int:
    """What it costs in fairness that a leader has so many days of her term."""
    return sum(MORE * max(0, days - cap * part // 100) for part in FELT)


def value(instance: Instance, served: Served) -> int:
    """What a plan is worth: its served requests, less what it adds to the burden of each leader."""
    total, given = 0, dict.fromkeys(instance.leader_at, 0)
    for request_id, parts in served.items():
        request = instance.requests[instance.request_at[request_id]]
        for leader_id, days in parts:
            worth = fit(instance, instance.leaders[instance.leader_at[leader_id]], request)
            total += worth if len(parts) == 1 else shared(worth)
            given[leader_id] += days
    for leader in instance.leaders:
        before = sum(days for days, _, _ in leader.committed)
        total -= burden(leader.cap_days, before + given[leader.id]) - burden(leader.cap_days, before)
    return total
