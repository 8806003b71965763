"""The visit that follows: what the record says of it can be planned with the same press."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from drystone.alliances.calendar import same_hour
from drystone.people.models import Person
from drystone.questions import sheets

from . import visits
from .models import Visit, VisitState
from .visits import CannotPlan

__all__ = ["CannotPlan", "Proposed", "already", "plan", "proposed"]


@dataclass(frozen=True)
class Proposed:
    """As long as this visit, at the same hours, on the day that the record names."""

    starts_at: datetime
    ends_at: datetime
    half_days: int
    place: str


def already(visit: Visit) -> Visit | None:
    """The next visit that is planned there, if one is."""
    rows = visit.deployment.visits.filter(state=VisitState.PLANNED, starts_at__gt=visit.starts_at)
    return rows.exclude(pk=visit.pk).order_by("starts_at").first()


def proposed(visit: Visit) -> Proposed | None:
    """What would be planned; nothing where no day is named, it is not later, or a visit stands there on that day."""
    said = sheets.value(visit.record.sheet, "next_day")
    if not said or (day := date.fromisoformat(said)) <= localtime(visit.starts_at).date():
        return None
    standing = visit.deployment.visits.filter(state=VisitState.PLANNED, starts_at__date=day)
    return None if standing.exclude(pk=visit.pk).exists() else on(visit, day)


def on(visit: Visit, day: date) -> Proposed:
    starts, ends = (same_hour(moment, day) for moment in (visit.starts_at, visit.ends_at))
    return Proposed(starts, ends, visit.half_days, visit.place)


def plan(visit: Visit, what: Proposed, *, by: Person, at: datetime) -> Visit:
    """Everybody has the date. Planned twice for one day it is one visit. Raises CannotPlan."""
    visit.deployment.refresh_from_db()
    return visits.plan(
        visit.deployment,
        starts_at=what.starts_at,
        ends_at=what.ends_at,
        half_days=what.half_days,
        place=what.place,
        by=by,
        at=at,
    )
