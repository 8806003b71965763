"""What becomes of visits that are planned when the work ends: said of each of them, before anything is done."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from drystone import saying
from drystone.lifecycle import Refused
from drystone.people.models import Person

from . import calling_off, records, visits
from .models import Deployment, Visit, VisitState


class Fate(StrEnum):
    HELD = "held"
    MISSED = "missed"
    CALLED_OFF = "called_off"


class VisitsOpen(Refused):
    """A visit is planned, and nobody said what becomes of it."""


def planned(deployment: Deployment) -> list[Visit]:
    """The visits that are planned, the earliest first: some of them may have taken place, and nobody wrote them up."""
    rows = list(deployment.visits.filter(state=VisitState.PLANNED).order_by("starts_at"))
    for visit in rows:
        visit.deployment = deployment
    return rows


def settle(deployment: Deployment, fates: Mapping[int, str], *, by: Person | None, at: datetime) -> None:
    """Does with every planned visit what was said of it, by its number.

    Raises VisitsOpen for one of which nothing was said: it may have been planned while somebody looked at the page.
    """
    rows = planned(deployment)
    unsaid = [saying.day(visit.starts_at) for visit in rows if visit.pk not in fates]
    if unsaid:
        raise VisitsOpen(f"A visit is still planned: {saying.listed(unsaid)}. Say what becomes of it.")
    for visit in rows:
        become(visit, fates[visit.pk], by=by, at=at)


def become(visit: Visit, fate: str, *, by: Person | None, at: datetime) -> None:
    if by is None:
        raise VisitsOpen("What becomes of a visit is for a person to say.")
    if fate == Fate.HELD:
        visits.hold(visit, by=by, at=at)
        records.lay_out(visit, at=at)  # it is owed from now on, and stands among what is overdue
    elif fate == Fate.MISSED:
        calling_off.miss(visit, why="missed", by=by, at=at)
    else:
        calling_off.cancel(visit, why="called_off", by=by, at=at)
