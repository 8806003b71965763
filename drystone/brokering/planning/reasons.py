"""Why a request stays unserved, and the smallest change that would serve it.

A reason is true: with everything in `would_change` undone, and the rest of the plan as it is, the leader it names can
serve the request whole.
"""

import numpy as np

from . import obstacles
from .facts import Facts
from .instance import Name, Request
from .plan import Change, Unserved
from .standing import Standing

# The stages of a search, and the rules after which nobody may be left.
STAGES = (
    ("no_area", ("area",), "No leader has {area}."),
    ("no_level", ("level",), "No leader has {area} at level {level} or above."),
    ("no_reach", ("place", "reach"), "Nobody who has {area} at level {level} has the school within reach."),
    (
        "excluded",
        ("own school", "alliance", "conflict", "excluded", "refused"),
        "All who could come are excluded, refused, in conflict, of the school itself, or not lent by their alliance.",
    ),
    ("capacity", ("days", "home", "weeks"), "Those who could come have no days or weeks left"),
)
# What it takes to undo a rule; a leader of the school itself can never come.
EFFORT = dict(zip(obstacles.ORDER, (10**6, 10**5, 10**4, 10**4, 10**9, 10**3, 10**3, 100, 100, 3, 2, 4), strict=True))


def of_all(standing: Standing) -> dict[Name, Unserved]:
    """The reason of every request that the plan leaves."""
    instance = standing.facts.instance
    return {
        instance.requests[number].id: of(standing, number) for number in np.nonzero(standing.served < 2)[0].tolist()
    }


def no_leaders(request: Request) -> Unserved:
    text = STAGES[0][2].format(area=request.specialism)
    return Unserved("no_area", text, (f"A leader is designated for {wanted(request)}.",))


def wanted(request: Request) -> str:
    """The area, and the level where not every level will do."""
    return request.specialism + (f" at level {request.min_level}" if request.min_level > 1 else "")


def of(standing: Standing, number: int) -> Unserved:
    facts, request = standing.facts, standing.facts.instance.requests[number]
    everybody = np.arange(len(facts.instance.leaders))
    words: dict[str, str | int] = {"area": request.specialism, "level": request.min_level}
    found = obstacles.of(facts, number, everybody)
    code, text = stage(found, words)
    if code == "capacity":
        text += f": {used_by(standing, number, found)}."
    needed = tuple(changes(facts, number, found))
    return Unserved(code, text, tuple(change.text for change in needed), needed)


def stage(found: obstacles.Flags, words: dict[str, str | int]) -> tuple[str, str]:
    alive = np.ones(len(found["area"]), dtype=bool)
    for code, rules, text in STAGES:
        for rule in rules:
            alive = alive & ~found[rule]
        if not alive.any():
            return code, text.format(**words)
    return STAGES[-1][0], STAGES[-1][2]


def nearest(found: obstacles.Flags) -> int:
    """The leader for whom it takes least."""
    return int(np.argmin(sum(EFFORT[rule] * flags for rule, flags in found.items())))


def changes(facts: Facts, number: int, found: obstacles.Flags | None = None) -> list[Change]:
    """Everything that would have to change for one leader to serve the request whole, beside the plan as it is."""
    found = found or obstacles.of(facts, number, np.arange(len(facts.instance.leaders)))
    who = nearest(found)
    return [change(facts, number, who, rule) for rule in obstacles.ORDER if found[rule][who]]


def change(facts: Facts, number: int, who: int, rule: str) -> Change:
    instance, request = facts.instance, facts.instance.requests[number]
    leader, days, said = instance.leaders[who], int(facts.requests["days"][number]), instance.days
    home = int(facts.leaders["home"][who])
    cap = leader.cap_days + days - int(facts.left[who])
    given = instance.schools[home].home_cap
    home_cap = given + days - int(facts.home_left[home])
    weeks = facts.room[who, request.start : request.end + 1]
    at_once = leader.max_concurrent + 1 - int(weeks.min())
    square = (facts.leaders["e"][who] - facts.requests["e"][number]) ** 2 + (
        facts.leaders["n"][who] - facts.requests["n"][number]
    ) ** 2
    metres = int(np.ceil(np.sqrt(float(square))))
    to, text = {
        "area": (request.min_level or 1, f"{leader.id} is designated for {wanted(request)}"),
        "level": (request.min_level, f"{leader.id} reaches level {request.min_level} in {request.specialism}"),
        "place": (0, f"It becomes known where {request.school} and {leader.home} lie, within reach of {leader.id}"),
        "reach": (metres, f"{leader.id} goes as far as {metres:,} metres"),
        "own school": (0, f"{leader.id} works at another school"),
        "alliance": (1, f"The alliance of {leader.id} lends"),
        "conflict": (0, f"The conflict of {leader.id} with {request.school} ends"),
        "excluded": (0, f"The broker no longer excludes {leader.id}"),
        "refused": (0, f"{leader.id} is asked again, and it is not refused"),
        "days": (cap, f"{leader.id} has {said(cap)} days instead of {said(leader.cap_days)}"),
        "home": (home_cap, f"{leader.home} gives {said(home_cap)} days instead of {said(given)}"),
        "weeks": (at_once, f"{leader.id} has {at_once} deployments at once instead of {leader.max_concurrent}"),
    }[rule]
    return Change(rule, leader.id, to, f"{text}.")


def used_by(standing: Standing, number: int, found: obstacles.Flags) -> str:
    """Whose days, and what they are given to, of the leader who is nearest to having them."""
    facts, instance, who = standing.facts, standing.facts.instance, nearest(found)
    leader, chosen = instance.leaders[who], standing.ways.only(standing.chosen)
    home = facts.leaders["home"]
    mine = chosen.only(home[chosen.leader] == home[who]) if found["home"][who] else chosen.only(chosen.leader == who)
    given = [instance.requests[each] for each in mine.request.tolist()]
    above = [str(each.id) for each in given if each.priority < instance.requests[number].priority]
    others = [str(each.id) for each in given if each.priority >= instance.requests[number].priority]
    promised = int(standing.start.promised[who])
    parts = [
        f"{leader.id} is nearest to it, but {' and '.join(obstacles.sentences(facts, number, who, found, who))}",
        f"given to higher priorities: {', '.join(above)}" if above else "",
        f"given to others: {', '.join(others)}" if others else "",
        f"promised before: {instance.days(promised)} days" if promised else "",
    ]
    return "; ".join(filter(None, parts))
