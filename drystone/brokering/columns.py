"""The leaders of an alliance as columns of whole numbers: what the hard rules and the score read of each.

Days are told by their number (`date.toordinal`). What is loaded of whom is said by `only`: a few designations, or all.
Only ranking loads this, and numpy with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Exists, FilteredRelation, OuterRef, Q
from numpy.typing import NDArray

from drystone.alliances.models import Term
from drystone.register.models import (
    Assurance,
    Condition,
    Designation,
    DesignationState,
    Promise,
    ReleaseBudget,
)
from drystone.register.phases import Phase

from .models import KEPT, LENT, TO_LEND, Offer
from .planning import score
from .planning.facts import NOWHERE
from .planning.instance import context_of
from .rules import PLACE_OF_STATE, SECONDARY, STANDING

Numbers = NDArray[np.int64]
Columns = dict[str, Numbers]

PLACE_OF_PHASE = {phase: place for place, phase in enumerate(Phase.values)}
NOT_YET = -(2**62)  # for a request that another alliance has not agreed to give


@dataclass(frozen=True)
class Only:
    """A few designations, by number, with whose they are and where those work."""

    designations: frozenset[int]
    people: frozenset[int]
    schools: frozenset[int]


def only(designations: Iterable[Designation]) -> Only:
    few = list(designations)
    people, schools = frozenset(d.person_id for d in few), frozenset(d.home_school_id for d in few)
    return Only(frozenset(d.pk for d in few), people, schools)


def table(names: str, rows: Iterable[Sequence[Any]]) -> Columns:
    listed = np.array(list(rows), dtype=np.int64).reshape(-1, len(names.split()))
    return {name: np.ascontiguousarray(listed[:, place]) for place, name in enumerate(names.split())}


HELD = " ".join(
    (
        "designation person home state stands to_come starts ends",
        "placed e n size fsm context trust level phases away_from back_on",
    )
)


OF_HELD = (
    *("pk", "person_id", "home_school_id", "state", "starts", "ends"),
    *(f"home_school__{name}" for name in ("easting", "northing", "pupils", "phase_code", "fsm_per_cent")),
    "home_school__trust_name",
    *("area__level", "area__phases", "waits", "pause__starts", "pause__back_on"),
)


@dataclass(frozen=True)
class Held:
    """Leaders by designation, in the order of their numbers, with the level at which each holds an area, or 0."""

    columns: Columns
    trusts: dict[str, int]


def held(alliance_id: int, area_id: int, few: Only | None = None) -> Held:
    """Whoever holds the area, or a few whether they do or not. An area whose condition is not met is not held."""
    unmet = Condition.objects.filter(designation=OuterRef("pk"), area=area_id).unmet()
    living = ~Q(state=DesignationState.ENDED)
    rows = Designation.objects.filter(alliance_id=alliance_id).annotate(
        area=FilteredRelation("areas", condition=Q(areas__area=area_id)),
        pause=FilteredRelation("pauses", condition=Q(pauses__ended_on__isnull=True)),
        waits=Exists(unmet),
    )
    if few is None:
        rows = rows.filter(living, area__isnull=False)
    else:
        rows = rows.filter(living & Q(person__in=few.people) | Q(pk__in=few.designations))
    trusts: dict[str, int] = {}
    listed = (
        (
            pk, person, home, PLACE_OF_STATE[state], state in STANDING, state == DesignationState.TO_COME,
            starts.toordinal(), ends.toordinal(), *place_of(e, n), *kind_of(*kind),
            trusts.setdefault(trust, len(trusts)), *((0, 0) if waits or not level else (level, bits(phases))),
            *((0, 0) if away is None else (away.toordinal(), back.toordinal())),
        )
        for pk, person, home, state, starts, ends, e, n, *kind, trust, level, phases, waits, away, back
        in rows.order_by("pk").values_list(*OF_HELD)
    )  # fmt: skip
    return Held(table(HELD, listed), trusts)


def plain(rows: Any, *names: str) -> Any:
    return rows.order_by().values_list(*names)


def place_of(e: int | None, n: int | None) -> tuple[int, int, int]:
    return (0, 0, 0) if e is None or n is None else (1, e, n)


def kind_of(pupils: int | None, phase_code: str, fsm: int | None) -> tuple[int, int, int]:
    """Size, free meals, context, as the score's columns have them; which are rural nobody told us."""
    size = NOWHERE if pupils is None else score.size(pupils)
    return size, NOWHERE if fsm is None else fsm, context_of(phase_code in SECONDARY, fsm)


def bits(phases: Iterable[str]) -> int:
    return sum(1 << PLACE_OF_PHASE[phase] for phase in phases if phase in PLACE_OF_PHASE)


@dataclass(frozen=True)
class Days:
    """Half-days by term: what was granted to leaders, what schools give at most, what is promised of it.

    From `since` on; of what was over before nothing is known.
    """

    since: date
    terms: list[Term]
    granted: Columns
    ceilings: Columns
    promised: Columns


def days(alliance_id: int, since: date, few: Only | None = None) -> Days:
    terms = list(Term.objects.filter(alliance_id=alliance_id))
    budgets = ReleaseBudget.objects.filter(alliance_id=alliance_id, term__ends__gte=since).order_by()
    late = Q(ends__gte=since) | Q(term__in=[term.pk for term in terms if term.ends >= since])
    promises = Promise.objects.filter(late, alliance_id=alliance_id, given_back_at__isnull=True).order_by()
    if few is not None:
        budgets = budgets.filter(home_school__in=few.schools)
        promises = promises.filter(Q(person__in=few.people) | Q(home_school__in=few.schools))
    granted: list[tuple[int, ...]] = []
    ceilings: list[tuple[int, ...]] = []
    for person, school, term, half_days in plain(budgets, "person_id", "home_school_id", "term_id", "half_days"):
        (granted if person else ceilings).append((person or 0, school, term, half_days))
    works: dict[tuple[str, int], int] = {}
    fields = ("person_id", "home_school_id", "term_id", "half_days", "starts", "ends", "for_type", "for_id")
    promised = (
        (
            *(p, school, term, half_days, s.toordinal(), e.toordinal()),
            *(works.setdefault((kind, work), len(works)), kept_for(kind, work)),
        )
        for p, school, term, half_days, s, e, kind, work in plain(promises, *fields)
    )
    budget = "person home term half_days"
    return Days(
        since,
        terms,
        table(budget, granted),
        table(budget, ceilings),
        table(f"{budget} starts ends work kept_for", promised),
    )


def kept_for(kind: str, work: int) -> int:
    """The offer for whose choice days are kept; less than nothing, the request for which somebody is lent."""
    return {KEPT: work, LENT: -work, TO_LEND: NOT_YET}.get(kind, 0)


def assured(alliance_id: int, few: Only | None = None) -> Columns:
    """Until when schools have given their word for whom."""
    rows = Assurance.objects.filter(alliance_id=alliance_id).order_by()
    rows = rows if few is None else rows.filter(person__in=few.people)
    given = ((p, o, until.toordinal()) for p, o, until in plain(rows, "person_id", "organisation_id", "until"))
    return table("person home until", given)


def helped(alliance_id: int, few: Only | None = None) -> Columns:
    """Whom which school chose, with the request and the kind of school."""
    rows = Offer.objects.filter(alliance_id=alliance_id, state=Offer.State.CHOSEN).order_by()
    rows = rows if few is None else rows.filter(designation__person__in=few.people)
    school = ("school_id", "school__pupils", "school__phase_code", "school__fsm_per_cent")
    found = (
        (person, request, at, *kind_of(pupils, phase_code, fsm))
        for person, request, at, pupils, phase_code, fsm in plain(
            rows, "designation__person_id", "request_id", *(f"request__{name}" for name in school)
        )
    )
    return table("person request school size fsm context", found)
