"""Who is kept from which request by a rule that the planner does not know.

The planner knows of area, own school, reach, days and weeks; every other one of `rules.RULES` is put here to each
leader and each request. A test holds the two together: no plan proposes anybody who may not be asked.
"""

from datetime import date, timedelta
from types import SimpleNamespace

from drystone.alliances.calendar import anniversary
from drystone.register.diary import WEEK, monday
from drystone.register.models import Designation
from drystone.saying import METRES_A_MILE

from .. import about, rules
from ..models import SupportRequest
from ..rules import NO_TRUST, PLACE_OF_STATE, STANDING, UNLIMITED, Asked, One
from .known import Known

PLANNED = ("area", "own school", "refused", "reach", "days")
NEVER = (date.min, date.min)
SIX_DAYS = timedelta(days=6)
Barred = dict[tuple[int, int], list[str]]


def find(known: Known, possible: "Possible") -> Barred:
    """For each request and leader who holds its area, every such rule that she breaks, as a sentence."""
    found = {}
    for request in known.open.values():
        asked = as_asked(known, request)
        for number in known.holders[request.area_id or 0]:
            one = as_read(known, asked, known.leaders[number], possible)
            if broken := rules.faults(one, asked, passing=PLANNED):
                found[request.pk, number] = broken
    return found


def as_asked(known: Known, request: SupportRequest) -> Asked:
    """A request of the term as the rules, and the reasons of a line, read it."""
    starts, ends = request.period(known.on)
    alliance, trust = known.alliance, request.school.trust_name
    return Asked(
        request,
        alliance,
        starts.toordinal(),
        ends.toordinal(),
        school=request.school_id,
        trust=known.trusts[trust] if alliance.same_trust_is_conflict and trust else NO_TRUST,
        half_days=request.half_days or 1,
        reach=int(alliance.reach_miles * METRES_A_MILE),
        at_once=alliance.concurrent_deployments,
        conflicts=conflicts(known, request.school_id, starts, ends),
        excluded=known.kept_off.get(request.pk, {}),
    )


def conflicts(known: Known, school: int, starts: date, ends: date) -> dict[int, str]:
    """By person, what stands between her and this school on any of these days: a post, or what was recorded."""
    after = anniversary(starts, -known.alliance.former_post_years)
    posts = {
        post.person_id: about.worked(post.ends)
        for post in known.posts.get(school, ())
        if post.starts <= ends and (post.ends is None or post.ends > after)
    }
    recorded = {
        row.person_id: row.get_kind_display().lower()
        for row in known.conflicts.get(school, ())
        if row.starts <= ends and (row.ends is None or row.ends >= starts)
    }
    return posts | recorded


def as_read(known: Known, asked: Asked, leader: Designation, possible: "Possible") -> One:
    """A leader as the rules read her; of her days, and of how far it is, the planner knows."""
    person, request, home = leader.person_id, asked.request, leader.home_school
    away_from, back_on = known.away.get(leader.pk, NEVER)
    held, after = known.holders[request.area_id or 0].get(leader.pk), known.next_terms.get(person)
    return SimpleNamespace(
        person=person,
        level=held.level if held else 0,
        other_term=after is not None and after.starts.toordinal() <= asked.starts,
        home=home.pk,
        trust=known.trusts[home.trust_name],
        state=PLACE_OF_STATE[leader.state],
        stands=leader.state in STANDING,
        away_from=away_from.toordinal(),
        back_on=back_on.toordinal(),
        starts=leader.starts.toordinal(),
        ends=leader.ends.toordinal(),
        conflict=person in asked.conflicts,
        excluded=person in asked.excluded,
        refused=person in known.refused.get(request.pk, ()),
        assured_until=known.assured.get((person, leader.home_school_id), date.min).toordinal(),
        at_once=at_once(known, person, asked),
        left=UNLIMITED,
        possible=possible.of(request, leader),
    )


def at_once(known: Known, person: int, asked: Asked) -> int:
    """On how many pieces of work she is on any of these days."""
    spans = known.work.get(person, ())
    return len({s.work for s in spans if s.starts.toordinal() <= asked.ends and s.ends.toordinal() >= asked.starts})


class Possible:
    """For how many half-days the rules of a school leave room.

    Weeks are asked about once for each leader; only where the whole weeks of a request do not reach are its very days.
    """

    def __init__(self, known: Known):
        self.known = known
        self.ruled = {school for school, _ in known.diary.rules} if known.diary else set()
        self.weeks: dict[int, list[int]] = {}  # of each leader, what there is before each week
        periods = [request.period(known.on) for request in known.open.values()]
        self.first = monday(min((starts for starts, _ in periods), default=known.on))
        self.last = max((ends for _, ends in periods), default=known.on)

    def left(self, leader: Designation, starts: date, ends: date) -> int | None:
        """None where no rule speaks of it."""
        if self.known.diary is None or leader.home_school_id not in self.ruled:
            return None
        return self.known.diary.possible(
            leader.person_id, leader.home_school_id, starts, ends, today=self.known.on, working=self.known.working
        )

    def of(self, request: SupportRequest, leader: Designation) -> int:
        """Half-days on the dates of a request; UNLIMITED where no rule speaks, or its whole weeks reach for it."""
        starts, ends = request.period(self.known.on)
        if leader.home_school_id not in self.ruled:
            return UNLIMITED
        if self.in_whole_weeks(leader, starts, ends) >= (request.half_days or 1):
            return UNLIMITED
        left = self.left(leader, starts, ends)
        return UNLIMITED if left is None else left

    def in_whole_weeks(self, leader: Designation, starts: date, ends: date) -> int:
        """What the weeks leave that lie in the period from Monday to Sunday: never more than there is."""
        if leader.pk not in self.weeks:
            week, sums = self.first, [0]
            while week <= self.last:
                sums.append(sums[-1] + (self.left(leader, week, week + SIX_DAYS) or 0))
                week += WEEK
            self.weeks[leader.pk] = sums
        sums = self.weeks[leader.pk]
        begins, ended = -(-(starts - self.first).days // 7), ((ends - self.first).days + 1) // 7
        return sums[ended] - sums[begins] if ended > begins else 0
