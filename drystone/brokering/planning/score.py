"""What a match is worth, in whole numbers, by the weights of the alliance; every division rounds down.

`pairs` computes the same for thousands at once; a test holds the two together.
"""

from collections.abc import Mapping
from math import isqrt
from typing import Any

from .instance import Instance, Leader, Name, Request, School
from .weights import USUAL, Weights

SERVED = {1: 400, 2: 250, 3: 150, 4: 80}
LEVEL, PHASE, TRAVEL, SIMILAR, CONTINUITY, VARIETY, BORROWED, SHARED = 10, 20, 25, 3, 10, 6, 5, 10
SIZES = (100, 250, 600)
# From which part of the days of a term on another day is felt, in hundredths, and what it then costs more.
FELT, MORE = (40, 75), 4

Served = Mapping[Name, list[tuple[Name, int]]]


def fit(instance: Instance, leader: Leader, request: Request) -> int:
    """What it is worth that this leader serves the request whole; she may do so by the hard rules."""
    home, there, counts = instance.home(leader), instance.receiving(request), instance.weights
    expertise = LEVEL * leader.specialisms[request.specialism] + PHASE * (request.phase in leader.phases)
    variety = VARIETY * (there.context not in leader.past_contexts) + max(0, 6 - 2 * leader.deployments_12m)
    return sum(
        (
            served(request.priority, request.days, instance.parts_a_day),
            expertise * counts.fit // USUAL,
            travel(metres(home, there), leader.reach_m, counts.distance),
            SIMILAR * similar(home, there) * counts.likeness // USUAL,
            CONTINUITY * (leader.id in request.previous) * counts.continuity // USUAL,
            variety * counts.variety // USUAL,
            -BORROWED * (home.alliance != there.alliance),
        )
    )


def served(priority: int, days: int, parts: int = 1) -> int:
    """What it is worth to serve a request of so many days, in parts of a day."""
    return SERVED[priority] * (4 * parts + days) // (8 * parts)


def metres(a: School, b: School) -> int | None:
    """Whole metres in a straight line; None where either place is not known."""
    apart = square(a, b)
    return None if apart is None else isqrt(apart)


def square(a: School, b: School) -> int | None:
    """The square of the metres between two; None where either place is not known."""
    if a.e is None or a.n is None or b.e is None or b.n is None:
        return None
    return (a.e - b.e) ** 2 + (a.n - b.n) ** 2


def travel(distance: int | None, reach: int, counts: int = USUAL) -> int:
    """Nothing where either place is not known."""
    return TRAVEL * counts * (reach - distance) // (USUAL * reach) if reach and distance is not None else 0


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


def more(counts: Weights, parts: int = 1) -> int:
    """What one more day, or part of one, costs where days are felt; twice that where they weigh."""
    return MORE * counts.fairness // (USUAL * parts)


def burden(cap: Any, days: Any, each: int = MORE) -> Any:
    """What it costs in fairness that a leader has so many days of her term; of one, or of columns of them."""
    beyond = [days - cap * part // 100 for part in FELT]
    return each * sum(more * (more > 0) for more in beyond)


def value(instance: Instance, served: Served) -> int:
    """What a plan is worth: its served requests, less what it adds to the burden of each leader."""
    total, given, each = 0, dict.fromkeys(instance.leader_at, 0), more(instance.weights, instance.parts_a_day)
    for request_id, parts in served.items():
        request = instance.requests[instance.request_at[request_id]]
        for leader_id, days in parts:
            worth = fit(instance, instance.leaders[instance.leader_at[leader_id]], request)
            total += worth if len(parts) == 1 else shared(worth)
            given[leader_id] += days
    for leader in instance.leaders:
        before = sum(days for days, _, _ in leader.committed)
        after = before + given[leader.id]
        total -= burden(leader.cap_days, after, each) - burden(leader.cap_days, before, each)
    return total
