"""What a home school says about how its days may be taken, and the days on which nobody goes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access as people_access
from drystone.people.models import Person

from . import access, emails
from .models import ClosedDates, Designation, ReleaseRule


@dataclass(frozen=True)
class Said:
    """At most so many half-days a week (None: no limit), weekdays that never work, notice, cover and the like."""

    a_week: int | None = None
    never_on: tuple[int, ...] = ()
    notice: int = 0
    note: str = ""


@transaction.atomic
def settle(
    designation: Designation, leader: Said, school: Said, *, said_by: str = "", by: Person, at: datetime
) -> None:
    """The home approver says how this leader's days may be taken, and those of all the school's leaders together.

    What is planned stands. The office may write down what she said. Said twice, it is said once. Raises NotAllowed.
    """
    check_may(by, designation)
    changed = [
        say(designation, designation.person, leader),
        say(designation, None, school),
    ]
    if any(changed):
        events.record(designation, "ruled_release", note=said_by, by=by, at=at)
        emails.days_changed(designation, at=at)


def say(designation: Designation, person: Person | None, said: Said) -> bool:
    """Whether anything is different from what stood."""
    values = {
        "half_days_a_week": said.a_week,
        "never_on": sorted(said.never_on),
        "notice_working_days": said.notice,
        "note": said.note,
    }
    rule = row_for(designation, person)
    if all(getattr(rule, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(rule, name, value)
    rule.save()
    return True


def row_for(designation: Designation, person: Person | None) -> ReleaseRule:
    """The row, locked, so that whoever books a day meanwhile counts by the one or the other."""
    whose: dict[str, Any] = {
        "alliance_id": designation.alliance_id,
        "home_school": designation.home_school,
        "person": person,
    }
    rule, _ = ReleaseRule.objects.select_for_update().get_or_create(**whose)
    return rule


@transaction.atomic
def close(
    designation: Designation, *, everybody: bool, starts: date, ends: date, reason: str, by: Person, at: datetime
) -> ClosedDates:
    """Between two days this leader, or everybody, stays in school. What is planned then stands until it is moved."""
    check_may(by, designation)
    rule = row_for(designation, None if everybody else designation.person)
    closed, is_new = ClosedDates.objects.get_or_create(
        rule=rule, starts=starts, ends=ends, defaults={"alliance_id": rule.alliance_id, "reason": reason}
    )
    if is_new:
        events.record(closed, "closed_dates", by=by, at=at, about=designation, dates=str(closed))
        emails.days_changed(designation, at=at)
    return closed


@transaction.atomic
def open_again(designation: Designation, pk: int, *, by: Person, at: datetime) -> None:
    """Those days work after all. Pressed twice, it is done once."""
    check_may(by, designation)
    rules = ReleaseRule.objects.filter(Q(person=designation.person_id) | Q(person=None))
    theirs = rules.filter(alliance_id=designation.alliance_id, home_school=designation.home_school)
    for closed in ClosedDates.objects.filter(pk=pk, rule__in=theirs):
        events.record(closed, "opened_dates", by=by, at=at, about=designation, dates=str(closed))
        closed.delete()


def check_may(by: Person, designation: Designation) -> None:
    if not (access.releases(by, designation) or people_access.office(by, designation)):
        raise NotAllowed(f"{by} may not release {designation.person}")
