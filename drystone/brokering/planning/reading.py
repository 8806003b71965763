"""Reads an instance, or a plan that was made before, from a file. What is wrong with it is one plain sentence."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from drystone.lifecycle import Refused

from .instance import Instance, Leader, Name, Request, School
from .plan import Served
from .weights import NAMES, USUAL, Weights

MOST, HEAVIEST = 10_000_000, 100
Each = TypeVar("Each", School, Leader, Request)

Thing = dict[str, Any]


def instance(file: Path) -> Instance:
    """The term that a file describes; refuses whatever does not make one, and says where it went wrong."""
    data = parsed(file)
    if data.get("format") != 1:
        raise Refused(f"{file.name} is not an instance of format 1.")
    weeks = whole(data, "weeks", "The instance", least=1, most=100)
    lends = tuple(
        bool(whole({"lends": lends}, "lends", "alliance_lends", most=1)) for lends in entries(data, "alliance_lends")
    )
    schools = tuple(unique(school(thing, len(lends)) for thing in things(data, "schools")))
    places = {each.id for each in schools}
    leaders = tuple(unique(leader(thing, weeks, places) for thing in things(data, "leaders")))
    requests = tuple(unique(request(thing, weeks, places) for thing in things(data, "requests")))
    parts = whole(data, "parts_a_day", "The instance", least=1, most=2, default=1)
    return Instance(weeks, lends, schools, leaders, requests, parts, weights(data))


def weights(data: Thing) -> Weights:
    """How much each thing counts, in halves of what is usual; as usual where nothing is said."""
    given = data.get("weights", {})
    if not isinstance(given, dict) or not given.keys() <= set(NAMES):
        raise Refused(f"The instance: weights may be given for {', '.join(NAMES)}.")
    return Weights(**{name: whole(given, name, "weights", most=HEAVIEST, default=USUAL) for name in given})


def plan(file: Path, instance: Instance) -> Served:
    """Who was to help with which request, by a plan that was written before; requests that are gone are left out."""
    data = parsed(file)
    assignments = data.get("assignments")
    if data.get("format") != 1 or not isinstance(assignments, dict):
        raise Refused(f"{file.name} is not a plan of format 1.")
    served: Served = {}
    known = {str(name): name for name in instance.request_at}
    for request_id, parts in assignments.items():
        well = isinstance(parts, list) and all(isinstance(part, list) and len(part) == 2 for part in parts)
        if not well or not all(is_name(name) and is_whole(days) for name, days in parts):
            raise Refused(f"{file.name}: who helps with request {request_id} is not a list of leaders and days.")
        if request_id in known:
            served[known[request_id]] = [(name, days) for name, days in parts]
    return served


def parsed(file: Path) -> Thing:
    try:
        data = json.loads(file.read_text("utf-8-sig"), parse_constant=no_number)
    except OSError as problem:
        raise Refused(f"{file} cannot be read: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise Refused(f"{file.name} is not text in UTF-8.") from problem
    except (json.JSONDecodeError, RecursionError) as problem:
        place = f" at line {problem.lineno}" if isinstance(problem, json.JSONDecodeError) else ""
        raise Refused(f"{file.name} is not whole JSON{place}; was it cut short?") from problem
    if not isinstance(data, dict):
        raise Refused(f"{file.name} does not hold one object.")
    return data


def no_number(said: str) -> None:
    raise Refused(f"{said} is not a number; every number must be whole.")


def school(thing: Thing, alliances: int) -> School:
    who = named(thing, "School")
    return School(
        thing["id"],
        e=known(thing, "e", who),
        n=known(thing, "n", who),
        phase=text(thing, "phase", who),
        pupils=known(thing, "pupils", who),
        fsm=known(thing, "fsm", who),
        rural=whole(thing, "rural", who, most=1),
        alliance=whole(thing, "alliance", who, most=alliances - 1),
        home_cap=whole(thing, "home_cap", who),
    )


def known(thing: Thing, key: str, who: str) -> int | None:
    return None if thing.get(key) is None else whole(thing, key, who)


def leader(thing: Thing, weeks: int, schools: set[Name]) -> Leader:
    who = named(thing, "Leader")
    areas = thing.get("specialisms")
    if not isinstance(areas, dict):
        raise Refused(f"{who}: specialisms must be areas with a level.")
    return Leader(
        thing["id"],
        home=one_of(schools, thing, "home", who),
        specialisms={area: whole(areas, area, who, least=1, most=3) for area in areas},
        phases=names(thing, "phases", who),
        cap_days=whole(thing, "cap_days", who),
        max_concurrent=whole(thing, "max_concurrent", who),
        reach_m=whole(thing, "reach_m", who),
        conflicts=names(thing, "conflicts", who),
        past_contexts=frozenset(contexts(thing, who)),
        deployments_12m=whole(thing, "deployments_12m", who, default=0),
        committed=tuple(promised(thing, weeks, who)),
    )


def contexts(thing: Thing, who: str) -> Iterator[int]:
    for context in entries(thing, "past_contexts", who):
        yield whole({"past_contexts": context}, "past_contexts", who, most=7)


def promised(thing: Thing, weeks: int, who: str) -> Iterator[tuple[int, int, int]]:
    for promise in entries(thing, "committed", who):
        if not isinstance(promise, list) or len(promise) != 3:
            raise Refused(f"{who}: each of committed must be days, start week and end week.")
        parts = dict(zip(("days", "start", "end"), promise, strict=True))
        yield whole(parts, "days", who), *in_term(parts, weeks, who)


def request(thing: Thing, weeks: int, schools: set[Name]) -> Request:
    who = named(thing, "Request")
    start, end = in_term(thing, weeks, who)
    previous = perhaps(thing, "previous", who)
    return Request(
        thing["id"],
        school=one_of(schools, thing, "school", who),
        specialism=text(thing, "specialism", who),
        phase=text(thing, "phase", who),
        days=whole(thing, "days", who),
        start=start,
        end=end,
        priority=whole(thing, "priority", who, least=1, most=4),
        received=whole(thing, "received", who, default=0),
        min_level=whole(thing, "min_level", who, most=3, default=1),
        exclude_leaders=names(thing, "exclude_leaders", who),
        refused=names(thing, "refused", who),
        pinned=perhaps(thing, "pinned", who),
        previous=frozenset(() if previous is None else (previous,)),
        may_split=whole(thing, "may_split", who, most=1, default=0),
    )


def in_term(thing: Thing, weeks: int, who: str) -> tuple[int, int]:
    start, end = whole(thing, "start", who, most=weeks), whole(thing, "end", who, most=weeks)
    if end < start:
        raise Refused(f"{who} ends in week {end}, before it starts in week {start}.")
    return start, end


def things(data: Thing, key: str) -> list[Thing]:
    found = entries(data, key) if key in data else None
    if found is None or not all(isinstance(thing, dict) for thing in found):
        raise Refused(f"The instance has no list of {key}.")
    return found


def entries(thing: Thing, key: str, who: str = "The instance") -> list[Any]:
    found = thing.get(key, [])
    if not isinstance(found, list):
        raise Refused(f"{who}: {key} must be a list.")
    return found


def unique(found: Iterator[Each]) -> Iterator[Each]:
    seen: set[str] = set()
    for each in found:
        if str(each.id) in seen:
            raise Refused(f"{type(each).__name__} {each.id} is there twice.")
        seen.add(str(each.id))
        yield each


def named(thing: Thing, kind: str) -> str:
    if not is_name(thing.get("id")):
        raise Refused(f"A {kind.lower()} has no id.")
    return f"{kind} {thing['id']}"


def one_of(known: set[Name], thing: Thing, key: str, who: str) -> Name:
    name = perhaps(thing, key, who)
    if name not in known:
        raise Refused(f"{who}: there is no school {name}.")
    assert name is not None  # noqa: S101
    return name


def perhaps(thing: Thing, key: str, who: str) -> Name | None:
    name = thing.get(key)
    if name is not None and not is_name(name):
        raise Refused(f"{who}: {key} must be a name.")
    return name


def names(thing: Thing, key: str, who: str) -> frozenset[Any]:
    found = entries(thing, key, who)
    if not all(map(is_name, found)):
        raise Refused(f"{who}: {key} must be a list of names.")
    return frozenset(found)


def text(thing: Thing, key: str, who: str) -> str:
    if not isinstance(thing.get(key), str):
        raise Refused(f"{who}: {key} must be a word.")
    return thing[key]


def whole(thing: Thing, key: str, who: str, *, least: int = 0, most: int = MOST, default: int | None = None) -> int:
    """A whole number between two others; `default` where none is given."""
    number: Any = thing.get(key, default)
    if isinstance(number, bool):
        number = int(number)
    if not isinstance(number, int):
        raise Refused(f"{who}: {key} must be a whole number{'' if number is None else f', not {str(number)[:40]}'}.")
    if not least <= number <= most:
        raise Refused(f"{who}: {key} must be between {least} and {most:,}, not {number:,}.")
    return number


def is_whole(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def is_name(name: Any) -> bool:
    return isinstance(name, str) or is_whole(name)
