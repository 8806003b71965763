"""Pauses of a deployment: nobody plans a visit until it goes on, what was agreed stands."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person
from drystone.register.promises import NotEnoughRelease

from . import calling_off, days, emails, fates, wording
from .lifecycle import DEPLOYMENT
from .models import Deployment, Pause, VisitState, Why


@transaction.atomic
def pause(
    deployment: Deployment,
    *,
    until: date,
    reason: str,
    text: str,
    gives_back: bool = False,
    calls_off: bool = True,
    by: Person,
    at: datetime,
) -> Pause:
    """The work rests from today until a day; parties and the colleague helped are told until when, never why.

    Visits planned before that day are called off without a fee, or stay. The half-days of the terms in which it rests
    stay set aside, or those not planned go back to the home school until it goes on.

    Raises Refused for a day that is not to come, AlreadyMoved where the work does not stand.
    """
    deployment.hold_still()
    today = check_until(until, at)
    DEPLOYMENT.move(deployment, "pause", by=by, at=at)
    made = Pause.objects.create(alliance_id=deployment.alliance_id, deployment=deployment, starts=today, until=until)
    write_why(deployment, Why.Verb.PAUSE, reason, text, by=by, at=at)
    if calls_off:
        call_off(deployment, until, by=by, at=at)
    if gives_back:
        made.given_back = days.give_back_during(deployment, today, until, at=at)
        made.save(update_fields=["given_back"])
    events.record(made, "work_pause_set", by=by, at=at, until=until.isoformat(), given_back=made.given_back)
    emails.paused(made, at=at)
    return made


def check_until(until: date, at: datetime) -> date:
    today = localdate(at)
    if until <= today:
        raise Refused("The day on which the work goes on has to come after today.")
    return today


def write_why(deployment: Deployment, verb: str, reason: str, text: str, *, by: Person, at: datetime) -> Why:
    """Why, for the office alone."""
    alliance_id = deployment.alliance_id
    return Why.objects.create(
        alliance_id=alliance_id, deployment=deployment, verb=verb, reason=reason, text=text.strip(), by=by, at=at
    )


def call_off(deployment: Deployment, until: date, *, by: Person, at: datetime) -> None:
    """Those to come before a day; one whose time has passed waits for its write-up."""
    for visit in fates.planned(deployment):
        if visit.starts_at > at and localdate(visit.starts_at) < until:
            calling_off.cancel(visit, why="paused", by=by, at=at)


@transaction.atomic
def change_end(deployment: Deployment, until: date, *, calls_off: bool = True, by: Person, at: datetime) -> Pause:
    """The work goes on on another day, earlier or later; everybody is told. Said twice it is said once."""
    deployment.hold_still()
    standing = open_pause(deployment)
    check_until(until, at)
    if standing.until == until:
        return standing
    standing.until = until
    standing.save(update_fields=["until"])
    if calls_off:
        call_off(deployment, until, by=by, at=at)
    events.record(standing, "work_pause_moved", by=by, at=at, until=until.isoformat())
    emails.paused(standing, at=at)
    return standing


def open_pause(deployment: Deployment) -> Pause:
    standing = deployment.pauses.open().first()
    if standing is None:
        raise Refused("The work is not paused any more.")
    return standing


@transaction.atomic
def resume(deployment: Deployment, *, with_fewer: bool = False, by: Person, at: datetime) -> Deployment:
    """The work goes on: what went back to the home school is set aside anew, and visits may be planned.

    Raises Refused where the home school has fewer days left by now, unless it is to go on with those.
    """
    deployment.hold_still()
    DEPLOYMENT.move(deployment, "resume", by=by, at=at)
    standing = open_pause(deployment)
    if standing.given_back:
        standing.given_back -= take_again(deployment, standing.given_back, with_fewer, at)
    standing.ended_on = localdate(at)
    standing.save(update_fields=["given_back", "ended_on"])
    if deployment.visits.filter(state=VisitState.HELD).exists():
        DEPLOYMENT.move(deployment, "begin", by=by, at=at)
    emails.goes_on(deployment, at=at)
    return deployment


def take_again(deployment: Deployment, half_days: int, with_fewer: bool, at: datetime) -> int:
    """How many half-days the budgets carry again."""
    agreement = wording.in_force(deployment)
    if agreement is None:
        return 0
    try:
        return days.take_again(deployment, agreement, half_days, at=at)
    except NotEnoughRelease as short:
        if not with_fewer:
            raise days.TooFewLeft(deployment, half_days, short.left) from short
        return days.take_again(deployment, agreement, short.left, at=at) if short.left > 0 else 0


def end_with_the_work(deployment: Deployment, *, at: datetime) -> None:
    """The work is over, and with it a pause that was open."""
    deployment.pauses.open().update(ended_on=localdate(at))


def remind_over(*, at: datetime) -> int:
    """On the day on which the work was to go on the office is reminded, once for each day that was set; how many."""
    over = Pause.objects.open().filter(until__lte=localdate(at), alliance__suspended_on__isnull=True)
    named = ("alliance", "deployment__leader", "deployment__receiving_school", "deployment__request__owner")
    return sum(emails.pause_over(each, at=at) for each in over.select_related(*named))
