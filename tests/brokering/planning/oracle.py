"""The hard rules and the best plan, said a second time and as plainly as can be: no numpy, no solver."""

from itertools import product
from math import dist
from typing import Any

from drystone.brokering.planning import score
from drystone.brokering.planning.instance import Instance, Leader, Request

Served = dict[Any, list[tuple[Any, int]]]


def broken(instance: Instance, served: Served) -> list[str]:
    """Every hard rule that a plan breaks."""
    faults: list[str] = []
    for name, parts in served.items():
        request = instance.requests[instance.request_at[name]]
        half = request.days // 2
        shares = [[request.days]] + ([[half, half]] if request.may_split and request.days % 2 == 0 else [])
        if [days for _, days in parts] not in shares or len({leader for leader, _ in parts}) < len(parts):
            faults.append(f"{name}: shared as {parts}")
        for leader, _ in parts:
            faults += [f"{name}, {leader}: {rule}" for rule in alone(instance, leader_of(instance, leader), request)]
    return faults + together(instance, served)


def leader_of(instance: Instance, name: Any) -> Leader:
    return instance.leaders[instance.leader_at[name]]


def alone(instance: Instance, leader: Leader, request: Request) -> list[str]:
    home, there = instance.home(leader), instance.receiving(request)
    known = None not in (home.e, home.n, there.e, there.n)
    rules = {
        "level": leader.specialisms.get(request.specialism, 0) >= max(1, request.min_level),
        "reach": known and dist((home.e, home.n), (there.e, there.n)) <= leader.reach_m,  # type: ignore[arg-type]
        "own school": leader.home != request.school,
        "conflict": request.school not in leader.conflicts,
        "refused": leader.id not in request.refused | request.exclude_leaders,
        "alliance": home.alliance == there.alliance or instance.lends[home.alliance],
    }
    return [rule for rule, holds in rules.items() if not holds]


def together(instance: Instance, served: Served) -> list[str]:
    faults, homes = [], {school.id: 0 for school in instance.schools}
    given: dict[Any, list[tuple[int, int, int]]] = {leader.id: list(leader.committed) for leader in instance.leaders}
    fresh: set[Any] = set()
    for name, parts in served.items():
        request = instance.requests[instance.request_at[name]]
        for leader, days in parts:
            given[leader].append((days, request.start, request.end))
            fresh |= {leader, leader_of(instance, leader).home}
    for leader in instance.leaders:
        days = sum(days for days, _, _ in given[leader.id])
        homes[leader.home] += days
        if leader.id not in fresh:
            continue
        if days > leader.cap_days:
            faults.append(f"{leader.id}: {days} days")
        for week in range(instance.weeks + 1):
            if sum(start <= week <= end for _, start, end in given[leader.id]) > leader.max_concurrent and any(
                start <= week <= end for _, start, end in given[leader.id][len(leader.committed) :]
            ):
                faults.append(f"{leader.id}: week {week}")
    return faults + [f"{s.id}: {homes[s.id]}" for s in instance.schools if s.id in fresh and homes[s.id] > s.home_cap]


def best_value(instance: Instance) -> int:
    """The value of the best plan, by trying every one; pins are kept."""
    best = 0
    for served in every_plan(instance):
        pinned = all(
            request.pinned is None or request.pinned in [leader for leader, _ in served.get(request.id, [])]
            for request in instance.requests
        )
        if pinned and not together(instance, served):
            best = max(best, score.value(instance, served))
    return best


def every_plan(instance: Instance) -> Any:
    choices: list[list[Any]] = []
    for request in instance.requests:
        able = [each.id for each in instance.leaders if not alone(instance, each, request)]
        ways: list[Any] = [None, *([(leader, request.days)] for leader in able)]
        if request.may_split and request.days and request.days % 2 == 0:
            half = request.days // 2
            ways += [[(a, half), (b, half)] for a in able for b in able if str(a) < str(b)]
        choices.append(ways)
    for chosen in product(*choices):
        yield {r.id: parts for r, parts in zip(instance.requests, chosen, strict=True) if parts}
