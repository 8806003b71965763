"""A plan in the words of the office: names of people and schools, days and miles, never numbers of rows."""

from dataclasses import dataclass

from drystone import saying
from drystone.register.models import DesignatedArea, Designation

from ..models import SupportRequest
from ..planning import score
from ..planning.plan import Change, Served, Unserved
from .gathering import Gathered
from .known import Known

MOST = 4  # names in one sentence
DEPTH = {1: "new to it", 2: "experienced", 3: "leads others in it"}
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
        self.given: dict[int, list[int]] = {}
        for request, parts in served.items():
            for leader, _ in parts:
                self.given.setdefault(int(leader), []).append(int(request))

    def line(self, request: SupportRequest, leader: Designation) -> Worded:
        known, held = self.known, self.known.holders[request.area_id or 0][leader.pk]
        there = self.instance.requests[self.instance.request_at[request.pk]]
        who = self.instance.leaders[self.instance.leader_at[leader.pk]]
        metres = score.metres(self.instance.home(who), self.instance.receiving(there))
        promised = known.promised(leader.person_id)
        taken = sum(known.requests[pk].half_days or 1 for pk in self.given.get(leader.pk, ()))
        granted = known.granted[leader.person_id, leader.home_school_id]
        because, but = reasons(known, request, leader, held, metres)
        if (promised + taken) * 100 > granted * FELT:
            but.append(f"with this plan, {saying.days(promised + taken)} of their {saying.days(granted)}")
        return Worded(score.fit(self.instance, who, there), metres, because, but, granted, promised, promised + taken)

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
        barred = list(self.gathered.barred.get((request.pk, leader.pk), []))
        if leader.pk not in self.known.holders[request.area_id or 0]:
            barred.insert(0, f"They do not hold {request.area}.")
        if leader.home_school_id == request.school_id:
            barred.append("It is their own school.")
        if leader.person_id in self.known.refused.get(request.pk, ()):
            barred.append("They were asked for this request, and it was not possible.")
        days = "Their days and weeks, or those of their school, do not reach for it beside the other pins."
        return f"{named(leader)} cannot be kept for it. {' '.join(barred) or days}"


def reasons(
    known: Known, request: SupportRequest, leader: Designation, held: DesignatedArea, metres: int | None
) -> tuple[list[str], list[str]]:
    """Because and but, in the words of the list of candidates."""
    because = [f"{held.area.name}: {DEPTH[held.level]}"]
    but: list[str] = []
    if request.phase:
        label = request.get_phase_display().lower()
        (because if request.phase in held.phases else but).append(
            f"knows {label}" if request.phase in held.phases else f"has not worked in {label}"
        )
    if metres is not None:
        near = metres <= known.alliance.reach_miles * saying.METRES_A_MILE / 2
        (because if near else but).append(f"{saying.miles(metres)}{'' if near else ' away'}")
    here, there = request.school.pupils, leader.home_school.pupils
    if here is not None and there is not None and score.size(here) == score.size(there):
        because.append("a school of similar size")
    if known.last_helper.get(request.school_id) == leader.person_id:
        because.append("has helped this school before")
    if not known.last_year.get(leader.person_id):
        because.append("not deployed in the last twelve months")
    return because, but


def named(leader: Designation) -> str:
    return f"{leader.person} of {leader.home_school}"
