"""A leader's visits and group meetings for the calendar to which she subscribes: when, where, with which Alliance.

Whoever has the address reads it, so nothing is in it that anybody wrote about the work.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.deployment.models import Visit, VisitState
from drystone.documents import calendar
from drystone.groups.models import Group, Meeting, MeetingState
from drystone.groups.models.group import belonging
from drystone.people.models import Person

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
NAME = "Visits and meetings"


def lines(person: Person, *, at: datetime) -> list[tuple[Any, ...]]:
    """Each happening, whether it is called off, in the order of its record: the same list until something changes.

    Two questions to the database, however many there are. Of a suspended alliance nothing is told.
    """
    near: dict[str, Any] = {"starts_at__range": (at - BACK, at + AHEAD), "alliance__suspended_on": None}
    visits = Visit.objects.filter(deployment__leader=person, **near).order_by("pk")
    groups = Group.objects.filter(belonging(person, localdate(at))).order_by()
    meetings = Meeting.objects.filter(group__in=groups, **near).order_by("pk")
    return [
        *map(of_visit, visits.select_related("deployment__receiving_school", "alliance")),
        *map(of_meeting, meetings.select_related("group", "alliance")),
    ]


def file(found: list[tuple[Any, ...]], *, at: datetime) -> bytes:
    """They as one calendar with a name."""
    entries = [calendar.entry(*line, at=at, cancelled=off) for *line, off in found]
    return calendar.together(entries, method="PUBLISH", year=at.year, name=NAME)


def of_visit(visit: Visit) -> tuple[Any, ...]:
    school, off = visit.deployment.receiving_school.name, visit.state == VisitState.CANCELLED
    return line(f"visit-{visit.pk}", visit, f"Visit to {school}", visit.place or school, off)


def of_meeting(meeting: Meeting) -> tuple[Any, ...]:
    off = meeting.state == MeetingState.CANCELLED
    return line(f"meeting-{meeting.pk}", meeting, meeting.group.name, meeting.where, off)


def line(uid: str, row: Visit | Meeting, title: str, place: str, off: bool) -> tuple[Any, ...]:
    """As `calendar.entry` takes it. The title says too that it is called off: some calendars show it as any other."""
    whose: Alliance = row.alliance
    office = calendar.Mailbox(whose.name, whose.contact_email)
    told = f"Called off: {title}" if off else title
    return (uid, row.starts_at, row.ends_at, told, whose.name, place, office, row.moved, off)
