"""Candidates for one request, ranked, each with its because and its but. The broker decides; nothing is assigned.

The score is the one of the default weights: level 10 each; phase 20; travel up to 25; same size of school 3;
continuity 10; variety 6; opportunity up to 6; fairness costs 4 for each day beyond 40 % of the days granted and 8
beyond 75 %.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from drystone import saying
from drystone.people.models import Person
from drystone.register.models import DesignatedArea, Designation
from drystone.schools import places

from . import rules
from .models import Search, SupportRequest
from .rules import Facts

SIZES = (100, 250, 600)


@dataclass(frozen=True)
class Candidate:
    """One leader as the broker sees her: her score, why, what speaks against, and the rule that keeps her out."""

    designation_id: int
    name: str
    school: str
    score: int
    metres: int | None
    half_days_left: int
    because: tuple[str, ...]
    but: tuple[str, ...]
    out: str = ""


def rank(request: SupportRequest, *, on: date) -> list[Candidate]:
    """All holders of the area: those who may be asked by score, then those a hard rule keeps out, with the rule.

    Equal scores are ordered by who was deployed longest ago, then by name: the tie-break is fairness.
    """
    facts = rules.load(request, on=on)
    found = [(weigh(facts, designation, on), designation) for designation in facts.designations]
    found.sort(
        key=lambda pair: (
            bool(pair[0].out),
            -pair[0].score,
            facts.last_ended.get(pair[1].person_id, date.min),
            pair[0].name,
        )
    )
    return [candidate for candidate, _ in found]


def keep(request: SupportRequest, ranked: list[Candidate], *, by: Person, at: datetime) -> Search:
    """Keeps the list as it was seen, so that the choice can be explained years later.

    The same list seen again by the same person is kept once.
    """
    seen = json.loads(json.dumps([asdict(candidate) for candidate in ranked]))
    last = Search.objects.filter(request=request).order_by("-pk").first()
    if last and (last.seen_by_id, last.candidates) == (by.pk, seen):
        return last
    return Search.objects.create(
        alliance_id=request.alliance_id, request=request, seen_by=by, seen_at=at, candidates=seen
    )


def weigh(facts: Facts, designation: Designation, on: date) -> Candidate:
    held = facts.held[designation.pk]
    metres = places.metres_between(designation.home_school, facts.request.school)
    parts = [
        level(held),
        phase(facts, held),
        travel(facts, metres),
        context(facts, designation),
        continuity(facts, designation),
        opportunity(facts, designation),
        fairness(facts, designation),
    ]
    left = facts.left(designation)
    days = f"{saying.days(left)} left {'this term' if len(facts.terms) < 2 else 'on these dates'}"
    return Candidate(
        designation_id=designation.pk,
        name=designation.person.name,
        school=designation.home_school.name,
        score=sum(points for points, _, _ in parts),
        metres=metres,
        half_days_left=left,
        because=(*(because for _, because, _ in parts if because), days),
        but=tuple(but for _, _, but in parts if but),
        out=rules.broken(facts, designation, on),
    )


# Each part: points, the because, the but.
Part = tuple[int, str, str]


def level(held: DesignatedArea) -> Part:
    depth = {1: "new to it", 2: "experienced", 3: "leads others in it"}[held.level]
    return 10 * held.level, f"{held.area.name}: {depth}", ""


def phase(facts: Facts, held: DesignatedArea) -> Part:
    wanted = facts.request.phase
    if not wanted:
        return 0, "", ""
    label = facts.request.get_phase_display().lower()
    return (20, f"knows {label}", "") if wanted in held.phases else (0, "", f"has not worked in {label}")


def travel(facts: Facts, metres: int | None) -> Part:
    if metres is None:
        return 0, "", "distance not known"
    reach = int(facts.alliance.reach_miles * saying.METRES_A_MILE)
    miles = saying.miles(metres)
    points = max(25 * (reach - metres) // reach, 0) if reach else 0
    return (points, miles, "") if metres <= reach // 2 else (points, "", f"{miles} away")


def context(facts: Facts, designation: Designation) -> Part:
    here, there = facts.request.school.pupils, designation.home_school.pupils
    if here is None or there is None:
        return 0, "", ""
    return (3, "a school of similar size", "") if size(here) == size(there) else (6, "a new context for them", "")


def size(pupils: int) -> int:
    return sum(pupils >= edge for edge in SIZES)


def continuity(facts: Facts, designation: Designation) -> Part:
    return (10, "has helped this school before", "") if designation.person_id in facts.served_here else (0, "", "")


def opportunity(facts: Facts, designation: Designation) -> Part:
    done = len(facts.last_year[designation.person_id])
    points = max(0, 6 - 2 * done)
    return (points, "not deployed in the last twelve months", "") if not done else (points, "", "")


def fairness(facts: Facts, designation: Designation) -> Part:
    """Half the points a half-day, so that a day costs 4, or 8."""
    granted = sum(facts.granted_to(designation, term.pk) for term in facts.terms)
    before = sum(facts.promised[designation.person_id, term.pk] for term in facts.terms)
    after = before + (facts.request.half_days or 1)
    cost = burden(after, granted) - burden(before, granted)
    return -cost, "", f"would use {saying.days(after)} of their {saying.days(granted)}" if cost else ""


def burden(half_days: int, granted: int) -> int:
    if not granted:
        return 0
    return int(2 * max(0, half_days - 0.4 * granted) + 2 * max(0, half_days - 0.75 * granted))
