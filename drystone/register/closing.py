"""A school has closed: whoever worked there goes on at one that followed it, from the day after."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from drystone.lifecycle import Refused
from drystone.people.models import Person
from drystone.schools.models import Organisation

from . import placements
from .models import Designation, Placement
from .placements import Change

DAY = timedelta(days=1)


def go_on(
    designation: Designation, closed: Organisation, school: Organisation, *, by: Person, at: datetime
) -> Placement:
    """She works there from the day after the school closed, in the job that she had; what was stays as it was.

    Where that day is not known, or lies before she came, from today. Pressed twice, it is once. Raises Refused for a
    head: a headship gives power over a school, and a closed one gives none over another.
    """
    now = placements.latest(designation)
    if now.school_id == school.pk:
        return now
    if now.school_id != closed.pk:
        raise Refused(f"{designation.person} does not work at {closed} any more.")
    if now.is_headteacher:
        raise Refused(f"{designation.person} was the headteacher. Record what they are now on their own page.")
    first = closed.closed_on + DAY if closed.closed_on else localdate(at)
    if not now.starts < first <= localdate(at):
        first = localdate(at)
    wanted = Change(school, False, now.job_title, first)
    return placements.change(designation, wanted, note=f"{closed} has closed.", by=by, at=at)
