"""Plans a term: the best that the hard rules allow, to a proven gap, with a reason for whatever stays unserved."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from . import components, facts, improve, model, offers, packing, pairs, pins, prices, reasons, score, sharpening, ways
from .facts import Facts, Numbers
from .instance import Instance
from .pins import Pins
from .plan import Plan, Served
from .prices import Bundle
from .standing import Standing
from .ways import Ways

EXACT = 1_500  # ways that are decided at once; more are decided by prices, bundles and windows
NODES = 2_000
ROUNDS, MANY = 250, 100_000
# Points for each assignment of an earlier plan that is kept: the first that lets no more than a part of them change.
CHARGES, MAY_CHANGE = (50, 100, 200, 400, 800), 0.05
BUNDLES_WITHIN = 0.01

Say = Callable[[str, int, int], bool]  # what is done, how far, of how much; false: come to an end


@dataclass(frozen=True)
class Task:
    """What to choose from, how near to the best, what was planned before, and who hears of it."""

    facts: Facts
    ways: Ways
    pins: Pins
    gap: float
    say: Say
    before: Numbers | None = None
    helped: frozenset[int] = frozenset()

    def go_on(self) -> bool:
        return self.say("The best plan is looked for", 0, 1)


def plan(instance: Instance, *, gap: float = 0.0005, before: Served | None = None, say: Say | None = None) -> Plan:
    """The plan of a term; the same for the same instance. With an earlier plan, as little of it changed as pays."""
    if not (instance.leaders and instance.requests):
        return nothing(instance)
    known = facts.gather(instance)
    able = ways.of(known, pairs.feasible(known))
    kept = pins.decide(known, able)
    able = kept.narrow(able)
    kept_before = None if before is None else of_plan(known, able, before)
    helped = frozenset(instance.request_at[request] for request in before or {})
    task = Task(known, able, kept, gap, say or (lambda what, done, of: True), kept_before, helped)
    standing, bound = Standing(known, able), 0
    for part in components.of(known, able):
        chosen, at_most = (exactly if len(part) <= EXACT else nearly)(task, part)
        standing.choose(chosen)
        bound += at_most
    improve.fill(standing)
    improve.fill_shared(standing)
    served = assignments(standing)
    value = score.value(instance, served)
    return Plan(value, max(bound, value), served, reasons.of_all(standing), kept.broken)


def nothing(instance: Instance) -> Plan:
    """Where nobody asks, or nobody is designated."""
    pinned = (request for request in instance.requests if request.pinned is not None)
    broken = {request.id: f"{request.pinned} is pinned, and there is no such leader." for request in pinned}
    return Plan(0, 0, {}, {request.id: reasons.no_leaders(request) for request in instance.requests}, broken)


def exactly(task: Task, part: Numbers) -> tuple[Numbers, int]:
    """One model of the whole part. What was planned before weighs more in the choice, and not in the bound."""
    some = task.ways.only(part)
    must = task.pins.kept & frozenset(some.request.tolist())
    search = partial(model.best, task.facts, gap=task.gap, nodes=NODES, must=must, go_on=task.go_on)
    solved = search(some)
    chosen = solved.chosen
    for charge in CHARGES if task.before is not None else ():
        chosen = search(dearer(task, part, charge)).chosen
        if changes(task, part, chosen) <= MAY_CHANGE * len(task.helped):
            break
    bound = int(np.floor(min(solved.bound, some.ceiling) + 1e-6))
    return part[chosen if task.go_on() else better(task, some, chosen)], bound


def better(task: Task, some: Ways, chosen: Numbers) -> Numbers:
    """Of a search that was cut short: what it found, or the first plan."""
    found = Standing(task.facts, some)
    found.choose(chosen)
    return np.nonzero(max(first_plan(task, some), found, key=lambda each: each.value).chosen)[0]


def changes(task: Task, part: Numbers, chosen: Numbers) -> int:
    """How many requests are not helped as before; one whose leader refused is among them."""
    was = np.nonzero(was_so(task, part))[0]
    requests = task.ways.request[part]
    other = set(requests[np.setxor1d(was, chosen)].tolist())
    return len(other | (task.helped & set(requests.tolist()) - set(requests[was].tolist())))


def nearly(task: Task, part: Numbers) -> tuple[Numbers, int]:
    """A bound by prices, and a plan from what was taken at them; or from what was planned before."""
    some = task.ways.only(part)
    start = first_plan(task, some)
    bound, bundles = priced(task, some, start.value)
    if task.before is not None:
        standing = as_before(task, part)
        improve.repair(standing, task.helped, task.pins.kept)
    else:
        standing = with_bundles(task, some, start, bundles)
        improve.improve(standing, still=task.pins.kept, say=task.say)
    return part[np.nonzero(standing.chosen)[0]], bound


def priced(task: Task, some: Ways, value: int) -> tuple[int, set[Bundle]]:
    """What no plan is worth more than, and bundles that were taken at good prices."""
    found = prices.find(task.facts, some, value=value, rounds=ROUNDS, say=teller(task, ROUNDS))
    if len(some) > MANY or not task.go_on():
        return found.bound, offers.by_leader(some, found.taken)
    return sharpening.sharpen(task.facts, some, found, teller(task, sharpening.ROUNDS))


def teller(task: Task, of: int) -> Callable[[int, int], bool]:
    return lambda done, bound: task.say(f"No plan is worth more than {bound:,}", done, of)


def first_plan(task: Task, some: Ways) -> Standing:
    """The pins, and then whatever fits."""
    standing = Standing(task.facts, some)
    standing.choose(np.nonzero(task.pins.chosen_of(some))[0])
    improve.fill(standing)
    return standing


def with_bundles(task: Task, some: Ways, start: Standing, bundles: set[Bundle]) -> Standing:
    """The best choice of bundles beside the pins, filled up; or the first plan, where that is better."""
    standing = Standing(task.facts, some)
    standing.choose(np.nonzero(task.pins.chosen_of(some))[0])
    if not task.say("Choosing from bundles", 0, len(bundles)):
        improve.fill(standing, np.array([way for bundle in bundles for way in bundle], dtype=np.int64))
        improve.fill(standing)
        return max(standing, start, key=lambda each: each.value)
    free = {tuple(way for way in each if not standing.served[some.request[way]]) for each in bundles} - {()}
    standing.choose(packing.pack(standing.facts, some, free, gap=BUNDLES_WITHIN, go_on=task.go_on))
    improve.fill(standing)
    return max(standing, start, key=lambda each: each.value)


def as_before(task: Task, part: Numbers) -> Standing:
    """The pins, and what can stay of the earlier plan."""
    standing = Standing(task.facts, dearer(task, part, CHARGES[0]))
    some = standing.ways
    standing.choose(np.nonzero(task.pins.chosen_of(some))[0])
    for way in np.nonzero(was_so(task, part) & ~standing.chosen)[0].tolist():
        if standing.served[some.request[way]] + 2 - some.is_half[way] <= 2 and standing.fits(way):
            standing.choose(np.array([way]))
    return standing


def dearer(task: Task, part: Numbers, charge: int) -> Ways:
    """The ways, those of the earlier plan worth more by the charge for a change."""
    some = task.ways.only(part)
    return replace(some, worth=some.worth + charge * was_so(task, part))


def was_so(task: Task, part: Numbers) -> NDArray[np.bool_]:
    return np.isin(part, np.zeros(0, np.int64) if task.before is None else task.before)


def of_plan(known: Facts, able: Ways, before: Served) -> Numbers:
    """The ways that an earlier plan chose and that are still open."""
    instance = known.instance
    at = {
        (instance.request_at.get(request), instance.leader_at.get(leader), days)
        for request, parts in before.items()
        for leader, days in parts
    }
    listed = zip(able.request.tolist(), able.leader.tolist(), able.days.tolist(), strict=True)
    return np.array([number for number, way in enumerate(listed) if way in at], dtype=np.int64)


def assignments(standing: Standing) -> Served:
    served: Served = {}
    instance, chosen = standing.facts.instance, standing.ways.only(standing.chosen)
    for request, leader, days in zip(chosen.request, chosen.leader, chosen.days, strict=True):
        parts = served.setdefault(instance.requests[request].id, [])
        parts.append((instance.leaders[leader].id, int(days)))
    return served
