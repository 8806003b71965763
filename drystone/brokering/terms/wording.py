"""A plan in the words of the office: names of people and schools, days and miles, never numbers of rows."""

from dataclasses import dataclass
from datetime import date
from math import isqrt
from types import SimpleNamespace

from drystone import saying
from drystone.register.models import Designation

from .. import candidates, rules
from ..models import SupportRequest
from ..planning import score
from ..planning.instance import School
from ..planning.plan import Change, Served, Unserved
from ..rules import Asked, One
from . import ruled_out
from .gathering import Gathered

MOST = 4  # names in one sentence
PARTS = [part for part in candidates.PARTS if part not in (candidates.days, candidates.fairness)]
FELT = 40  # hundredths of a leader's days from which on the page says what a plan takes of them


@dataclass(frozen=True)
class Worded:
    """What a line of a plan says, and its figures, in half-days and metres."""

    score: int
    metres: int | None
    because: list[str]
    but: list[str]
    granted: int
    promised: int
    planned: int


@dataclass(frozen=True)
class Left:
    """Why a request is left: the code, a sentence, and everything that would have to change."""

    code: str
    sentence: str
    would_change: list[str]


class Words:
    """The sentences of one plan."""

    def __init__(self, gathered: Gathered, served: Served):
        self.gathered, self.known, self.instance = gathered, gathered.known, gathered.instance
        self.possible = ruled_out.Possible(self.known)
        self.given: dict[int, list[int]] = {}
        for request, parts in served.items():
            for leader, _ in parts:
                self.given.setdefault(int(leader), []).append(int(request))

    def line(self, request: SupportRequest, leader: Designation) -> Worded:
        """In the words of the list of candidates; what the days of a leader bear is told of the whole plan."""
        known, asked = self.known, ruled_out.as_asked(self.known, request)
        promised = known.promised(leader.person_id)
        taken = sum(known.requests[pk].half_days or 1 for pk in self.given.get(leader.pk, ()))
        granted = known.granted[leader.person_id, leader.home_school_id]
        one = self.one(asked, leader)
        because, but = candidates.told(PARTS, one, asked, known.on)
        if (promised + taken) * 100 > granted * FELT:
            but.append(f"with this plan, {saying.days(promised + taken)} of their {saying.days(granted)}")
        metres = one.metres if one.placed else None
        return Worded(one.score, metres, because, but, granted, promised, promised + taken)

    def one(self, asked: Asked, leader: Designation) -> One:
        """A leader as the rules and the list of candidates read her."""
        known, instance, request = self.known, self.instance, asked.request
        who, asks = instance.leaders[instance.leader_at[leader.pk]], instance.requests[instance.request_at[request.pk]]
        home, there = instance.home(who), instance.receiving(asks)
        apart, size = score.square(home, there), size_of(there)
        like_it = (size, there.context)
        held = known.holders[request.area_id or 0].get(leader.pk)
        helped = [instance.schools[instance.school_at[pk]] for pk in known.helped.get(leader.person_id, ())]
        lately = known.last_year.get(leader.person_id, set())
        ended = [span.ends for span in known.work.get(leader.person_id, ()) if span.work in lately]
        return SimpleNamespace(
            **vars(ruled_out.as_read(known, asked, leader, self.possible)),
            score=score.fit(instance, who, asks) if held else 0,
            knows=held is not None and request.phase in held.phases,
            placed=apart is not None,
            square=apart or 0,
            metres=isqrt(apart or 0),
            alike=size is not None and size == size_of(home),
            like_it=sum((size_of(each), each.context) == like_it for each in helped) if size is not None else 0,
            again=leader.pk in asks.previous,
            new_context=there.context not in who.past_contexts,
            last_year=len(lately),
            last_ended=max(ended, default=date.min).toordinal(),
        )

    def gap(self, request: SupportRequest, why: Unserved) -> Left:
        """The true reason, and all that would have to change for one leader to come beside the plan as it is."""
        changes = [self.change(request, change) for change in why.changes]
        said = getattr(self, f"said_of_{why.reason}", self.said_of_excluded)(request, why.changes)
        return Left(why.reason, said[:600], changes)

    def said_of_no_area(self, request: SupportRequest, changes: tuple[Change, ...]) -> str:
        return f"Nobody is designated for {request.area}."

    said_of_no_level = said_of_no_area

    def said_of_no_reach(self, request: SupportRequest, changes: tuple[Change, ...]) -> str:
        if any(change.rule == "place" for change in changes):
            return f"It is not known how far {request.school} is from anybody who holds {request.area}."
        reach = self.known.alliance.reach_miles
        return f"Nobody who holds {request.area} works within {reach} miles of {request.school}."

    def said_of_excluded(self, request: SupportRequest, changes: tuple[Change, ...]) -> str:
        return f"A rule keeps out everybody who holds {request.area} and is within reach."

    def said_of_capacity(self, request: SupportRequest, changes: tuple[Change, ...]) -> str:
        """Whose days are missing, and what they are given to."""
        text = f"Nobody who holds {request.area} and could come has days or weeks left."
        if not changes:
            return text
        leader = self.known.leaders[int(changes[0].leader)]
        used = " ".join(self.used(request, leader, of_school=any(change.rule == "home" for change in changes)))
        return f"{text} {named(leader)} is nearest to it. {used}".strip()

    def used(self, request: SupportRequest, leader: Designation, *, of_school: bool) -> list[str]:
        """What the days of the leader, or of all of her school, are given to by this plan and before it."""
        theirs = [leader.person_id]
        if of_school:
            theirs = self.known.people_at[leader.home_school_id]
        given = [pk for person in theirs for pk in self.given.get(self.known.leader_of[person], ())]
        more = [pk for pk in given if self.known.requests[pk].priority < request.priority]
        others = [pk for pk in given if pk not in more]
        promised = sum(self.known.promised(person) for person in theirs)
        whose = f"The days of {leader.home_school}'s leaders" if of_school else "Their days"
        parts = [
            f"to more urgent requests: {self.schools(more)}" if more else "",
            f"to other requests: {self.schools(others)}" if others else "",
            f"{saying.days(promised)} promised before" if promised else "",
        ]
        said = "; ".join(filter(None, parts))
        return [f"{whose} go {said}."] if said else []

    def schools(self, requests: list[int]) -> str:
        names = list(dict.fromkeys(self.known.requests[pk].school.name for pk in requests))
        return saying.listed(names[:MOST] + ([f"{len(names) - MOST} more"] if len(names) > MOST else []))

    def change(self, request: SupportRequest, change: Change) -> str:
        """One thing to undo, as a sentence."""
        leader = self.known.leaders.get(int(change.leader))
        if leader is None or change.rule in ("area", "level"):
            return f"Somebody within reach is designated for {request.area}."
        barred = self.gathered.barred.get((request.pk, leader.pk), [])
        who = self.instance.leaders[self.instance.leader_at[leader.pk]]
        home = self.instance.home(who)
        return {
            "place": f"The places of {request.school} and {leader.home_school} become known.",
            "reach": f"{named(leader)} goes as far as {saying.miles(change.to)}.",
            "own school": f"Somebody of another school holds {request.area}: {leader.person} works there.",
            "excluded": f"{named(leader)} may be asked. Now: {' '.join(barred)}",
            "refused": f"{named(leader)} is asked again, and it is possible then.",
            "days": f"{named(leader)} has {saying.days(change.to - who.cap_days)} more for this term.",
            "home": f"{leader.home_school} lets its leaders go for {saying.days(change.to - home.home_cap)} more.",
            "weeks": f"{named(leader)} may have {change.to} deployments at once instead of {who.max_concurrent}.",
        }.get(change.rule, f"{named(leader)} may come.")

    def pin(self, request: SupportRequest) -> str:
        """Why a pin cannot be kept."""
        leader = self.known.leaders.get(self.known.pins.get(request.pk, self.known.standing.get(request.pk, 0)))
        if leader is None:
            return "The System Leader who was pinned is not designated any more."
        asked = ruled_out.as_asked(self.known, request)
        broken = rules.faults(self.one(asked, leader), asked, passing=("days",))
        days = "Their days and weeks, or those of their school, do not reach for it beside the other pins."
        return f"{named(leader)} cannot be kept for it. {' '.join(broken) or days}"


def size_of(here: School) -> int | None:
    return None if here.pupils is None else score.size(here.pupils)


def named(leader: Designation) -> str:
    return f"{leader.person} of {leader.home_school}"
