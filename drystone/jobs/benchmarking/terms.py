"""Invented terms to plan, the same for the same seed.

Schools lie where real ones do; whoever works there, what they can do and who asks is invented.
"""

import csv
import lzma
import random
from typing import Any

from drystone.schools.register import BUNDLED_REGISTER

SIZES = {"S": (50, 40, 60), "M": (1_000, 600, 1_500), "L": (22_000, 11_000, 15_000)}
AREAS = [f"area-{number:02}" for number in range(1, 13)]
PHASES = ("primary", "primary", "primary", "secondary")
AN_ALLIANCE = 40  # schools, as near each other as the order on the map puts them
RICHMOND = (417_000, 501_000)

Term = dict[str, Any]


def places(schools: int) -> list[tuple[int, int]]:
    """Where the open schools nearest to Richmond lie, or those of the whole nation."""
    with lzma.open(BUNDLED_REGISTER, "rt", encoding="cp1252", newline="") as rows:
        found = {
            (int(row["Easting"]), int(row["Northing"]))
            for row in csv.DictReader(rows)
            if row["EstablishmentStatus (code)"] in "13" and row["Easting"] and row["Easting"] != "0"
        }
    east, north = RICHMOND
    return sorted(found, key=lambda place: ((place[0] - east) ** 2 + (place[1] - north) ** 2, place))[:schools]


def make(size: str, seed: int = 1) -> Term:
    """A term of size S, M or L."""
    schools, leaders, requests = SIZES[size]
    return invent(places(schools), leaders, requests, seed)


def invent(spots: list[tuple[int, int]], leaders: int, requests: int, seed: int, *, weeks: int = 13) -> Term:
    """A term with schools at these places."""
    chance = random.Random(seed)
    spots = sorted(spots, key=lambda spot: (spot[1] // 25_000, spot[0]))
    alliances = max(1, len(spots) // AN_ALLIANCE)
    schools = [school(chance, number, spot, number * alliances // len(spots)) for number, spot in enumerate(spots)]
    staff = [leader(chance, number, chance.choice(schools), weeks) for number in range(leaders)]
    return {
        "format": 1,
        "weeks": weeks,
        "alliance_lends": [int(chance.random() < 0.6) for _ in range(alliances)],
        "schools": schools,
        "leaders": staff,
        "requests": [request(chance, number, chance.choice(schools), staff, weeks) for number in range(requests)],
    }


def school(chance: random.Random, number: int, spot: tuple[int, int], alliance: int) -> Term:
    return {
        "id": f"s{number}",
        "e": spot[0],
        "n": spot[1],
        "phase": chance.choice(PHASES),
        "pupils": chance.choice((45, 90, 180, 240, 420, 900, 1_200)),
        "fsm": chance.randint(2, 55),
        "rural": int(chance.random() < 0.4),
        "alliance": alliance,
        "home_cap": chance.choice((8, 10, 12, 15, 20)),
    }


def leader(chance: random.Random, number: int, home: Term, weeks: int) -> Term:
    start = chance.randint(0, weeks - 4)
    return {
        "id": f"l{number}",
        "home": home["id"],
        "specialisms": {area: chance.randint(1, 3) for area in chance.sample(AREAS, chance.randint(1, 4))},
        "phases": sorted({home["phase"], chance.choice(PHASES)}),
        "cap_days": chance.choice((6, 8, 10, 12, 15)),
        "max_concurrent": chance.choice((1, 2, 2, 3)),
        "reach_m": chance.choice((15_000, 25_000, 40_000, 60_000)),
        "conflicts": [f"s{chance.randint(0, 49)}"] if chance.random() < 0.1 else [],
        "past_contexts": sorted(chance.sample(range(8), chance.randint(0, 4))),
        "deployments_12m": chance.choice((0, 0, 1, 1, 2, 3)),
        "committed": [[chance.randint(1, 3), start, start + 3]] if chance.random() < 0.3 else [],
    }


def request(chance: random.Random, number: int, school: Term, staff: list[Term], weeks: int) -> Term:
    start = chance.randint(0, weeks - 5)
    someone = [leader["id"] for leader in chance.sample(staff, 2)]
    return {
        "id": f"r{number}",
        "school": school["id"],
        "specialism": chance.choice(AREAS),
        "phase": school["phase"],
        "days": chance.choice((1, 2, 2, 3, 4, 4, 5, 6, 8)),
        "start": start,
        "end": min(weeks - 1, start + chance.randint(2, 8)),
        "priority": chance.choice((1, 2, 2, 3, 3, 3, 4, 4)),
        "received": chance.randint(0, 60),
        "min_level": chance.choice((1, 1, 2, 2, 3)),
        "exclude_leaders": someone[:1] if chance.random() < 0.1 else [],
        "refused": someone[1:] if chance.random() < 0.1 else [],
        "pinned": None,
        "previous": someone[0] if chance.random() < 0.2 else None,
        "may_split": int(chance.random() < 0.3),
    }
