"""What is owed for facilitating joint practice development groups, from the registers of their meetings."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.deployment.models import Flow, Unit
from drystone.groups import registers
from drystone.groups.models import Attendance, Group, MeetingState
from drystone.history import events
from drystone.people.models import Person
from drystone.register import placements
from drystone.register.models import Designation

from . import pricing
from .models import DueLine, Rate, RateRole


def pull(alliance: Alliance, *, by: Person | None, at: datetime) -> int:
    """Makes the lines that are due for facilitators; how many."""
    return sum(line_of(row, by=by, at=at) is not None for row in due(alliance))


def due(alliance: Alliance) -> QuerySet[Attendance]:
    """Facilitators on the registers of joint practice development groups' meetings."""
    rows = Attendance.objects.filter(
        alliance=alliance,
        came=True,
        taken_back=False,
        facilitated_half_days__gte=1,
        meeting__state=MeetingState.HELD,
        meeting__group__kind=Group.Kind.JOINT_PRACTICE,
        due_line__isnull=True,
    )
    return rows.select_related("meeting__group", "person", "alliance")


@transaction.atomic
def line_of(found: Attendance, *, by: Person | None, at: datetime) -> DueLine | None:
    """One facilitator at one meeting becomes one line for her home school of that day, at the rate of that day.

    None for somebody who was no System Leader on that day, and as long as the rate card has no rate for it.
    """
    Attendance.objects.select_for_update(no_key=True).get(pk=found.pk)
    # Asked again behind the lock: the register may have been corrected, or another clock been here, meanwhile.
    row = due(found.alliance).filter(pk=found.pk).first()
    if row is None:
        return None
    day = localdate(row.meeting.starts_at)
    designation = Designation.objects.designated_on(day).filter(alliance=row.alliance, person=row.person).first()
    there = placements.on(designation, day) if designation else None
    role = RateRole.HEADTEACHER if there and there.is_headteacher else RateRole.SYSTEM_LEADER
    rate = Rate.objects.on(day).filter(alliance=row.alliance, role=role, unit=Unit.DAY).first()
    if there is None or rate is None:
        return None
    half_days = row.facilitated_half_days
    line = DueLine.objects.create(
        alliance_id=row.alliance_id,
        kind=DueLine.Kind.FACILITATION,
        home_school_id=there.school_id,
        attendance=row,
        on=day,
        flow=Flow.REIMBURSED,
        half_days=half_days,
        half_units=half_days,
        vat_code=rate.vat_code,
        rate_pence=rate.reimbursement_pence,
        reimbursement_pence=pricing.amount(rate.reimbursement_pence, half_days),
        charge_pence=0,
        explanation=explained(row, half_days),
        made_at=at,
    )
    registers.lock(row)
    events.record(line, "due", by=by, at=at, pence=line.reimbursement_pence, half_days=half_days)
    return line


def explained(row: Attendance, half_days: int) -> str:
    """Tom Raine facilitated Planning together, meeting of Tuesday 10 November 2026, ½ day."""
    end = f", meeting of {saying.day(row.meeting.starts_at)}, {saying.days(half_days)}"
    return f"{row.person.name} facilitated {row.meeting.group.name}"[: 300 - len(end)] + end
