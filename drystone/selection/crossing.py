"""What passes between two alliances when a System Leader transfers, and the one door by which it does.

Of her records only what the receiving alliance needs is told, as lines written for it. The rows of the other alliance
are open only inside `giver` and `receiver`, one alliance and no other, while its side of the transfer is locked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.timezone import localdate

from drystone import saying, walls
from drystone.register.models import Condition, ConditionState, Designation, Training

from .models import Arrival, Decision, DecisionState, Departure


@dataclass(frozen=True)
class Grounds:
    """On what somebody was designated: when the reference was given and the decision released, never their words."""

    reference_given_on: date
    decision_released_on: date


def grounds(designation: Designation) -> Grounds | None:
    """The given reference and the released decision behind a designation, here or where she came from."""
    released = Decision.objects.filter(designation=designation, state=DecisionState.RELEASED)
    decision = released.select_related("rests_on").first()
    if decision and decision.rests_on and decision.rests_on.given_at and decision.released_at:
        return Grounds(localdate(decision.rests_on.given_at), localdate(decision.released_at))
    if brought := Arrival.objects.filter(designation=designation).first():
        return Grounds(brought.reference_given_on, brought.decision_released_on)
    return grounds(designation.renews) if designation.renews else None


def areas(designation: Designation) -> QuerySet[Any]:
    """What she holds, each with the `terms` of what still waits there, if anything: of which kind, and by when."""
    waiting = Condition.objects.standing().exclude(state=ConditionState.MET)
    here = waiting.filter(designation=OuterRef("designation"), area=OuterRef("area"))
    told = {"terms": "terms", "terms_kind": "kind", "due_on": "due_on"}
    rows = {name: Subquery(here.values(column)[:1]) for name, column in told.items()}
    return designation.areas.select_related("area").annotate(**rows)


def learned(designation: Designation) -> list[str]:
    """In lines: how far her induction is, and the hours she noted, by kind; none of her own words."""
    items = list(designation.induction.values_list("done_on", flat=True))
    said = []
    if items and None not in items:
        said.append(f"Induction finished on {saying.day(max(day for day in items if day))}.")
    elif items:
        said.append(f"Induction: {len([day for day in items if day])} of {len(items)} done.")
    rows = Training.objects.filter(alliance_id=designation.alliance_id, person_id=designation.person_id)
    for kind, minutes in rows.order_by("kind").values_list("kind").annotate(total=Sum("minutes")):
        said.append(f"{Training.Kind(kind).label}: {saying.hours(minutes)}.")
    return said


@contextmanager
def giver(arrival: Arrival) -> Iterator[Departure | None]:
    """The other side of somebody who comes, locked; None where she comes from elsewhere."""
    if arrival.crossing is None or arrival.from_alliance_id is None:
        yield None
        return
    with walls.open_also(arrival.from_alliance_id):
        yield locked_departure(arrival.crossing)


@contextmanager
def receiver(departure: Departure) -> Iterator[Arrival | None]:
    """The other side of somebody who goes, locked; None where the other alliance is not here, or knows nothing yet."""
    if departure.to_alliance_id is None:
        yield None
        return
    with walls.open_also(departure.to_alliance_id):
        rows = Arrival.objects.select_for_update(of=("self",)).select_related("alliance", "person")
        yield rows.filter(crossing=departure.pk).first()


def locked_departure(pk: int) -> Departure:
    """As it is now, held until the transaction ends; always before the other side: two never wait in a ring."""
    rows = Departure.objects.select_for_update(of=("self",))
    return rows.select_related("alliance", "designation__person", "designation__home_school").get(pk=pk)
