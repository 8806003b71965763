"""The term as an instance for the planner: in half-days, by the numbers of our rows.

Where the planner's rules are coarser than ours, they are narrower, so that it never proposes what a rule forbids: days
of a request that runs over two terms all count in this one, and two pieces of work in one week are two at once.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from drystone.alliances.models import Term
from drystone.register.diary import monday
from drystone.register.models import DesignatedArea, Designation
from drystone.saying import METRES_A_MILE
from drystone.schools.models import Organisation

from ..models import SupportRequest
from ..planning.instance import Instance, Leader, Request, School
from ..planning.plan import Served
from ..planning.weights import Weights
from ..rules import SECONDARY
from . import ruled_out
from .known import Known, Work
from .ruled_out import Barred, Possible

HALVES = 2


@dataclass(frozen=True)
class Gathered:
    """What is planned, what it was made from, and who is kept out by a rule that the planner does not know."""

    known: Known
    instance: Instance
    barred: Barred

    @property
    def now(self) -> Served:
        """What stands now: the requests for which somebody is being asked, with whom."""
        return {
            request: [(leader, self.known.requests[request].half_days or 1)]
            for request, leader in self.known.standing.items()
            if request in self.instance.request_at and leader in self.instance.leader_at
        }


def gather(known: Known, weights: Weights) -> Gathered:
    possible = Possible(known)
    barred = ruled_out.find(known, possible)
    keeps_out: dict[int, set[int]] = {}
    for asked, kept_out in barred:
        keeps_out.setdefault(asked, set()).add(kept_out)
    requests = [each for each in known.open.values() if not is_over(known, each)]
    schools = {pk: school(known, each) for pk, each in known.schools.items()}
    instance = Instance(
        weeks=week_of(known.term, known.term.ends) + 1,
        lends=(False,),
        schools=tuple(schools.values()),
        leaders=tuple(leader(known, each, possible, schools) for each in known.leaders.values()),
        requests=tuple(request(known, each, keeps_out.get(each.pk, set())) for each in requests),
        parts_a_day=HALVES,
        weights=weights,
    )
    return Gathered(known, instance, barred)


def is_over(known: Known, request: SupportRequest) -> bool:
    """Its dates have gone by: nobody can be sent before they are changed."""
    return request.period(known.on)[1] < known.first


def week_of(term: Term, day: date) -> int:
    """Which week of the term, from nought; what lies outside counts to its first or last."""
    inside = min(max(day, term.starts), term.ends)
    return (monday(inside) - monday(term.starts)) // timedelta(weeks=1)


def school(known: Known, here: Organisation) -> School:
    return School(
        here.pk,
        e=here.easting,
        n=here.northing,
        phase="secondary" if here.phase_code in SECONDARY else "",
        pupils=here.pupils,
        fsm=here.fsm_per_cent,
        rural=0,
        alliance=0,
        home_cap=most_of_school(known, here.pk),
    )


def most_of_school(known: Known, home: int) -> int:
    """The half-days that all its leaders may be out; what others than they have promised is gone already."""
    theirs = known.people_at.get(home, ())
    promised = sum(known.promised(person) for person in theirs)
    if home in known.ceilings:
        return max(0, known.ceilings[home] - known.of_school.get(home, 0)) + promised
    return sum(known.granted[person, home] for person in theirs) + promised


def leader(known: Known, here: Designation, possible: Possible, schools: dict[int, School]) -> Leader:
    """What is left of her term: what was granted, as far as the rules of her school leave room for it."""
    person, home = here.person_id, here.home_school_id
    promised, granted = known.promised(person), known.granted[person, home]
    room = possible.left(here, known.first, known.term.ends)
    areas = known.areas_of.get(here.pk, ())
    contexts = {home, *known.helped.get(person, ())}
    return Leader(
        here.pk,
        home=home,
        specialisms={str(held.area_id): held.level for held in areas},
        phases=frozenset(in_area(held, phase) for held in areas for phase in held.phases),
        cap_days=granted if room is None else min(granted, promised + room),
        max_concurrent=known.alliance.concurrent_deployments,
        reach_m=int(known.alliance.reach_miles * METRES_A_MILE),
        conflicts=frozenset(),
        past_contexts=frozenset(schools[each].context for each in contexts),
        deployments_12m=len(known.last_year.get(person, ())),
        committed=tuple(committed(known, person)),
    )


def in_area(held: DesignatedArea, phase: str) -> str:
    """A phase counts in the area in which she knows it."""
    return f"{held.area_id} {phase}"


def committed(known: Known, person: int) -> list[tuple[int, int, int]]:
    """Her promises with the weeks of this term that they fill; work of two rows fills its weeks once."""
    spans: dict[Work, tuple[int, int, int]] = {}
    term = known.term
    for span in known.work.get(person, ()):
        if (span.ends < term.starts or span.starts > term.ends) and not span.half_days:
            continue
        days, _, _ = spans.get(span.work, (0, 0, 0))
        spans[span.work] = (days + span.half_days, week_of(term, span.starts), week_of(term, span.ends))
    return list(spans.values())


def request(known: Known, here: SupportRequest, keeps_out: set[int]) -> Request:
    starts, ends = here.period(known.on)
    of_person = known.leader_of
    refused = known.refused.get(here.pk, ())
    before = known.helpers.get(here.school_id, ())
    return Request(
        here.pk,
        school=here.school_id,
        specialism=str(here.area_id),
        phase=f"{here.area_id} {here.phase}",
        days=here.half_days or 1,
        start=week_of(known.term, max(starts, known.first)),
        end=week_of(known.term, ends),
        priority=here.priority,
        received=(known.on - here.submitted_at.date()).days if here.submitted_at else 0,
        min_level=1,
        exclude_leaders=frozenset(keeps_out),
        refused=frozenset(of_person[person] for person in refused if person in of_person),
        pinned=pinned(known, here.pk),
        previous=frozenset(of_person[person] for person in before if person in of_person),
        may_split=0,
    )


def pinned(known: Known, request: int) -> int | None:
    """The office's pin; else whoever is being asked already, so that a plan goes on from what stands."""
    wanted = known.pins.get(request, known.standing.get(request))
    return wanted if wanted in known.leaders or request in known.pins else None
