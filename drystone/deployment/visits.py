"""Visits: planned once everybody has agreed, one or several at once, and held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from drystone import saying
from drystone.brokering import looking_after
from drystone.history import events
from drystone.people.models import Person
from drystone.register import away, placements
from drystone.register.promises import NotEnoughRelease

from . import emails, wording
from .access import office
from .lifecycle import DEPLOYMENT, VISIT
from .models import Deployment, DeploymentState, Visit, VisitState

PLANNABLE = (DeploymentState.AGREED, DeploymentState.UNDER_WAY)
MOVABLE = (*PLANNABLE, DeploymentState.AGREEING, DeploymentState.PAUSED)  # what is planned gives way to an inspection


class CannotPlan(Exception):
    """Why this visit cannot be planned; the sentence is for whoever plans it."""


class AgainstRules(CannotPlan):
    """A rule of the home school speaks against the day."""


@dataclass(frozen=True)
class Wish:
    """One of several visits that are planned together."""

    starts_at: datetime
    ends_at: datetime
    half_days: int
    place: str = ""


class CannotPlanAll(CannotPlan):
    """Why none of several is planned; `place` says which of them it is about."""

    def __init__(self, why: str, place: int):
        super().__init__(why)
        self.place = place


@transaction.atomic
def plan(
    deployment: Deployment,
    *,
    starts_at: datetime,
    ends_at: datetime,
    half_days: int,
    place: str = "",
    in_spite: str = "",
    by: Person,
    at: datetime,
) -> Visit:
    """Puts a visit into everybody's calendar (an .ics goes to leader, receiving head and the colleague helped).

    Planned twice for one moment it is one visit. Where a rule of the home school speaks against the day the office may
    plan it in spite of that, for a reason that the head is told.

    Raises CannotPlan before every party has agreed, outside the agreed dates, or beyond the agreed days.
    """
    deployment.hold_still()
    visit, is_new = put_in(deployment, Wish(starts_at, ends_at, half_days, place), in_spite, by=by, at=at)
    if is_new:
        looking_after.in_touch(deployment.request, by=by, at=at)
        emails.visit_planned(visit, at=at)
    return visit


@transaction.atomic
def plan_several(deployment: Deployment, wishes: Iterable[Wish], *, by: Person, at: datetime) -> list[Visit]:
    """Several visits at once, or none of them; everybody gets one message with all the days.

    Pressed twice they are planned once. Raises CannotPlanAll, which says about which of them.
    """
    deployment.hold_still()
    planned = []
    for place, wish in enumerate(wishes):
        try:
            planned.append(put_in(deployment, wish, "", by=by, at=at))
        except CannotPlan as no:
            raise CannotPlanAll(str(no), place) from no
    if new := [visit for visit, is_new in planned if is_new]:
        looking_after.in_touch(deployment.request, by=by, at=at)
        emails.visits_planned(new, at=at)
    return [visit for visit, _ in planned]


def put_in(deployment: Deployment, wish: Wish, in_spite: str, *, by: Person, at: datetime) -> tuple[Visit, bool]:
    """The visit, and whether it is new."""
    if planned := deployment.visits.filter(state=VisitState.PLANNED, starts_at=wish.starts_at).first():
        return planned, False
    check_agreed(deployment, localdate(wish.starts_at), wish.half_days)
    visit = Visit.objects.create(
        alliance_id=deployment.alliance_id, deployment=deployment, state_since=at, **vars(wish)
    )
    events.record(visit, "planned", by=by, at=at, starts_at=wish.starts_at.isoformat(), half_days=wish.half_days)
    book(visit, in_spite, by=by, at=at)
    return visit, True


def book(visit: Visit, in_spite: str, *, by: Person, at: datetime, is_past: bool = False) -> None:
    """The leader's school keeps its day free for it; of a day that is past no rule asks any more."""
    deployment = visit.deployment
    if in_spite and not office(by, deployment):
        raise CannotPlan("Only the office may plan in spite of what the home school has said.")
    whose: dict[str, Any] = {"person": deployment.leader, "home_school": deployment.home_school, "at": at}
    whose |= {"on": localdate(visit.starts_at), "half_days": visit.half_days, "in_spite": bool(in_spite) or is_past}
    try:
        against = away.book(deployment, visit.pk, **whose)
    except away.CannotBeAway as no:
        raise AgainstRules(str(no)) from no
    except NotEnoughRelease as short:
        raise CannotPlan(f"The release budget of that term has {saying.days(short.left)} left.") from short
    if against and not is_past:
        events.record(visit, "planned_in_spite", by=by, at=at, note=in_spite, rule=against)
        emails.planned_in_spite(visit, against, in_spite, at=at)


def check_agreed(deployment: Deployment, day: date, half_days: int, *, moving: Visit | None = None) -> None:
    """What forbids a visit on a day."""
    if deployment.state == DeploymentState.PAUSED:
        raise CannotPlan("The work is paused. Let it go on first; then visits can be planned.")
    if deployment.state not in PLANNABLE:
        raise CannotPlan("A visit can be planned once every party has agreed.")
    agreement = wording.in_force(deployment)
    if agreement is None or not agreement.starts <= day <= agreement.ends:
        raise CannotPlan("That day lies outside the dates that were agreed. Change the agreement first.")
    check_still_there(deployment, day)
    left = agreement.half_days - taken(deployment, but=moving)
    if half_days > left:
        raise CannotPlan(f"Agreed: {saying.days(agreement.half_days)}. Left to plan: {saying.days(left)}.")


def check_still_there(deployment: Deployment, day: date) -> None:
    """The school that agreed must be hers on that day: where she moves to, nobody has agreed to anything."""
    placement = placements.on(deployment.designation, day)
    if placement and placement.school_id != deployment.home_school_id:
        raise CannotPlan(
            f"On that day {deployment.leader} works at {placement.school}, which has not agreed to this. "
            "The office hands over, and asks that school."
        )


def taken(deployment: Deployment, *, but: Visit | None = None) -> int:
    """Half-days planned or held."""
    rows = deployment.visits.filter(state__in=(VisitState.PLANNED, VisitState.HELD))
    if but:
        rows = rows.exclude(pk=but.pk)
    return rows.aggregate(sum=Sum("half_days"))["sum"] or 0


@transaction.atomic
def hold(visit: Visit, *, by: Person, at: datetime) -> Visit:
    """It took place. With the first one the deployment is under way. Raises CannotPlan before its day."""
    if visit.starts_at > at:
        raise CannotPlan("The visit has not taken place yet.")
    VISIT.move(visit, "hold", by=by, at=at)
    deployment = visit.deployment
    away.use(deployment, visit.pk)
    if deployment.state == DeploymentState.AGREED:
        DEPLOYMENT.move(deployment, "begin", by=by, at=at)
    return visit


@transaction.atomic
def lock(numbers: Iterable[int]) -> None:
    """Their half-days are counted elsewhere now, and change no more."""
    Visit.objects.filter(pk__in=numbers).update(locked=True)
