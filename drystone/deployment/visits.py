"""Visits: planned once everybody has agreed, held, moved, cancelled by whom and why, missed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays, is_bank_holiday
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


class CannotPlan(Exception):
    """Why this visit cannot be planned; the sentence is for whoever plans it."""


class AgainstRules(CannotPlan):
    """A rule of the home school speaks against the day."""


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
    Deployment.objects.select_for_update().get(pk=deployment.pk)
    deployment.refresh_from_db()
    if planned := deployment.visits.filter(state=VisitState.PLANNED, starts_at=starts_at).first():
        return planned
    check_agreed(deployment, localdate(starts_at), half_days)
    visit = Visit.objects.create(
        alliance_id=deployment.alliance_id,
        deployment=deployment,
        starts_at=starts_at,
        ends_at=ends_at,
        half_days=half_days,
        place=place,
        state_since=at,
    )
    events.record(visit, "planned", by=by, at=at, starts_at=starts_at.isoformat(), half_days=half_days)
    book(visit, in_spite, by=by, at=at)
    looking_after.in_touch(deployment.request, by=by, at=at)
    emails.visit_planned(visit, at=at)
    return visit


def book(visit: Visit, in_spite: str, *, by: Person, at: datetime) -> None:
    """The leader's school keeps its day free for it."""
    deployment = visit.deployment
    if in_spite and not office(by, deployment):
        raise CannotPlan("Only the office may plan in spite of what the home school has said.")
    whose: dict[str, Any] = {"person": deployment.leader, "home_school": deployment.home_school, "at": at}
    whose |= {"on": localdate(visit.starts_at), "half_days": visit.half_days, "in_spite": bool(in_spite)}
    try:
        against = away.book(deployment, visit.pk, **whose)
    except away.CannotBeAway as no:
        raise AgainstRules(str(no)) from no
    except NotEnoughRelease as short:
        raise CannotPlan(f"The release budget of that term has {saying.days(short.left)} left.") from short
    if against:
        events.record(visit, "planned_in_spite", by=by, at=at, note=in_spite, rule=against)
        emails.planned_in_spite(visit, against, in_spite, at=at)


def check_agreed(deployment: Deployment, day: date, half_days: int, *, moving: Visit | None = None) -> None:
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


def warnings(deployment: Deployment, day: date) -> list[str]:
    """What speaks against a day, without forbidding it: no school, a bank holiday, another visit of hers."""
    found = []
    if day.weekday() >= 5:
        found.append("That day is at a weekend.")
    elif is_bank_holiday(day):
        found.append("That day is a bank holiday.")
    elif not WorkingDays(deployment.alliance).includes(day):
        found.append("That day is in the school holidays.")
    others = Visit.objects.filter(deployment__leader=deployment.leader, state=VisitState.PLANNED)
    if others.filter(starts_at__date=day).exists():
        found.append(f"{deployment.leader} has another visit on that day.")
    return found


@transaction.atomic
def move(
    visit: Visit,
    *,
    starts_at: datetime,
    ends_at: datetime,
    why: str,
    in_spite: str = "",
    by: Person,
    at: datetime,
) -> Visit:
    """The visit moves, in every calendar; who asked and why is kept. The same rules as when it was planned."""
    visit.deployment = Deployment.objects.select_for_update().get(pk=visit.deployment_id)
    visit.refresh_from_db(fields=["state", "starts_at", "ends_at", "moved"])
    if (visit.starts_at, visit.ends_at) == (starts_at, ends_at):
        return visit
    check_agreed(visit.deployment, localdate(starts_at), visit.half_days, moving=visit)
    if not VISIT.may(by, visit, "hold") and not VISIT.may(by, visit, "cancel"):
        raise CannotPlan("Only the leader, the school visited or the office may move a visit.")
    visit.starts_at, visit.ends_at, visit.moved = starts_at, ends_at, visit.moved + 1
    visit.save(update_fields=["starts_at", "ends_at", "moved"])
    events.record(visit, "moved", by=by, at=at, note=why, starts_at=starts_at.isoformat())
    book(visit, in_spite, by=by, at=at)
    emails.visit_planned(visit, at=at)
    return visit


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
def cancel(visit: Visit, *, why: str, by: Person, at: datetime) -> Visit:
    """Called off, by whom and why; it leaves every calendar."""
    VISIT.move(visit, "cancel", by=by, at=at, note=why, cancelled_for=why[:40], moved=visit.moved + 1)
    away.take_back(visit.deployment, visit.pk)
    emails.visit_cancelled(visit, at=at)
    return visit


@transaction.atomic
def miss(visit: Visit, *, why: str, by: Person, at: datetime) -> Visit:
    """Somebody did not come; the half-days are free again."""
    VISIT.move(visit, "miss", by=by, at=at, note=why)
    away.take_back(visit.deployment, visit.pk)
    return visit


@transaction.atomic
def lock(visit: Visit) -> None:
    """Its half-days are counted elsewhere now, and change no more."""
    Visit.objects.filter(pk=visit.pk).update(locked=True)
