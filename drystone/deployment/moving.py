"""A leader moves to another school in the middle of her work: what was agreed stands, as it was signed.

The school that agreed releases her for the visits that are planned, and is reimbursed for them. Her new school has
agreed to nothing: no visit is planned from her first day there, until the office hands over and asks that school.
"""

from datetime import date

from django.utils.timezone import localdate

from drystone import saying
from drystone.register.models import Designation
from drystone.register.placements import Change

from .models import LIVING, Deployment, VisitState


def consequences(designation: Designation, wanted: Change) -> list[str]:
    """What becomes of each piece of work that is not over, said before the change is confirmed."""
    if wanted.school == designation.home_school:
        return []
    rows = designation.deployments.filter(state__in=LIVING).select_related("receiving_school", "home_school")
    return [becomes(each, wanted.starts) for each in rows.prefetch_related("visits")]


def becomes(deployment: Deployment, first: date) -> str:
    day, home = saying.day(first), deployment.home_school
    planned = [v for v in deployment.visits.all() if v.state == VisitState.PLANNED and localdate(v.starts_at) >= first]
    visits = f"{len(planned)} visit{' stands' if len(planned) == 1 else 's stand'} after that" if planned else ""
    said = f"{deployment.receiving_school}: the agreement with {home} stands as it was signed"
    rest = f"no new visit is planned from {day}; the office hands over, or stops it."
    return f"{said}; {visits + ', and ' if visits else ''}{rest}"
