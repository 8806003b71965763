"""Due lines: pulled from what was delivered, never pushed; each explained in a sentence; each made once.

From held visits whose record was sent and not disputed for the Alliance's number of working days, or was confirmed;
and from the registers of joint practice development groups, for their facilitators.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance
from drystone.deployment import visits, wording
from drystone.deployment.models import Deployment, RecordState, Visit, VisitState
from drystone.groups import registers
from drystone.groups.models import Attendance, Group, MeetingState
from drystone.history import events
from drystone.people.models import Person
from drystone.register import placements
from drystone.register.models import Designation

from . import rates
from .access import only_finance
from .models import DueLine, Rate, RateRole


def pull(alliance: Alliance, *, by: Person | None, at: datetime) -> list[DueLine]:
    """Makes every line that is due by now and not yet made. Running it twice makes nothing twice."""
    only_finance(by, alliance)
    visits_due, registers_due = due_visits(alliance, at), due_facilitation(alliance)
    made = [line_for_visit(pk, visits_due, by=by, at=at) for pk in list(visits_due.values_list("pk", flat=True))]
    made += [line_for_facilitation(row, by=by, at=at) for row in registers_due]
    return [line for line in made if line]


def pull_all(*, at: datetime) -> int:
    """Every alliance's lines that are due by now; how many were made."""
    return sum(len(pull(each, by=None, at=at)) for each in Alliance.objects.filter(suspended_on__isnull=True))


def due_visits(alliance: Alliance, at: datetime) -> QuerySet[Visit]:
    """Held visits whose record was confirmed, or sent and not disputed long enough."""
    quiet_since = WorkingDays(alliance).after(localdate(at), -alliance.dispute_working_days)
    settled = Q(record__state=RecordState.CONFIRMED) | Q(
        record__state=RecordState.SENT, record__sent_at__date__lte=quiet_since
    )
    return Visit.objects.filter(settled, alliance=alliance, state=VisitState.HELD, due_line__isnull=True)


@transaction.atomic
def line_for_visit(pk: int, still_due: QuerySet[Visit], *, by: Person | None, at: datetime) -> DueLine | None:
    """One visit becomes one line, at the rates of the agreement in force. Never more days than were agreed."""
    deployment = locked(pk)
    # Asked again behind the lock: its record may have been disputed, or another clock been here, since it was found.
    visit = still_due.filter(pk=pk).first()
    agreement = wording.in_force(deployment) if visit else None
    if visit is None or agreement is None:
        return None
    half_days = min(visit.half_days, agreement.half_days - paid(deployment))
    if half_days < 1:
        return None
    line = DueLine(
        alliance_id=visit.alliance_id,
        kind=DueLine.Kind.VISIT,
        home_school_id=deployment.home_school_id,
        visit=visit,
        payer_id=agreement.payer_id,
        on=localdate(visit.starts_at),
        half_days=half_days,
        rate_pence=agreement.reimbursement_pence,
        reimbursement_pence=rates.pro_rata(agreement.reimbursement_pence, half_days),
        charge_pence=rates.pro_rata(agreement.charge_pence, half_days),
        explanation=f"{deployment.leader.name} at {deployment.receiving_school.name}, {saying.days(half_days)}"[:300],
        made_at=at,
    )
    visits.lock(visit)
    return kept(line, by, at)


def locked(visit_pk: int) -> Deployment:
    """The deployment of a visit: whoever holds it makes its lines, one after the other."""
    rows = Deployment.objects.select_for_update(of=("self",), no_key=True).select_related("leader", "receiving_school")
    return rows.get(visits__pk=visit_pk)


def paid(deployment: Deployment) -> int:
    """Half-days already on due lines, credits counted against them."""
    # From its own lines to their credits: asked for either at once, PostgreSQL reads every line there is.
    lines = DueLine.objects.filter(visit__deployment=deployment)
    sums = lines.aggregate(owed=Sum("half_days"), credited=Sum("credit__half_days"))
    return (sums["owed"] or 0) + (sums["credited"] or 0)


def due_facilitation(alliance: Alliance) -> QuerySet[Attendance]:
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
def line_for_facilitation(found: Attendance, *, by: Person | None, at: datetime) -> DueLine | None:
    """One facilitator at one meeting becomes one line for her home school of that day, at the rate of that day.

    None for somebody who was no System Leader on that day, and as long as the rate card has no rate for it.
    """
    Attendance.objects.select_for_update(no_key=True).get(pk=found.pk)
    # Asked again behind the lock: the register may have been corrected, or another clock been here, meanwhile.
    row = due_facilitation(found.alliance).filter(pk=found.pk).first()
    if row is None:
        return None
    day = localdate(row.meeting.starts_at)
    designation = Designation.objects.designated_on(day).filter(alliance=row.alliance, person=row.person).first()
    there = placements.on(designation, day) if designation else None
    role = RateRole.HEADTEACHER if there and there.is_headteacher else RateRole.SYSTEM_LEADER
    rate = Rate.objects.on(day).filter(alliance=row.alliance, role=role).first()
    if there is None or rate is None:
        return None
    half_days = row.facilitated_half_days
    line = DueLine(
        alliance_id=row.alliance_id,
        kind=DueLine.Kind.FACILITATION,
        home_school_id=there.school_id,
        attendance=row,
        on=day,
        half_days=half_days,
        rate_pence=rate.reimbursement_pence,
        reimbursement_pence=rates.pro_rata(rate.reimbursement_pence, half_days),
        charge_pence=0,
        explanation=f"{row.person.name} facilitated {row.meeting.group.name}, {saying.days(half_days)}"[:300],
        made_at=at,
    )
    registers.lock(row)
    return kept(line, by, at)


def kept(line: DueLine, by: Person | None, at: datetime) -> DueLine:
    line.save()
    events.record(line, "due", by=by, at=at, pence=line.reimbursement_pence, half_days=line.half_days)
    return line
