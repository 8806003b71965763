"""What the clock does about transfers: those whose day has come happen, those that cannot come about fall away."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.lifecycle import AlreadyMoved
from drystone.register.models import Designation, DesignationState

from . import arrivals, crossing, departures, transferring
from .models import Arrival, ArrivalState, Departure, DepartureState


def take_due(*, at: datetime) -> int:
    """Transfers happen on their first day; returns how many. Where a designation ended otherwise, nothing comes of
    its transfer, and both alliances are told."""
    over = Departure.objects.open().filter(designation__state=DesignationState.ENDED)
    for departure in over:
        fall_away(departure, at=at)
    today = localdate(at)
    coming = Arrival.objects.filter(state=ArrivalState.CONFIRMED, first_day__lte=today)
    going = Departure.objects.filter(state=DepartureState.ACCEPTED, to_alliance=None, first_day__lte=today)
    return sum(bring(each, at=at) for each in coming.select_related("alliance", "person", "school")) + sum(
        let_go(each.pk, at=at) for each in going
    )


def fall_away(departure: Departure, *, at: datetime) -> None:
    try:
        departures.call_off(departure, by=None, at=at)
    except AlreadyMoved:  # somebody was quicker than the clock
        return


@transaction.atomic
def bring(arrival: Arrival, *, at: datetime) -> bool:
    """Whether it happens now: not twice, not while the giving alliance has something to settle, nor for somebody who
    has become a System Leader here meanwhile."""
    with crossing.giver(arrival) as departure:
        arrivals.hold(arrival)
        designation = Designation.objects.locked(departure.designation_id) if departure else None
        kept_back = arrivals.is_here(arrival) or (designation and transferring.has_something_to_settle(designation))
        if arrival.state != ArrivalState.CONFIRMED or kept_back:
            return False
        transferring.take_effect(arrival, departure, designation, by=None, at=at)
    return True


@transaction.atomic
def let_go(pk: int, *, at: datetime) -> bool:
    """To an alliance elsewhere."""
    departure = crossing.locked_departure(pk)
    designation = Designation.objects.locked(departure.designation_id)
    if departure.state != DepartureState.ACCEPTED or transferring.has_something_to_settle(designation):
        return False
    assert departure.first_day  # noqa: S101 a constraint
    transferring.end_here(departure, designation, departure.first_day, at=at)
    return True
