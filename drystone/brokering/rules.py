"""The hard rules of a match: a candidate that breaks one is out, and the page can say which.

Everything that the rules read is loaded once for all candidates of one request: a handful of queries, however many
leaders there are.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance, Term
from drystone.register.diary import Diary
from drystone.register.models import (
    Assurance,
    DesignatedArea,
    Designation,
    DesignationState,
    Pause,
    Promise,
    ReleaseBudget,
)
from drystone.schools import places

from .models import KEPT, Conflict, Enquiry, EnquiryState, Offer, SupportRequest

Work = tuple[str, int]


@dataclass
class Facts:
    """What is known of all leaders at once, by person or by home school."""

    alliance: Alliance
    request: SupportRequest
    terms: list[Term]
    held: dict[int, DesignatedArea]
    conflicts: dict[int, str] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)
    # By leader and the school whose word it is: that of a school she has left counts no more.
    assured: set[tuple[int, int]] = field(default_factory=set)
    granted: dict[tuple[int, int, int], int] = field(default_factory=lambda: defaultdict(int))
    ceilings: dict[tuple[int, int], int] = field(default_factory=dict)
    promised: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    promised_by_school: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    # Pieces of work by kind and number: one that runs over two terms holds a promise in each.
    at_once: dict[int, set[Work]] = field(default_factory=lambda: defaultdict(set))
    last_year: dict[int, set[Work]] = field(default_factory=lambda: defaultdict(set))
    last_ended: dict[int, date] = field(default_factory=dict)
    served_here: set[int] = field(default_factory=set)
    # For how many half-days the rules of their schools leave room, by designation; where a rule speaks of it.
    possible: dict[int, int] = field(default_factory=dict)

    @property
    def designations(self) -> list[Designation]:
        return [row.designation for row in self.held.values()]

    def left(self, designation: Designation) -> int:
        """Half-days left on the dates of the request: hers, under her school's ceiling, and as its rules allow."""
        granted = self.left_of_budget(designation)
        return min(granted, self.possible.get(designation.pk, granted))

    def left_of_budget(self, designation: Designation) -> int:
        return sum(self.left_in(designation, term.pk) for term in self.terms)

    def granted_to(self, designation: Designation, term: int) -> int:
        """By the school she works at now; what one before it granted did not go along."""
        return self.granted[designation.person_id, designation.home_school_id, term]

    def left_in(self, designation: Designation, term: int) -> int:
        mine, school = (designation.person_id, term), (designation.home_school_id, term)
        left = self.granted_to(designation, term) - self.promised[mine]
        if school in self.ceilings:
            left = min(left, self.ceilings[school] - self.promised_by_school[school])
        return max(left, 0)


def load(request: SupportRequest, *, on: date) -> Facts:
    """Everything the rules read about every leader of the alliance who holds the request's area."""
    starts, ends = request.period(on)
    working = WorkingDays(request.alliance)
    terms = [term for term in working.terms if term.ends >= starts and term.starts <= ends]
    facts = Facts(request.alliance, request, terms, holders(request, on))
    people = {d.person_id for d in facts.designations}
    load_standing(facts, people, starts, ends)
    load_days(facts, people, starts, ends, on)
    load_rules(facts, starts, ends, on, working)
    return facts


def holders(request: SupportRequest, on: date) -> dict[int, DesignatedArea]:
    """The request's area as each leader holds it, by living designation, with person and home school at hand.

    Where an area depends on a condition that is not met, nobody is asked for it. `away` says from when a pause takes
    her away in the time of the request. Of one who is designated again, the term in which the request begins.
    """
    starts, ends = request.period(on)
    pauses = Pause.objects.open().filter(designation=OuterRef("designation"), starts__lte=ends, back_on__gt=starts)
    rows = DesignatedArea.objects.counting().filter(alliance_id=request.alliance_id, area=request.area_id)
    rows = rows.exclude(designation__state="ended").annotate(away=Subquery(pauses.values("starts")[:1]))
    rows = rows.select_related("area", "designation__person", "designation__home_school").order_by("designation_id")
    begun = {row.designation.person_id for row in rows if is_to_come(row) and starts >= row.designation.starts}
    return {row.designation_id: row for row in rows if is_to_come(row) == (row.designation.person_id in begun)}


def is_to_come(row: DesignatedArea) -> bool:
    return row.designation.state == DesignationState.TO_COME


def load_standing(facts: Facts, people: set[int], starts: date, ends: date) -> None:
    request = facts.request
    for row in Conflict.objects.filter(alliance_id=request.alliance_id, school_id=request.school_id).filter(
        Q(ends__isnull=True) | Q(ends__gte=starts), starts__lte=ends
    ):
        facts.conflicts[row.person_id] = row.get_kind_display().lower()
    no = (EnquiryState.NO, EnquiryState.NOT_NOW)
    # Of whoever has moved since only what her present school was asked counts.
    here = Q(designation__moved_on=None) | Q(asked_at__date__gte=F("designation__moved_on"))
    asked = Enquiry.objects.filter(here, request=request, state__in=no).values_list("designation__person_id")
    # A leader who was chosen and did not come, whoever said no; and one whom the school passed over.
    over = (Offer.State.STOOD_DOWN, Offer.State.NOT_CHOSEN)
    at_home = Enquiry.objects.filter(here, request=request, designation=OuterRef("designation"), step="home")
    moved = Q(designation__moved_on__isnull=False) & ~Exists(at_home)
    offered = Offer.objects.filter(~moved, request=request, state__in=over).values_list("designation__person_id")
    facts.refused = {person for (person,) in asked.order_by().union(offered.order_by())}
    given = Assurance.objects.filter(alliance_id=request.alliance_id, until__gte=starts, person__in=people)
    facts.assured = set(given.values_list("person_id", "organisation_id"))
    facts.served_here = set(
        Offer.objects.filter(state="chosen", request__school_id=request.school_id)
        .exclude(request=request)
        .values_list("designation__person_id", flat=True)
    )


def load_days(facts: Facts, people: set[int], starts: date, ends: date, on: date) -> None:
    alliance_id, terms = facts.request.alliance_id, facts.terms
    schools = {d.home_school_id for d in facts.designations}
    for budget in ReleaseBudget.objects.filter(alliance_id=alliance_id, home_school__in=schools, term__in=terms):
        if budget.person_id:
            facts.granted[budget.person_id, budget.home_school_id, budget.term_id] += budget.half_days
        else:
            facts.ceilings[budget.home_school_id, budget.term_id] = budget.half_days
    recent = Q(term__in=terms) | Q(ends__gte=on - timedelta(days=365))
    theirs = Q(person__in=people) | Q(home_school__in=schools)
    # What is kept for the choice of this very request is there for it; kept for another, it is no work done yet.
    own = Q(for_type=KEPT, for_id__in=Offer.objects.filter(request=facts.request).values("pk"))
    rows = Promise.objects.filter(recent, theirs, alliance_id=alliance_id, given_back_at__isnull=True)
    for row in rows.exclude(own):
        facts.promised[row.person_id, row.term_id] += row.half_days
        facts.promised_by_school[row.home_school_id, row.term_id] += row.half_days
        if row.starts <= ends and row.ends >= starts:
            facts.at_once[row.person_id].add((row.for_type, row.for_id))
        if row.for_type == KEPT:
            continue
        facts.last_year[row.person_id].add((row.for_type, row.for_id))
        facts.last_ended[row.person_id] = max(row.ends, facts.last_ended.get(row.person_id, date.min))


def load_rules(facts: Facts, starts: date, ends: date, on: date, working: WorkingDays) -> None:
    diary = Diary(facts.alliance.pk, {d.home_school_id for d in facts.designations}, starts=starts, ends=ends)
    for each in facts.designations:
        left = diary.possible(each.person_id, each.home_school_id, starts, ends, today=on, working=working)
        if left is not None:
            facts.possible[each.pk] = left


def broken(facts: Facts, designation: Designation, on: date) -> str:
    """The first hard rule this leader breaks for this request, as a sentence; empty when she may be asked."""
    request, person = facts.request, designation.person_id
    starts, _ = request.period(on)
    held: Any = facts.held.get(designation.pk)
    away: date | None = held and held.away
    reasons = (
        (held is None, f"They do not hold {request.area}."),
        (designation.home_school_id == request.school_id, "It is their own school."),
        (same_trust(facts, designation), f"Their school and this one belong to {request.school.trust_name}."),
        (
            designation.state not in (DesignationState.ACTIVE, DesignationState.TO_COME),
            f"Their designation is {designation.get_state_display().lower()}.",
        ),
        (bool(away), f"They are away from {saying.day(away)} on." if away else ""),
        (not (designation.starts <= starts <= designation.ends), "Their designation is not in force on these dates."),
        (person in facts.conflicts, f"A conflict stands: {facts.conflicts.get(person, '')}."),
        (person in facts.refused, "They were asked for this request, and it was not possible."),
        (
            (person, designation.home_school_id) not in facts.assured,
            "Their school has not given a letter of assurance for these dates.",
        ),
        (too_far(facts, designation), f"They are more than {facts.alliance.reach_miles} miles away."),
        (
            len(facts.at_once[person]) >= facts.alliance.concurrent_deployments,
            "They have as many deployments at once as they may.",
        ),
        (facts.left_of_budget(designation) < (request.half_days or 1), days_sentence(facts, designation)),
        (facts.left(designation) < (request.half_days or 1), rules_sentence(facts, designation)),
    )
    return next((sentence for is_broken, sentence in reasons if is_broken), "")


def same_trust(facts: Facts, designation: Designation) -> bool:
    trust = facts.request.school.trust_name
    return bool(facts.alliance.same_trust_is_conflict and trust and trust == designation.home_school.trust_name)


def too_far(facts: Facts, designation: Designation) -> bool:
    metres = places.metres_between(designation.home_school, facts.request.school)
    return metres is not None and metres > facts.alliance.reach_miles * saying.METRES_A_MILE


def days_sentence(facts: Facts, designation: Designation) -> str:
    left, needed = saying.days(facts.left_of_budget(designation)), saying.days(facts.request.half_days or 1)
    return f"Their release budget has {left} left; {needed} would be needed."


def rules_sentence(facts: Facts, designation: Designation) -> str:
    """By weekly limit, closed dates, weekdays and notice."""
    left, needed = saying.days(facts.left(designation)), saying.days(facts.request.half_days or 1)
    return f"The rules of their school leave room for {left} on these dates; {needed} would be needed."
