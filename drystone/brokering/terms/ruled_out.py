"""Who is kept from which request by a rule that the planner does not know.

The planner knows of area, own school, reach, days and weeks; what else `rules.broken` asks of one request is asked
here of all of them. A test holds the two together: no plan proposes anybody who may not be asked.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from drystone import saying
from drystone.alliances.calendar import anniversary
from drystone.register.diary import WEEK, monday
from drystone.register.models import Designation, DesignationState

from ..models import SupportRequest
from .known import Known

ANY_DAY = (DesignationState.ACTIVE, DesignationState.TO_COME)
SIX_DAYS = timedelta(days=6)
Barred = dict[tuple[int, int], list[str]]


def find(known: Known) -> Barred:
    """For each request and leader who holds its area, every such rule that she breaks, as a sentence."""
    found, possible = {}, Possible(known)
    for request in known.open.values():
        starts, ends = request.period(known.on)
        for number in known.holders[request.area_id or 0]:
            leader = known.leaders[number]
            broken = [*standing(known, request, leader, starts, ends), *possible.too_little(request, leader)]
            if broken:
                found[request.pk, number] = broken
    return found


def standing(known: Known, request: SupportRequest, leader: Designation, starts: date, ends: date) -> Iterator[str]:
    """Rules about who she is, on these dates."""
    person, home = leader.person_id, leader.home_school_id
    trust = request.school.trust_name
    if known.alliance.same_trust_is_conflict and trust and trust == leader.home_school.trust_name:
        yield f"Their school and this one belong to {trust}."
    if leader.state not in ANY_DAY:
        yield f"Their designation is {leader.get_state_display().lower()}."
    for first, back_on in known.away.get(leader.pk, ()):
        if first <= ends and back_on > starts:
            yield f"They are away from {saying.day(first)} on."
    after = known.next_terms.get(person)
    if not leader.starts <= starts <= leader.ends or (after and starts >= after.starts):
        yield "Their designation is not in force on these dates."
    yield from conflicts(known, request, person, starts, ends)
    if reason := known.kept_off.get((request.pk, person)):
        yield f"The office keeps them off this request: {reason}"
    if known.assured.get((person, home), date.min) < starts:
        yield "Their school has not given a letter of assurance for these dates."
    at_once = {span.work for span in known.work.get(person, ()) if span.starts <= ends and span.ends >= starts}
    if len(at_once) >= known.alliance.concurrent_deployments:
        yield "They have as many deployments at once as they may."


def conflicts(known: Known, request: SupportRequest, person: int, starts: date, ends: date) -> Iterator[str]:
    """What stands between her and this school on any of these days: what was recorded, and posts of hers there."""
    for row in known.conflicts.get((person, request.school_id), ()):
        if row.starts <= ends and (row.ends is None or row.ends >= starts):
            yield f"A conflict stands: {row.get_kind_display().lower()}."
    after = anniversary(starts, -known.alliance.former_post_years)
    for post in known.posts.get((person, request.school_id), ()):
        if post.starts <= ends and (post.ends is None or post.ends > after):
            worked = f"worked there until {saying.day(post.ends)}" if post.ends else "has a post there"
            yield f"A conflict stands: {worked}."


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

    def too_little(self, request: SupportRequest, leader: Designation) -> list[str]:
        (starts, ends), needed = request.period(self.known.on), request.half_days or 1
        if leader.home_school_id not in self.ruled or self.in_whole_weeks(leader, starts, ends) >= needed:
            return []
        left = self.left(leader, starts, ends)
        if left is None or left >= needed:
            return []
        rules = f"The rules of their school leave room for {saying.days(left)} on these dates"
        return [f"{rules}; {saying.days(needed)} would be needed."]

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
