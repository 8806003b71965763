"""Core training: its sessions are meetings at which System Leaders book a place, and whose register does an item of
their induction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.people.models import Person
from drystone.register import induction
from drystone.register.models import Designation, InductionItem

from . import emails
from .models import Attendance, Group, Meeting, MeetingState, Member, SignUp, SignUpState

BOOKED = (SignUpState.COMING, SignUpState.WAITING)


def coming(alliance: Alliance, person: Person, at: datetime) -> Any:  # rows with more, which their type cannot say
    """The sessions still to come, each with how many places are `taken`, and what `hers` is; two queries."""
    own = SignUp.objects.filter(meeting=OuterRef("pk"), person=person).order_by()
    taken = Count("sign_ups", Q(sign_ups__state=SignUpState.COMING))
    trainers = Member.objects.on(localdate(at)).filter(facilitates=True).select_related("person")
    who = Prefetch("group__members", trainers, "trainers")
    rows = sessions(alliance, at).select_related("group").prefetch_related(who)
    return rows.annotate(taken=taken, hers=Subquery(own.values("state")[:1])).order_by("starts_at", "pk")


def sessions(alliance: Alliance, at: datetime) -> QuerySet[Meeting]:
    planned = {"alliance": alliance, "state": MeetingState.PLANNED, "starts_at__gt": at}
    return Meeting.objects.filter(**planned, group__kind=Group.Kind.TRAINING)


def placed(items: QuerySet[InductionItem], at: datetime) -> Any:  # rows with more, which their type cannot say
    """Items of induction, each with the next session at which its leader has a place, or waits for one: `session`,
    `session_at`, `session_state`. For those that training does; in the same query."""
    whose = {"person": OuterRef("designation__person"), "alliance": OuterRef("alliance"), "state__in": BOOKED}
    ahead = {"meeting__state": MeetingState.PLANNED, "meeting__starts_at__gt": at}
    place = SignUp.objects.filter(**whose, **ahead, meeting__group__kind=Group.Kind.TRAINING)
    place = place.order_by("meeting__starts_at", "pk")
    return items.annotate(
        session=Subquery(place.values("meeting")[:1]),
        session_at=Subquery(place.values("meeting__starts_at")[:1]),
        session_state=Subquery(place.values("state")[:1]),
    )


def is_for(person: Person, meeting: Meeting) -> bool:
    """It is core training, and she is a System Leader of its alliance."""
    hers = Designation.objects.designated_on(person.on).filter(alliance=meeting.alliance_id, person=person)
    return bool(meeting.group.is_training and hers.exists())


def offer(new: list[Meeting], *, at: datetime) -> None:
    """Whoever has still to come to core training and has no place yet is told of new sessions, in one message."""
    ahead = [meeting for meeting in new if meeting.group.is_training and meeting.starts_at > at]
    if ahead:
        group = ahead[0].group
        place = SignUp.objects.filter(
            person=OuterRef("designation__person"), state__in=BOOKED, meeting__in=sessions(group.alliance, at)
        )
        leaders = Designation.objects.designated_on(localdate(at)).filter(alliance=group.alliance_id).order_by()
        items = InductionItem.objects.to_train().filter(~Exists(place), designation__in=leaders.values("pk"))
        people = items.order_by().values("designation__person")
        for person in Person.objects.filter(pk__in=people).order_by("pk"):
            emails.training_offered(group, ahead, person, at=at)


def count(meeting: Meeting, rows: Iterable[Attendance], *, by: Person, at: datetime) -> None:
    """What the register of a session says of each becomes what her induction says."""
    if not meeting.group.is_training:
        return
    there: dict[bool, list[Person]] = {True: [], False: []}
    for row in rows:
        there[row.came].append(row.person)
    induction.attended(meeting.alliance_id, there[True], meeting.starts_at, by=by, at=at)
    induction.not_attended(meeting.alliance_id, there[False], meeting.starts_at, by=by, at=at)
