"""Who could help, of thousands at once: the hard rules and the score of planning, over the columns of one request.

The broker decides; nothing is assigned.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.register.diary import Diary
from drystone.register.models import Designation
from drystone.schools.models import Organisation

from . import about, columns, picture, rules
from .columns import Columns, Numbers
from .models import SupportRequest
from .picture import Picture
from .planning import pairs, score
from .planning.facts import NOWHERE
from .planning.weights import NAMES, Weights
from .rules import NO_TRUST, UNLIMITED, Asked

YEAR = timedelta(days=365)
A_DAY = 2  # half-days


@dataclass
class Weighed:
    """One request and leaders who may be looked at for it, a place each; `them` are their columns."""

    asked: Asked
    on: date
    working: WorkingDays
    them: SimpleNamespace
    weights: Weights

    @cached_property
    def places(self) -> dict[int, int]:
        """Of each designation its place."""
        return {number: place for place, number in enumerate(self.them.designation.tolist())}

    @cached_property
    def score(self) -> Numbers:
        """What it is worth that each serves the request, less what it adds to the burden of her days."""
        return self.them.worth - self.them.cost

    @cached_property
    def fit(self) -> NDArray[np.bool_]:
        """Who breaks no rule; the rules of home schools are asked of those alone who are looked at."""
        broken = [rule.is_broken(self.them, self.asked) for rule in rules.RULES]
        return ~np.logical_or.reduce(broken)

    @cached_property
    def order(self) -> list[int]:
        """The places of those who may be asked, the best first; of equals whoever was deployed longest ago."""
        able = np.nonzero(self.fit)[0]
        them = (self.them.designation[able], self.them.last_ended[able], -self.score[able])
        return able[np.lexsort(them)].tolist()

    def looked_at(self, places: list[int]) -> list[Any]:
        """These leaders one by one, with how many half-days the rules of their schools leave room for."""
        ones = [
            SimpleNamespace(**{key: int(each[place]) for key, each in vars(self.them).items()}) for place in places
        ]
        starts, ends = date.fromordinal(self.asked.starts), date.fromordinal(self.asked.ends)
        diary = Diary(self.asked.alliance.pk, {one.home for one in ones}, starts=starts, ends=ends)
        for one, place in zip(ones, places, strict=True):
            possible = diary.possible(one.person, one.home, starts, ends, today=self.on, working=self.working)
            one.possible = UNLIMITED if possible is None else possible
            one.score = int(self.score[place])
        return ones


def now(request: SupportRequest, *, on: date) -> Weighed:
    """Everybody who holds the area, from the picture in memory."""
    return weigh(request, picture.of_holders(request.alliance_id, request.area_id, since(request, on)), on)  # type: ignore[arg-type]


def anew(request: SupportRequest, *, on: date, only: Iterable[Designation] | None = None) -> Weighed:
    """The same, or a few whether they hold it or not, read from the database itself."""
    few = None if only is None else columns.only(only)
    return weigh(request, picture.of_few(request.alliance_id, request.area_id, since(request, on), few), on)  # type: ignore[arg-type]


def since(request: SupportRequest, on: date) -> date:
    return min(on, request.period(on)[0]) - YEAR


def weigh(request: SupportRequest, found: Picture, on: date) -> Weighed:
    starts, ends = (day.toordinal() for day in request.period(on))
    terms = [term for term in found.days.terms if term.ends.toordinal() >= starts and term.starts.toordinal() <= ends]
    alliance = request.alliance
    known = about.people(request, *request.period(on))
    trust = found.held.trusts.get(request.school.trust_name, NO_TRUST) if request.school.trust_name else NO_TRUST
    asked = Asked(
        request,
        alliance,
        starts,
        ends,
        school=request.school_id,
        trust=trust if alliance.same_trust_is_conflict else NO_TRUST,
        half_days=request.half_days or 1,
        reach=int(alliance.reach_miles * saying.METRES_A_MILE),
        at_once=alliance.concurrent_deployments,
        conflicts=known["conflict"],
        excluded=known["excluded"],
    )
    weights = Weights(**{name: getattr(alliance, f"{name}_counts") for name in NAMES})
    them, promised = (
        dict(found.held.columns),
        without(found.days.promised, [*known["offer"], *([-request.pk] if request.pk else [])]),
    )
    them |= {
        "other_term": other_term(them, starts),
        **{name: among(them["person"], known[name]) for name in ("conflict", "excluded", "refused", "standing")},
        "assured_until": assured_until(them, found.assured),
        **days_of(them, found.days, promised, [term.pk for term in terms]),
        **work_of(them, promised, asked, on),
        **past_of(them, found.helped, request),
        "possible": np.full(len(them["person"]), UNLIMITED, dtype=np.int64),
    }
    them |= distance(them, request.school)
    them |= worth(them, asked, weights)
    return Weighed(asked, on, WorkingDays(alliance, found.days.terms), SimpleNamespace(**them), weights)


def among(people: Numbers, some: dict[int, str]) -> Numbers:
    return np.isin(people, np.array(sorted(some), np.int64)).astype(np.int64)


def other_term(them: Columns, starts: int) -> Numbers:
    """Of one who is designated again, the term in which the request begins is looked at and not the other."""
    to_come = them["to_come"] > 0
    begun = np.isin(them["person"], them["person"][to_come & (them["starts"] <= starts)])
    return (to_come != begun).astype(np.int64)


def assured_until(them: Columns, given: Columns) -> Numbers:
    """By the school she works at now: the word of one she has left counts no more."""
    until = np.zeros(len(them["person"]), np.int64)
    row, place = matched(pair(them["person"], them["home"]), pair(given["person"], given["home"]))
    np.maximum.at(until, place, given["until"][row])
    return until


def pair(a: Numbers, b: Numbers) -> Numbers:
    return (a << 32) | b


def matched(keys: Numbers, of_rows: Numbers) -> tuple[Numbers, Numbers]:
    """Which rows belong to which places, by their keys; a key may stand at several places."""
    order = np.argsort(keys, kind="stable")
    first, last = (np.searchsorted(keys[order], of_rows, side) for side in ("left", "right"))
    many = last - first
    row = np.repeat(np.arange(len(of_rows)), many)
    within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    return row, order[first[row] + within]


def summed(keys: Numbers, of_rows: Numbers, half_days: Numbers) -> Numbers:
    row, place = matched(keys, of_rows)
    return np.bincount(place, weights=half_days[row], minlength=len(keys)).astype(np.int64)


def without(promised: Columns, own: list[int]) -> Columns:
    """What is kept for this very request, or for a choice of it, is there for it."""
    stays = ~np.isin(promised["kept_for"], np.array(sorted(own), np.int64))
    return {name: column[stays] for name, column in promised.items()}


def days_of(them: Columns, known: columns.Days, taken_before: Columns, terms: list[int]) -> Columns:
    """Half-days in the terms of the request: granted, promised before, left under the ceiling of her school."""
    none = np.zeros(len(them["person"]), np.int64)
    found = {"granted": none, "promised": none, "left": none, "school_left": none}
    for term in terms:
        granted, ceiling, promised = (
            {name: each[part["term"] == term] for name, each in part.items()}
            for part in (known.granted, known.ceilings, taken_before)
        )
        hers = summed(
            pair(them["person"], them["home"]), pair(granted["person"], granted["home"]), granted["half_days"]
        )
        taken = summed(them["person"], promised["person"], promised["half_days"])
        limited = summed(them["home"], ceiling["home"], np.ones_like(ceiling["home"])) > 0
        at_most = summed(them["home"], ceiling["home"], ceiling["half_days"])
        of_school = at_most - summed(them["home"], promised["home"], promised["half_days"])
        school_left = np.where(limited, np.maximum(of_school, 0), UNLIMITED)
        found["granted"] = found["granted"] + hers
        found["promised"] = found["promised"] + taken
        found["left"] = found["left"] + np.maximum(np.minimum(hers - taken, school_left), 0)
        found["school_left"] = found["school_left"] + school_left
    return found


def work_of(them: Columns, promised: Columns, asked: Asked, on: date) -> Columns:
    """Pieces of work: at once with the request, in the last twelve months, and when the last one ends or ended.

    One that runs over two terms holds a promise in each, and counts once.
    """
    overlaps = (promised["starts"] <= asked.ends) & (promised["ends"] >= asked.starts)
    done = promised["kept_for"] == 0  # what is kept for a choice is no work yet
    lately = done & (promised["ends"] >= (on - YEAR).toordinal())
    last = np.zeros(len(them["person"]), np.int64)
    row, place = matched(them["person"], promised["person"][done])
    np.maximum.at(last, place, promised["ends"][done][row])
    return {
        "at_once": different(them, promised["person"][overlaps], promised["work"][overlaps]),
        "last_year": different(them, promised["person"][lately], promised["work"][lately]),
        "last_ended": last,
    }


def different(them: Columns, people: Numbers, things: Numbers) -> Numbers:
    """How many different things, pieces of work or schools, belong to each of them."""
    once = np.unique(pair(people, things))
    return summed(them["person"], once >> 32, np.ones_like(once))


def past_of(them: Columns, helped: Columns, request: SupportRequest) -> Columns:
    """Whether she has helped this school before, how many schools of its kind and size, and which kinds she knows."""
    other = helped["request"] != request.pk
    size, _, context = columns.kind_of(request.school.pupils, request.school.phase_code, request.school.fsm_per_cent)
    like = other & (helped["size"] == size) & (size != NOWHERE) & (helped["context"] == context)
    known = 1 << them["context"]
    row, place = matched(them["person"], helped["person"][other])
    np.bitwise_or.at(known, place, 1 << helped["context"][other][row])
    return {
        "again": among(
            them["person"],
            dict.fromkeys(helped["person"][other & (helped["school"] == request.school_id)].tolist(), ""),
        ),
        "like_it": different(them, helped["person"][like], helped["school"][like]),
        "known": known,
    }


def distance(them: Columns, school: Organisation) -> Columns:
    """The square of the metres between her school and this one; where either place is not known, no place is."""
    placed, e, n = columns.place_of(school.easting, school.northing)
    square = (them["e"] - e) ** 2 + (them["n"] - n) ** 2
    return {"placed": them["placed"] * placed, "square": square}


def worth(them: Columns, asked: Asked, weights: Weights) -> Columns:
    """The score as `planning.score.fit` says it, and what the days cost in fairness."""
    request, school = asked.request, asked.request.school
    size, fsm, context = columns.kind_of(school.pupils, school.phase_code, school.fsm_per_cent)
    asks = {
        "served": score.served(request.priority, asked.half_days, A_DAY),
        "size": size,
        "fsm": fsm,
        "rural": 0,
        "context": context,
    }
    hers = {
        **them,
        "reach": np.full(len(them["person"]), asked.reach),
        "rural": np.zeros(len(them["person"]), np.int64),
        "knows": (them["phases"] >> columns.PLACE_OF_PHASE[request.phase]) & 1 if request.phase else 0 * them["level"],
        "rested": np.maximum(0, 6 - 2 * them["last_year"]),
        "borrowed": 0 * them["level"],
    }
    each = score.more(weights, A_DAY)
    after, before = (score.burden(them["granted"], them["promised"] + more, each) for more in (asked.half_days, 0))
    return {
        "worth": pairs.points(hers, asks, weights),
        "cost": after - before,
        "metres": pairs.roots(them["square"]),
        "new_context": 1 - (them["known"] >> context) % 2,
        "knows": hers["knows"],
        "alike": ((them["size"] == size) & (them["size"] != NOWHERE)).astype(np.int64),
    }
