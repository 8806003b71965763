"""Lists of visits: a leader's own, and those of an alliance that wait for something."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays, midnight
from drystone.alliances.models import Alliance
from drystone.people.models import Person
from drystone.questions.models import Answer

from .models import Visit, VisitEvaluation, VisitMove, VisitRecord, VisitState

SHOWN = ("deployment__leader", "deployment__receiving_school", "record")
# Each list of the office, with the words for it and the order of its rows.
KINDS = {
    "overdue": "Overdue to write up",
    "passed": "All to write up",
    "coming": "To come",
    "unsuited": "Moved to a day that does not suit",
    "off": "Called off",
    "missed": "Missed",
    "without": "Done without an evaluation",
}
NEWEST_FIRST = ("off", "missed", "without")


def hers(leader: Person) -> QuerySet[Visit]:
    """A leader's visits, with what a list shows of them."""
    return Visit.objects.filter(deployment__leader=leader).select_related(*SHOWN, "evaluation")


def coming(rows: QuerySet[Visit], at: datetime) -> QuerySet[Visit]:
    return rows.filter(state=VisitState.PLANNED, ends_at__gte=at).order_by("starts_at", "pk")


def to_write_up(rows: QuerySet[Visit], at: datetime) -> QuerySet[Visit]:
    """Over, and one of the two documents has not gone; the longest ago first."""
    return rows.filter(unwritten(), ends_at__lt=at).order_by("starts_at", "pk")


def unwritten() -> Q:
    """Not held yet, or held and one of the two documents has not gone."""
    records = VisitRecord.objects.filter(visit=OuterRef("pk"), state__in=VisitRecord.SENT)
    given = VisitEvaluation.objects.filter(visit=OuterRef("pk"), state__in=("given", "not_needed"))
    return Q(state=VisitState.PLANNED) | Q(state=VisitState.HELD) & (~Exists(records) | ~Exists(given))


def behind(rows: QuerySet[Visit], at: datetime) -> QuerySet[Visit]:
    """All that lies behind and is not still to be written up, whatever became of it."""
    return rows.filter(~unwritten(), ends_at__lt=at)


def of_alliance(alliance: Alliance, kind: str, *, at: datetime) -> QuerySet[Visit]:
    """One list of the office. What is over and still stands as planned has not been written up, and what was held may
    wait for its evaluation: two indexes find those few, however many visits were held. Of these lists `begun` says
    whether anything has been written yet."""
    rows = Visit.objects.filter(alliance=alliance).select_related(*SHOWN, "evaluation")
    planned = rows.filter(state=VisitState.PLANNED)
    if kind == "coming":
        return planned.filter(starts_at__gte=at)
    if kind == "unsuited":
        return planned.filter(starts_at__gte=at).filter(Exists(unsuited()))
    if kind == "without":
        return rows.filter(evaluation__state="not_needed")
    if kind in NEWEST_FIRST:
        return rows.filter(state=VisitState.CANCELLED if kind == "off" else VisitState.MISSED)
    before = late_before(alliance, at) if kind == "overdue" else at
    half = VisitEvaluation.objects.filter(alliance=alliance, state__in=("due", "draft"), visit__state=VisitState.HELD)
    halves = half.filter(visit__starts_at__lt=before, visit__ends_at__lt=at).order_by().values("visit")
    nothing = planned.filter(starts_at__lt=before, ends_at__lt=at).order_by().values("pk")
    typed = Answer.objects.filter(sheet=OuterRef("record__sheet")).order_by()
    return rows.filter(pk__in=nothing.union(halves, all=True)).annotate(begun=Exists(typed))


def unsuited() -> QuerySet[VisitMove]:
    """Their last move, which somebody objected to and nobody has settled."""
    return VisitMove.objects.filter(
        visit=OuterRef("pk"), number=OuterRef("moved"), objected_at__isnull=False, settled_at__isnull=True
    )


def late_before(alliance: Alliance, at: datetime) -> datetime:
    """A visit that began before this moment should have been written up by now."""
    working = WorkingDays(alliance)
    return midnight(working.after(localdate(at), -alliance.visit_record_working_days))
