"""How pressing a request is: small whole numbers, each with its sentence, whose sum is a priority from 1 to 4.

It proposes; the office may set another, with a reason. The number is kept on the request, for lists and plans, and
reckoned again each morning, because waiting counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Person
from drystone.register.models import SchoolDates
from drystone.schools.models import Membership

from .access import office
from .lifecycle import OPEN
from .models import Conflict, RequestState, SetPriority, SupportRequest

# The least sum for each priority; below the last it is 4.
LEAST = ((7, 1), (5, 2), (3, 3))
LABELS = {1: "1, at once", 2: "2, soon", 3: "3, this year", 4: "4, when it can be"}
URGENCY = {
    "now": (5, "Something cannot wait"),
    "half_term": (3, "Needed within a half-term"),
    "term": (2, "Needed within a term"),
    "year": (1, "Needed some time this year"),
    "": (2, "How soon was not asked yet"),
}
MANY, MORE = 40, 25  # of a hundred pupils; a quarter of pupils in England have free school meals
LONG, LONGER = 28, 56  # days


@dataclass(frozen=True)
class Part:
    """One thing that counts, by how much, and why."""

    name: str
    points: int
    sentence: str


@dataclass(frozen=True)
class Reckoned:
    """What the parts come to."""

    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def priority(self) -> int:
        return next((priority for least, priority in LEAST if self.points >= least), 4)

    @property
    def in_short(self) -> str:
        """Urgency 5, member 2; what counts nothing is left out."""
        return ", ".join(f"{part.name.lower()} {part.points}" for part in self.parts if part.points)


def weighed(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Requests with what their priority is reckoned from, in the same query."""
    same = {"alliance": OuterRef("alliance")}
    members = Membership.objects.on(on).filter(**same, organisation=OuterRef("school"))
    inspected = Conflict.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on), **same, school=OuterRef("school"), kind="inspection", starts__lte=on
    )
    told = SchoolDates.objects.filter(
        **same, school=OuterRef("school"), kind=SchoolDates.Kind.INSPECTION, starts__lte=on, ends__gte=on
    )
    helped = SupportRequest.objects.filter(
        **same, school=OuterRef("school"), state__in=(RequestState.ACCEPTED, RequestState.MET)
    ).exclude(pk=OuterRef("pk"))
    return rows.select_related("school", "set_priority").annotate(
        is_member=Exists(members), is_inspected=Exists(inspected) | Exists(told), was_helped=Exists(helped)
    )


def reckoned(row: Any, alliance: Alliance, on: date) -> Reckoned:
    """The parts of one request, found by `weighed`."""
    return Reckoned(
        (
            Part("Urgency", *URGENCY.get(row.urgency, URGENCY[""])),
            member(row, alliance),
            disadvantage(row.school.fsm_per_cent),
            inspection(row),
            waiting(row, on),
            Part("First support", 0, "This school has been helped before")
            if row.was_helped
            else Part("First support", 1, "The first support for this school"),
        )
    )


def member(row: Any, alliance: Alliance) -> Part:
    if not alliance.members_first:
        return Part("Member", 2, "Members and others count alike here")
    return Part("Member", 2, "A member of the Alliance") if row.is_member else Part("Member", 0, "Not a member")


def disadvantage(share: int | None) -> Part:
    if share is None:
        return Part("Disadvantage", 0, "How many pupils have free school meals is not known")
    points = 2 if share >= MANY else 1 if share >= MORE else 0
    return Part("Disadvantage", points, f"{share} of a hundred pupils have free school meals")


def inspection(row: Any) -> Part:
    known = [
        sentence
        for is_so, sentence in (
            (row.after_inspection, "An inspection report is among its reasons"),
            (row.is_inspected, "An inspection is under way"),
        )
        if is_so
    ]
    return Part("Inspection", len(known), ". ".join(known) or "No inspection that we know of")


def waiting(row: Any, on: date) -> Part:
    days = (on - localdate(row.submitted_at)).days if row.submitted_at else 0
    if days < LONG:
        return Part("Waiting", 0, "Sent less than four weeks ago")
    return (
        Part("Waiting", 2, "Sent eight weeks ago or more")
        if days >= LONGER
        else Part("Waiting", 1, "Sent four weeks ago or more")
    )


def of(request: SupportRequest, on: date) -> Reckoned:
    """The parts of one request, read for it; one query."""
    return reckoned(weighed(SupportRequest.objects.all(), on).get(pk=request.pk), request.alliance, on)


def reckon(requests: Iterable[Any], alliance: Alliance, on: date) -> int:
    """Keeps what the parts of requests come to, but where the office set a priority; returns how many changed."""
    changed = []
    for row in requests:
        found = reckoned(row, alliance, on).priority
        if not hasattr(row, "set_priority") and row.priority != found:
            row.priority = found
            changed.append(row)
    SupportRequest.objects.bulk_update(changed, ["priority"], batch_size=500)
    return len(changed)


def reckon_one(request: SupportRequest, on: date) -> None:
    """The same for one request that has just been sent, or of which more is known."""
    if not SetPriority.objects.filter(request=request).exists():
        keep(request, of(request, on).priority)


def reckon_all(*, at: datetime) -> int:
    """Each morning: waiting counts, schools join and leave. Returns how many requests are pressed more, or less."""
    on = localdate(at)
    open_ = weighed(SupportRequest.objects.filter(state__in=OPEN), on)
    return sum(
        reckon(open_.filter(alliance=alliance), alliance, on)
        for alliance in Alliance.objects.filter(suspended_on__isnull=True)
    )


@transaction.atomic
def set_to(request: SupportRequest, priority: int, *, why: str, by: Person, at: datetime) -> SupportRequest:
    """The office sets another priority than the parts come to, with its reason; set twice, it is set once."""
    if not office(by, request):
        raise NotAllowed(f"{by} may not set the priority of {request}")
    if not why:
        raise Refused("Say why.")
    was = SupportRequest.objects.select_for_update().get(pk=request.pk).priority
    standing = SetPriority.objects.filter(request=request).first()
    if standing and (was, standing.why) == (priority, why):
        return request
    said = {"alliance_id": request.alliance_id, "why": why, "set_by": by, "set_at": at}
    SetPriority.objects.update_or_create(request=request, defaults=said)
    keep(request, priority)
    events.record(request, "priority_set", by=by, at=at, note=f"From {was} to {priority}: {why}")
    return request


@transaction.atomic
def as_reckoned(request: SupportRequest, *, by: Person, at: datetime) -> SupportRequest:
    """What the office set is taken back: the priority is what the parts come to. History keeps what it was."""
    if not office(by, request):
        raise NotAllowed(f"{by} may not set the priority of {request}")
    was = SupportRequest.objects.select_for_update().get(pk=request.pk).priority
    if SetPriority.objects.filter(request=request).delete()[0]:
        keep(request, of(request, localdate(at)).priority)
        note = f"From {was} back to {request.priority}"
        events.record(request, "priority_taken_back", by=by, at=at, note=note)
    return request


def keep(request: SupportRequest, priority: int) -> None:
    request.priority = priority
    request.save(update_fields=["priority"])
