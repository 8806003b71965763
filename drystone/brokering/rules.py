"""The hard rules of a match: a candidate that breaks one is out, and the page can say which.

A rule is a question of whole numbers, put to one leader or to thousands at once (`ranking`): it says the same of both.
The order is the one in which they are told.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.register.models import Designation, DesignationState

from .models import SupportRequest

UNLIMITED = 10**6  # half-days, where nothing limits them
NO_TRUST = -2
SECONDARY = ("4", "5")  # of the register's phases those that the score calls so
PLACE_OF_STATE = {state: place for place, state in enumerate(DesignationState.values)}
STANDING = (DesignationState.ACTIVE, DesignationState.TO_COME)
One = Any  # a leader as whole numbers by name; or columns of them


@dataclass(frozen=True)
class Asked:
    """A request as the rules read it; days by their number, texts for what is said."""

    request: SupportRequest
    alliance: Alliance
    starts: int
    ends: int
    school: int
    trust: int
    half_days: int
    reach: int
    at_once: int
    # By person: why a conflict stands, and why the office keeps somebody off this request.
    conflicts: dict[int, str] = field(default_factory=dict)
    excluded: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """Whether a leader breaks it, and how that is said of one."""

    name: str
    is_broken: Callable[[One, Asked], Any]
    said: Callable[[One, Asked], str]


def away(one: One, asked: Asked) -> str:
    return f"They are away from {saying.day(date.fromordinal(one.away_from))} on."


def state(one: One, asked: Asked) -> str:
    return f"Their designation is {DesignationState.labels[one.state].lower()}."


def days(one: One, asked: Asked) -> str:
    left, needed = saying.days(one.left), saying.days(asked.half_days)
    return f"Their release budget has {left} left; {needed} would be needed."


def days_of_rules(one: One, asked: Asked) -> str:
    """By weekly limit, closed dates, weekdays and notice."""
    left, needed = saying.days(min(one.left, one.possible)), saying.days(asked.half_days)
    return f"The rules of their school leave room for {left} on these dates; {needed} would be needed."


RULES = (
    Rule("area", lambda one, asked: one.level == 0, lambda one, asked: f"They do not hold {asked.request.area}."),
    Rule(
        "term",
        lambda one, asked: one.other_term > 0,
        lambda one, asked: "On these dates another designation of theirs is in force.",
    ),
    Rule("own school", lambda one, asked: one.home == asked.school, lambda one, asked: "It is their own school."),
    Rule(
        "trust",
        lambda one, asked: one.trust == asked.trust,
        lambda one, asked: f"Their school and this one belong to {asked.request.school.trust_name}.",
    ),
    Rule("state", lambda one, asked: one.stands == 0, state),
    Rule("away", lambda one, asked: (one.away_from <= asked.ends) & (one.back_on > asked.starts), away),
    Rule(
        "in force",
        lambda one, asked: (one.starts > asked.starts) | (one.ends < asked.starts),
        lambda one, asked: "Their designation is not in force on these dates.",
    ),
    Rule(
        "conflict",
        lambda one, asked: one.conflict > 0,
        lambda one, asked: f"A conflict stands: {asked.conflicts[one.person]}.",
    ),
    Rule(
        "excluded",
        lambda one, asked: one.excluded > 0,
        lambda one, asked: f"The office keeps them off this request: {asked.excluded[one.person]}",
    ),
    Rule(
        "refused",
        lambda one, asked: one.refused > 0,
        lambda one, asked: "They were asked for this request, and it was not possible.",
    ),
    Rule(
        "assurance",
        lambda one, asked: one.assured_until < asked.starts,
        lambda one, asked: "Their school has not given a letter of assurance for these dates.",
    ),
    Rule(
        "reach",
        lambda one, asked: (one.placed > 0) & (one.square > asked.reach**2),
        lambda one, asked: f"They are more than {asked.alliance.reach_miles} miles away.",
    ),
    Rule(
        "at once",
        lambda one, asked: one.at_once >= asked.at_once,
        lambda one, asked: "They have as many deployments at once as they may.",
    ),
    Rule("days", lambda one, asked: one.left < asked.half_days, days),
    Rule("rules of the school", lambda one, asked: one.possible < asked.half_days, days_of_rules),
)


def faults(one: One, asked: Asked, *, passing: Iterable[str] = ()) -> list[str]:
    """Every rule that one leader breaks, as sentences in their order."""
    return [rule.said(one, asked) for rule in RULES if rule.name not in passing and rule.is_broken(one, asked)]


def ranking() -> Any:
    """What reckons with numpy: loaded where somebody ranks, and by no other page."""
    return import_module("drystone.brokering.ranking")


def load(request: SupportRequest, *, on: date, only: Iterable[Designation] | None = None) -> Any:
    """What is known of everybody who holds the request's area, or of a few, read from the database itself."""
    return ranking().anew(request, on=on, only=only)


def broken(facts: Any, designation: Designation, on: date | None = None, *, passing: Iterable[str] = ()) -> str:
    """The first hard rule this leader breaks for this request, as a sentence; empty when she may be asked.

    Rules named in `passing` are not asked.
    """
    found = all_broken(facts, designation, passing=passing)
    return found[0] if found else ""


def all_broken(facts: Any, designation: Designation, *, passing: Iterable[str] = ()) -> list[str]:
    """Every rule she breaks. Of somebody who is not among `facts` only that she does not hold the area is known."""
    if designation.pk not in facts.places:
        return [f"They do not hold {facts.asked.request.area}."]
    (one,) = facts.looked_at([facts.places[designation.pk]])
    return faults(one, facts.asked, passing=passing)
