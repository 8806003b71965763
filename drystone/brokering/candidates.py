"""Candidates for one request, ranked, each with its because and its but. The broker decides; nothing is assigned."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from drystone import saying
from drystone.register.models import Designation, DesignationState
from drystone.schools import places

from . import rules
from .models import SupportRequest
from .rules import UNLIMITED, Asked, One

PAGE = 20
DEPTH = {1: "new to it", 2: "experienced", 3: "leads others in it"}
NAMED = 6  # leaders whose name is like what was typed: more are asked for by more of the name


@dataclass(frozen=True)
class Candidate:
    """One leader as the broker sees her: her score, why, what speaks against, and the rule that keeps her out."""

    designation_id: int
    person_id: int
    name: str
    school: str
    score: int
    metres: int | None
    half_days_left: int
    because: tuple[str, ...]
    but: tuple[str, ...]
    out: str = ""


@dataclass(frozen=True)
class Ranked:
    """A page of the list: those who may be asked, the best first, and where the list goes on, if it does.

    `asked` are the designations of whom somebody is being asked, or has said yes.
    `able` counts whom no rule keeps out but perhaps the rules of her school, `holders` all who hold the area.
    """

    candidates: list[Candidate]
    asked: frozenset[int]
    kept_off: int
    first: int
    able: int
    holders: int
    more: int | None


def rank(request: SupportRequest, *, on: date, first: int = 0, many: int = PAGE) -> Ranked:
    """Those who may be asked, from a place of the list on, with their reasons.

    The score is the one that a plan of the term has. Equals stand in the order of who was deployed longest ago.
    """
    found = rules.ranking().now(request, on=on)
    ahead = found.order[first : first + 2 * many]
    fit = [one for one in found.looked_at(ahead) if not rules.faults(one, found.asked)]
    looked, then = fit[:many], fit[many:]
    end = first + (ahead.index(found.places[then[0].designation]) if then else len(ahead))
    return Ranked(
        candidates=described(looked, found.asked, on),
        asked=frozenset(one.designation for one in looked if one.standing),
        kept_off=len(found.asked.excluded),
        first=first,
        able=len(found.order),
        holders=len(found.places),
        more=end if end < len(found.order) else None,
    )


def described(ones: list[One], asked: Asked, on: date) -> list[Candidate]:
    named = Designation.objects.select_related("person", "home_school").in_bulk([one.designation for one in ones])
    return [describe(one, named[one.designation], asked, on) for one in ones if one.designation in named]


def describe(one: One, designation: Designation, asked: Asked, on: date) -> Candidate:
    because, but = told(PARTS, one, asked, on)
    return Candidate(
        designation_id=one.designation,
        person_id=one.person,
        name=designation.person.name,
        school=designation.home_school.name,
        score=one.score,
        metres=one.metres if one.placed else None,
        half_days_left=min(one.left, one.possible),
        because=tuple(because),
        but=tuple(but),
    )


# Each part: the because, the but.
Part = tuple[str, str]


def told(
    parts: Iterable[Callable[[One, Asked, date], Part]], one: One, asked: Asked, on: date
) -> tuple[list[str], list[str]]:
    """What these parts say for a leader, and what against."""
    said = [part(one, asked, on) for part in parts]
    return [because for because, _ in said if because], [but for _, but in said if but]


def level(one: One, asked: Asked, on: date) -> Part:
    return f"{asked.request.area}: {DEPTH[one.level]}", ""


def phase(one: One, asked: Asked, on: date) -> Part:
    if not asked.request.phase:
        return "", ""
    label = asked.request.get_phase_display().lower()
    return (f"knows {label}", "") if one.knows else ("", f"has not worked in {label}")


def travel(one: One, asked: Asked, on: date) -> Part:
    if not one.placed:
        return "", "distance not known"
    road = str(places.road(one.metres))
    return (road, "") if 2 * one.metres <= asked.reach else ("", f"{road} away")


def likeness(one: One, asked: Asked, on: date) -> Part:
    """Whether her own school is like this one, and how many such she has helped."""
    helped = f"has helped {one.like_it} school{'' if one.like_it == 1 else 's'} like it" if one.like_it else ""
    return "; ".join(filter(None, ("a school of similar size" if one.alike else "", helped))), ""


def continuity(one: One, asked: Asked, on: date) -> Part:
    return ("has helped this school before", "") if one.again else ("", "")


def variety(one: One, asked: Asked, on: date) -> Part:
    return ("a kind of school that is new to them", "") if one.new_context else ("", "")


def rest(one: One, asked: Asked, on: date) -> Part:
    if not one.last_year:
        return "not deployed in the last twelve months", ""
    ended = date.fromordinal(one.last_ended)
    return "", f"{'last deployed' if ended < on else 'deployed'} until {saying.short_day(ended)}"


def load(one: One, asked: Asked, on: date) -> Part:
    at_once = f"{one.at_once} of {asked.at_once} deployments at once"
    return ("", f"{at_once} already") if one.at_once else ("", "")


def days(one: One, asked: Asked, on: date) -> Part:
    """Hers, and what is left to all leaders of her school together, where the school has said so."""
    of_school = f", {saying.days(one.school_left)} of all their school gives" if one.school_left < UNLIMITED else ""
    tight = f"the rules of their school leave room for {saying.days(one.possible)}" if one.possible < one.left else ""
    return f"{saying.days(one.left)} left{of_school}", tight


def fairness(one: One, asked: Asked, on: date) -> Part:
    after = saying.days(one.promised + asked.half_days)
    return "", f"would use {after} of their {saying.days(one.granted)}" if one.cost else ""


PARTS = (level, phase, travel, likeness, continuity, variety, rest, load, days, fairness)


@dataclass(frozen=True)
class WhyNot:
    """One leader of the alliance, whatever she can do, and every rule that keeps her from this request."""

    designation: Designation
    rules: list[str]


def why_not(request: SupportRequest, typed: str, *, on: date) -> list[WhyNot]:
    """Leaders with such a name, in whatever area, and what stands in their way; nothing: they may be asked."""
    rows = Designation.objects.filter(alliance_id=request.alliance_id, person__name__icontains=typed.strip())
    rows = rows.select_related("person", "home_school").order_by("person__name", "-starts")
    living = list(rows.exclude(state=DesignationState.ENDED)[:NAMED])
    gone = rows.filter(state=DesignationState.ENDED).exclude(person__in=[d.person_id for d in living])
    latest = {each.person_id: each for each in reversed(gone[: NAMED - len(living)])}
    return of_these(request, [*living, *latest.values()], on=on)


def of_these(request: SupportRequest, few: Iterable[Designation], *, on: date) -> list[WhyNot]:
    """What stands in the way of these leaders; of one with two designations, for the one of these dates."""
    chosen = list(few)
    facts: Any = rules.load(request, on=on, only=chosen)
    found = [WhyNot(each, rules.all_broken(facts, each)) for each in chosen]
    twice = {each.person_id for each in chosen if sum(each.person_id == other.person_id for other in chosen) > 1}
    other = {number for number, place in facts.places.items() if facts.them.other_term[place]}
    return [each for each in found if not (each.designation.person_id in twice and each.designation.pk in other)]
