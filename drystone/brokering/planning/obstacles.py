"""What stands between a leader and a request: the hard rules one by one, in the order in which they bite."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .facts import Facts, Numbers

Flags = dict[str, NDArray[np.bool_]]
# The later a rule bites, the less it takes to undo it; nobody is moved to another school.
ORDER = (
    "area",
    "level",
    "place",
    "reach",
    "own school",
    "alliance",
    "conflict",
    "excluded",
    "refused",
    "days",
    "home",
    "weeks",
)


def of(facts: Facts, number: int, who: Numbers) -> Flags:
    """For each of these leaders, which rules she breaks for a request, as things stand."""
    instance, request = facts.instance, facts.instance.requests[number]
    asks = {key: column[number] for key, column in facts.requests.items()}
    them = {key: column[who] for key, column in facts.leaders.items()}
    people = [instance.leaders[each] for each in who.tolist()]
    level = np.array([each.specialisms.get(request.specialism, 0) for each in people])
    placed = (them["placed"] * asks["placed"]) > 0
    square = (asks["e"] - them["e"]) ** 2 + (asks["n"] - them["n"]) ** 2
    room = facts.room[who, asks["start"] : asks["end"] + 1]
    return {
        "area": level == 0,
        "level": (level > 0) & (level < asks["level"]),
        "place": ~placed,
        "reach": placed & (square > them["reach"] ** 2),
        "own school": them["home"] == asks["school"],
        "alliance": (them["alliance"] != asks["alliance"]) & (them["lends"] == 0),
        "conflict": np.array([request.school in each.conflicts for each in people], dtype=bool),
        "excluded": np.array([each.id in request.exclude_leaders for each in people], dtype=bool),
        "refused": np.array([each.id in request.refused for each in people], dtype=bool),
        "days": facts.left[who] < asks["days"],
        "home": facts.home_left[them["home"]] < asks["days"],
        "weeks": room.min(axis=1) <= 0,
    }


def sentences(facts: Facts, number: int, leader: int, found: Flags, place: int = 0) -> list[str]:
    """What stands in the way of one leader, each as a part of a sentence."""
    return [SAYING[rule](facts, number, leader) for rule in ORDER if found[rule][place]]


def days_of(facts: Facts, number: int, leader: int) -> str:
    said = facts.instance.days
    left, cap = said(max(0, int(facts.left[leader]))), said(int(facts.leaders["cap"][leader]))
    return f"{left} of their {cap} days are left, {said(int(facts.requests['days'][number]))} would be needed"


def home_of(facts: Facts, number: int, leader: int) -> str:
    home, said = int(facts.leaders["home"][leader]), facts.instance.days
    school, left = facts.instance.schools[home], said(max(0, int(facts.home_left[home])))
    cap, needed = said(school.home_cap), said(int(facts.requests["days"][number]))
    return f"their school {school.id} has {left} of its {cap} days left, {needed} would be needed"


def weeks_of(facts: Facts, number: int, leader: int) -> str:
    request, most = facts.instance.requests[number], facts.instance.leaders[leader].max_concurrent
    return (
        f"in a week between {request.start} and {request.end} they have all {most} deployments at once that they may"
    )


SAYING: dict[str, Callable[[Facts, int, int], str]] = {
    "area": lambda facts, number, leader: f"they do not hold {facts.instance.requests[number].specialism}",
    "level": lambda facts, number, leader: f"they are below level {facts.instance.requests[number].min_level}",
    "place": lambda facts, number, leader: "where one of the two schools lies is not known",
    "reach": lambda facts, number, leader: "the school is beyond their reach",
    "own school": lambda facts, number, leader: "it is their own school",
    "alliance": lambda facts, number, leader: "their alliance does not lend",
    "conflict": lambda facts, number, leader: "a conflict with the school is on record",
    "excluded": lambda facts, number, leader: "the broker has excluded them",
    "refused": lambda facts, number, leader: "it was refused before",
    "days": days_of,
    "home": home_of,
    "weeks": weeks_of,
}
