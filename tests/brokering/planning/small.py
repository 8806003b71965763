"""Small terms written by hand: two schools ten kilometres apart, and whoever a test needs."""

import json
from pathlib import Path
from typing import Any

from drystone.brokering.planning import reading
from drystone.brokering.planning.instance import Instance

Thing = dict[str, Any]


def school(name: str, e: int | None = 400_000, **other: Any) -> Thing:
    plain = {"n": 500_000, "phase": "primary", "pupils": 90, "fsm": 10, "rural": 1, "alliance": 0, "home_cap": 20}
    return {"id": name, "e": e, **plain, **other}


def leader(name: str, home: str, **other: Any) -> Thing:
    plain = {"specialisms": {"maths": 2}, "phases": ["primary"], "cap_days": 10, "max_concurrent": 2}
    rest = {"reach_m": 20_000, "conflicts": [], "past_contexts": [], "deployments_12m": 0, "committed": []}
    return {"id": name, "home": home, **plain, **rest, **other}


def request(name: str, school: str, **other: Any) -> Thing:
    plain = {"specialism": "maths", "phase": "primary", "days": 4, "start": 1, "end": 4, "priority": 2, "received": 5}
    rest = {"min_level": 1, "exclude_leaders": [], "refused": [], "pinned": None, "previous": None, "may_split": 0}
    return {"id": name, "school": school, **plain, **rest, **other}


def term(schools: list[Thing], leaders: list[Thing], requests: list[Thing], **other: Any) -> Thing:
    parts = {"schools": schools, "leaders": leaders, "requests": requests}
    return {"format": 1, "weeks": 13, "alliance_lends": [1, 0], **parts, **other}


def in_halves(thing: Thing) -> Thing:
    """The same term, told in half-days."""
    leaders = [
        {**each, "cap_days": 2 * each["cap_days"], "committed": [[2 * d, s, e] for d, s, e in each["committed"]]}
        for each in thing["leaders"]
    ]
    return {
        **thing,
        "parts_a_day": 2,
        "leaders": leaders,
        "schools": [{**each, "home_cap": 2 * each["home_cap"]} for each in thing["schools"]],
        "requests": [{**each, "days": 2 * each["days"]} for each in thing["requests"]],
    }


def one(leaders: list[Thing] | None = None, requests: list[Thing] | None = None) -> Thing:
    """Reeth asks; Ann works at Hawes, ten kilometres away."""
    schools = [school("hawes"), school("reeth", 410_000)]
    return term(schools, leaders or [leader("ann", "hawes")], requests or [request("r1", "reeth")])


def written(folder: Path, thing: Any, name: str = "term.json") -> Path:
    file = folder / name
    file.write_text(thing if isinstance(thing, str) else json.dumps(thing), "utf-8")
    return file


def read(folder: Path, thing: Any) -> Instance:
    return reading.instance(written(folder, thing))
