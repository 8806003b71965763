"""A visit that did not go as planned: its length and hours are put right by its record, within what was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate, localtime

from drystone import saying
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person
from drystone.questions import words
from drystone.register import away
from drystone.register.promises import NotEnoughRelease

from . import visits, wording
from .models import Deployment, Visit, VisitState

LENGTHS = {"half": 1, "whole": 2}
STANDING = (VisitState.PLANNED, VisitState.HELD)


class NotWithinAgreed(Refused):
    """What the record says of hours or length cannot stand; the sentence is for the leader, the key its question's."""

    def __init__(self, key: str, text: str):
        super().__init__(text)
        self.key = key


@dataclass(frozen=True)
class Held:
    """When and how long a visit was."""

    starts_at: datetime
    ends_at: datetime
    half_days: int


def as_said(visit: Visit, said: Mapping[str, Any]) -> Held:
    """The visit as its record has it: what the leader did not say was as planned."""
    if not said.get("differed"):
        return Held(visit.starts_at, visit.ends_at, visit.half_days)
    starts, ends = (
        clock_of(visit, said.get("from_time"), visit.starts_at),
        clock_of(visit, said.get("until_time"), visit.ends_at),
    )
    return Held(starts, ends, LENGTHS.get(said.get("length", ""), visit.half_days))


def clock_of(visit: Visit, typed: str | None, planned: datetime) -> datetime:
    at: time = words.clock(typed or "") or localtime(planned).time()
    return datetime.combine(localdate(visit.starts_at), at, get_current_timezone())


def check(visit: Visit, held: Held, *, at: datetime) -> None:
    """Raises NotWithinAgreed where the visit cannot have been so, or was longer than is left of what was agreed."""
    if held.ends_at <= held.starts_at:
        raise NotWithinAgreed("until_time", "The visit must end after it began.")
    if held.starts_at > at:
        raise NotWithinAgreed("from_time", f"It is not yet {saying.clock(held.starts_at)} on that day.")
    others = visit.deployment.visits.filter(state__in=STANDING, starts_at=held.starts_at).exclude(pk=visit.pk)
    if others.exists():
        raise NotWithinAgreed("from_time", "Another visit of yours there began at that time.")
    agreement = wording.in_force(visit.deployment)
    left = agreement.half_days - visits.taken(visit.deployment, but=visit) if agreement else 0
    if held.half_days > max(left, visit.half_days):
        text = (
            f"{saying.days(left)} of what was agreed is left for it. Send it as planned, and ask the office for more."
        )
        raise NotWithinAgreed("length", text)


@transaction.atomic
def correct(visit: Visit, said: Mapping[str, Any], *, by: Person, at: datetime) -> Visit:
    """The visit becomes what it was, once; the home school's count of days follows.

    Raises NotWithinAgreed.
    """
    return put_right(visit, as_said(visit, said), by=by, at=at)


@transaction.atomic
def put_right(visit: Visit, held: Held, *, by: Person, at: datetime) -> Visit:
    """The visit becomes what it was; the home school's count of days follows. Raises NotWithinAgreed."""
    if held == Held(visit.starts_at, visit.ends_at, visit.half_days):
        return visit
    Deployment.objects.select_for_update().get(pk=visit.deployment_id)
    check(visit, held, at=at)
    was = saying.days(visit.half_days)
    visit.starts_at, visit.ends_at, visit.half_days = held.starts_at, held.ends_at, held.half_days
    visit.save(update_fields=["starts_at", "ends_at", "half_days"])
    hours = f"{saying.clock(held.starts_at)} to {saying.clock(held.ends_at)}"
    note = f"{hours}, {saying.days(held.half_days)}; planned: {was}"
    events.record(visit, "put_right", by=by, at=at, note=note)
    count_again(visit, at)
    return visit


def count_again(visit: Visit, at: datetime) -> None:
    """It took place, whatever rule spoke against the day; only the budget of the term can still say no."""
    deployment = visit.deployment
    whose: dict[str, Any] = {"person": deployment.leader, "home_school": deployment.home_school, "at": at}
    whose |= {"on": localdate(visit.starts_at), "half_days": visit.half_days, "in_spite": True}
    try:
        away.book(deployment, visit.pk, **whose)
    except NotEnoughRelease as short:
        text = f"The release budget of that term has {saying.days(short.left)} left."
        raise NotWithinAgreed("length", text) from short
