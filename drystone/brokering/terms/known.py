"""Everything that a plan of a term is made from, read in as many questions for a thousand requests as for one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance, Term
from drystone.people.models import Post
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
from drystone.schools.models import Organisation

from ..models import NO_WORK_YET, Conflict, Enquiry, EnquiryState, Exclusion, Offer, Pin, RequestState, SupportRequest

Work = tuple[str, int]
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Span:
    """A piece of work of one leader: its first and last day, and what it takes out of this term, in half-days."""

    work: Work
    starts: date
    ends: date
    half_days: int


@dataclass
class Known:
    """What is known of one alliance's term, as of a day; by request, designation, person or school, by number."""

    alliance: Alliance
    term: Term
    on: date
    working: WorkingDays
    requests: dict[int, SupportRequest] = field(default_factory=dict)
    offered: set[int] = field(default_factory=set)  # requests whose school is choosing, or has chosen
    leaders: dict[int, Designation] = field(default_factory=dict)  # one a person
    next_terms: dict[int, Designation] = field(default_factory=dict)  # by person: a designation to come after it
    holders: dict[int, dict[int, DesignatedArea]] = field(default_factory=lambda: defaultdict(dict))  # area, leader
    standing: dict[int, int] = field(default_factory=dict)  # requests for which somebody is being asked: designation
    refused: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # by request: people
    helped: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # by person: schools helped before
    leader_of: dict[int, int] = field(default_factory=dict)  # by person: her designation
    people_at: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # by home school
    areas_of: dict[int, list[DesignatedArea]] = field(default_factory=lambda: defaultdict(list))  # by designation
    helpers: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # by school: people chosen before
    schools: dict[int, Organisation] = field(default_factory=dict)
    away: dict[int, tuple[date, date]] = field(default_factory=dict)  # by designation: from, back on
    assured: dict[tuple[int, int], date] = field(default_factory=dict)  # person and school: until
    conflicts: dict[int, list[Conflict]] = field(default_factory=lambda: defaultdict(list))  # by school
    posts: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))  # by school
    kept_off: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))  # by request, person
    granted: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))  # person and school
    ceilings: dict[int, int] = field(default_factory=dict)
    work: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))  # by person
    of_school: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # half-days promised this term
    last_year: dict[int, set[Work]] = field(default_factory=lambda: defaultdict(set))
    pins: dict[int, int] = field(default_factory=dict)
    diary: Diary | None = None

    @property
    def first(self) -> date:
        """The first day that is planned: of a term under way, today."""
        return max(self.term.starts, self.on)

    @property
    def open(self) -> dict[int, SupportRequest]:
        """The requests that somebody is still to be found for."""
        return {pk: request for pk, request in self.requests.items() if pk not in self.offered}

    @cached_property
    def trusts(self) -> dict[str, int]:
        """The trusts of these schools, numbered; no trust is one of them."""
        return {name: number for number, name in enumerate({each.trust_name for each in self.schools.values()})}

    def promised(self, person: int) -> int:
        """Half-days of this term that the leader has promised."""
        return sum(span.half_days for span in self.work.get(person, ()))


def read(alliance: Alliance, term: Term, *, on: date) -> Known:
    """All of it, for the requests with days in this term from today on."""
    known = Known(alliance, term, on, WorkingDays(alliance))
    read_requests(known)
    read_leaders(known)
    read_asked(known)
    read_word_of_others(known)
    read_days(known)
    return known


def read_requests(known: Known) -> None:
    """Accepted and not met, with days in the term; the dates of one may be over."""
    rows = SupportRequest.objects.filter(alliance=known.alliance, state=RequestState.ACCEPTED)
    for request in rows.select_related("school", "area").order_by("pk"):
        starts, ends = request.period(known.on)
        if starts <= known.term.ends and ends >= known.term.starts:
            request.alliance = known.alliance
            known.requests[request.pk] = request
            known.schools[request.school_id] = request.school


def read_leaders(known: Known) -> None:
    """Everybody designated, one designation a person: that of the first day planned."""
    rows = Designation.objects.filter(alliance=known.alliance).exclude(state=DesignationState.ENDED)
    living: dict[int, Designation] = {}
    for row in rows.select_related("person", "home_school").order_by("pk"):
        known.schools[row.home_school_id] = row.home_school
        later = row.state == DesignationState.TO_COME
        (known.next_terms if later else living)[row.person_id] = row
    for person in sorted({*living, *known.next_terms}):
        after = known.next_terms.get(person)
        if after is not None and (person not in living or after.starts <= known.first):
            living[person] = known.next_terms.pop(person)
        leader = living[person]
        known.leaders[leader.pk], known.leader_of[person] = leader, leader.pk
        known.people_at[leader.home_school_id].append(person)
    for held in DesignatedArea.objects.counting().filter(alliance=known.alliance).select_related("area"):
        if held.designation_id in known.leaders:
            known.holders[held.area_id][held.designation_id] = held
            known.areas_of[held.designation_id].append(held)


def read_asked(known: Known) -> None:
    """Who was asked, who refused, who was chosen, for what; and what the office pinned."""
    ours = Q(request__alliance=known.alliance, request__state=RequestState.ACCEPTED)
    furthest: dict[int, tuple[int, int, int]] = {}
    asked_at_home: set[tuple[int, int]] = set()
    rows = Enquiry.objects.filter(ours).order_by("pk")
    columns = ("request", "designation", "designation__person", "designation__moved_on", "step", "state", "asked_at")
    for request, designation, person, moved_on, step, state, asked_at in rows.values_list(*columns):
        if not is_here(moved_on, asked_at):
            continue
        if step == Enquiry.Step.HOME:
            asked_at_home.add((request, designation))
        if state in (EnquiryState.NO, EnquiryState.NOT_NOW):
            known.refused[request].add(person)
        elif state in (EnquiryState.ASKED, EnquiryState.YES):
            how_far = (2 * (step == Enquiry.Step.LEADER) + (state == EnquiryState.YES), -designation, designation)
            furthest[request] = max(furthest.get(request, how_far), how_far)
    known.standing = {request: designation for request, (_, _, designation) in furthest.items()}
    read_offers(known, ours, asked_at_home)
    pins = Pin.objects.filter(ours, alliance=known.alliance)
    known.pins = dict(pins.order_by().values_list("request", "designation"))


def is_here(moved_on: date | None, asked_at: datetime) -> bool:
    """Of whoever has moved since only what her present school was asked counts."""
    return moved_on is None or localdate(asked_at) >= moved_on


def read_offers(known: Known, ours: Q, asked_at_home: set[tuple[int, int]]) -> None:
    """Whom a school chose, now and before; whom it is looking at, and whom it passed over.

    The days of whoever was offered are kept for the school, and so promised.
    """
    state = Offer.State
    rows = Offer.objects.filter(ours | Q(state=state.CHOSEN), alliance=known.alliance).order_by("pk")
    columns = (
        "request", "designation", "designation__person", "designation__moved_on", "state", "request__school",
    )  # fmt: skip
    for request, designation, person, moved_on, now, school in rows.values_list(*columns):
        if now == state.CHOSEN:
            known.helped[person].add(school)
            known.helpers[school].add(person)
        if now in (state.CHOSEN, state.OFFERED):
            known.offered.add(request)
        elif moved_on is None or (request, designation) in asked_at_home:
            known.refused[request].add(person)
    helped = {school for schools in known.helped.values() for school in schools}
    known.schools |= Organisation.objects.in_bulk(helped - known.schools.keys())


def read_word_of_others(known: Known) -> None:
    """Pauses, letters of assurance, conflicts, posts, exclusions: what others have said about a leader."""
    mine = {"alliance": known.alliance}
    for designation, starts, back_on in (
        Pause.objects.open().filter(**mine).order_by().values_list("designation", "starts", "back_on")
    ):
        known.away[designation] = (starts, back_on)
    given = Assurance.objects.filter(**mine, until__gte=known.first).order_by("until")
    known.assured = {
        (person, school): until for person, school, until in given.values_list("person", "organisation", "until")
    }
    for row in Conflict.objects.filter(**mine):
        known.conflicts[row.school_id].append(row)
    asking = SupportRequest.objects.filter(alliance=known.alliance, state=RequestState.ACCEPTED)
    for post in Post.objects.filter(**mine, organisation__in=asking.order_by().values("school")).order_by("pk"):
        known.posts[post.organisation_id or 0].append(post)
    kept_off = Exclusion.objects.filter(**mine, request__in=asking.order_by().values("pk")).standing()
    for request, person, reason in kept_off.values_list("request", "designation__person", "reason"):
        known.kept_off[request][person] = reason


def read_days(known: Known) -> None:
    """What was granted for the term and what is promised of it; the rules of the schools."""
    mine, term = {"alliance": known.alliance}, known.term
    for budget in ReleaseBudget.objects.filter(**mine, term=term):
        if budget.person_id:
            known.granted[budget.person_id, budget.home_school_id] += budget.half_days
        else:
            known.ceilings[budget.home_school_id] = budget.half_days
    recent = Q(term=term) | Q(ends__gte=known.on - YEAR)
    for row in Promise.objects.filter(recent, **mine, given_back_at__isnull=True).order_by("pk"):
        work, is_now = (row.for_type, row.for_id), row.term_id == term.pk
        known.work[row.person_id].append(Span(work, row.starts, row.ends, row.half_days if is_now else 0))
        known.of_school[row.home_school_id] += row.half_days if is_now else 0
        if row.for_type not in NO_WORK_YET:
            known.last_year[row.person_id].add(work)
    homes: Iterable[Any] = {each.home_school_id for each in known.leaders.values()}
    last = max((request.period(known.on)[1] for request in known.requests.values()), default=term.ends)
    first = min((request.period(known.on)[0] for request in known.requests.values()), default=term.starts)
    known.diary = Diary(known.alliance.pk, homes, starts=min(first, term.starts), ends=max(last, term.ends))
