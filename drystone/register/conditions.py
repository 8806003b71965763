"""What a designation depends on in an area, and the support that goes with it: due on a day, met, given more time."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.people.access import manager
from drystone.people.models import Person

from . import certificates, emails, held, release
from .lifecycle import CONDITION, DESIGNATION
from .models import Area, Condition, ConditionState, Designation, DesignationState

# How long before the day the leader and her head are reminded, and the office sees it.
AHEAD = timedelta(days=14)


class Asked(NamedTuple):
    """A condition, or a support plan, as it was decided."""

    area: Area
    kind: str
    terms: str
    due_on: date


def keep_all_back(areas: Sequence[tuple[Area, Any, Any]], asking: Sequence[Asked]) -> bool:
    """Whether no area counts before a condition is met."""
    conditioned = {each.area.pk for each in asking if each.kind == Condition.Kind.CONDITION}
    return bool(conditioned) and all(area.pk in conditioned for area, _, _ in areas)


def ask(designation: Designation, asking: Sequence[Asked], *, at: datetime) -> None:
    """These go with it from now on."""
    Condition.objects.bulk_create(
        Condition(
            alliance_id=designation.alliance_id,
            designation=designation,
            area=each.area,
            kind=each.kind,
            terms=each.terms,
            first_due_on=each.due_on,
            due_on=each.due_on,
            state_since=at,
        )
        for each in asking
    )


def put_right(designation: Designation, asking: Sequence[Asked], *, by: Person, at: datetime) -> None:
    """What is asked as before stays as it stands; what is not is dropped, and what is new is asked."""
    wanted = {(each.area.pk, each.kind, each.terms, each.due_on): each for each in asking}
    for standing in designation.conditions.standing():
        if not wanted.pop((standing.area_id, standing.kind, standing.terms, standing.first_due_on), None):
            CONDITION.move(standing, "drop", by=by, at=at, note="The decision was corrected.")
    ask(designation, list(wanted.values()), at=at)


def settle(designation: Designation, *, note: str, by: Person | None, at: datetime) -> bool:
    """With the first area that counts she is a System Leader; with none she waits. Returns whether she is one now."""
    counts = designation.areas.counting().exists()
    if counts and designation.state == DesignationState.PENDING:
        DESIGNATION.move(designation, "meet_condition", by=by, at=at, note=note)
        return True
    if not counts and designation.state == DesignationState.ACTIVE:
        DESIGNATION.move(designation, "set_condition", by=by, at=at, note=note)
    return False


@transaction.atomic
def meet(condition: Condition, *, note: str, by: Person, at: datetime) -> Condition:
    """It is met, or the support was given, as `note` says. The area counts from now on, and the certificate says so.

    With her first area she is a System Leader, and her home school is asked for days.
    """
    designation = living(condition, "meet")
    kept_back = condition.keeps_back
    CONDITION.move(condition, "meet", by=by, at=at, note=note, **settled(note, by))
    begins = settle(designation, note=note, by=by, at=at)
    if kept_back:
        certificates.made_anew(designation, by=by, at=at)
    emails.condition_met(condition, at=at)
    if begins:
        release.ask(designation, by=by, at=at)
    return condition


@transaction.atomic
def extend(condition: Condition, due_on: date, *, note: str, by: Person, at: datetime) -> Condition:
    """There is more time, for the reason that `note` gives; what was settled too soon is open again. She is told."""
    designation = living(condition, "extend")
    CONDITION.move(condition, "extend", by=by, at=at, note=note, due_on=due_on, **settled(note, None))
    settle(designation, note=note, by=by, at=at)
    if condition.keeps_back:
        certificates.made_anew(designation, by=by, at=at)
    emails.condition_extended(condition, at=at)
    return condition


@transaction.atomic
def miss(condition: Condition, *, note: str, by: Person, at: datetime) -> Condition:
    """It is not met. Nothing ends by itself: the office gives more time, or takes back the area or the designation."""
    designation = living(condition, "miss")
    CONDITION.move(condition, "miss", by=by, at=at, note=note, **settled(note, by))
    if condition.keeps_back:
        certificates.made_anew(designation, by=by, at=at)
    emails.condition_missed(condition, at=at)
    return condition


@transaction.atomic
def take_area_back(condition: Condition, *, note: str, by: Person, at: datetime) -> Designation:
    """What an area depended on was not met, and she is no longer designated for it; the others stand.

    Raises AlreadyMoved where it was not recorded as not met, and for the last area: that is to withdraw altogether.
    """
    designation = living(condition, "take back")
    if not manager(by, designation):
        raise NotAllowed(f"{by} may not take back areas of {designation.person}")
    if not may_take_area_back(condition, set(designation.areas.values_list("area", flat=True))):
        raise AlreadyMoved(condition, "take back the area of", condition.state)
    held.part_with(designation, designation.areas.filter(area=condition.area_id), on=timezone.localdate(at))
    events.record(designation, "area_taken_back", by=by, at=at, note=note, area=condition.area.name)
    certificates.made_anew(designation, by=by, at=at)
    emails.area_taken_back(condition, at=at)
    return designation


def may_take_area_back(condition: Condition, held: Collection[int]) -> bool:
    """Whether its area, of those that are held, may go by itself."""
    return condition.state == ConditionState.NOT_MET and condition.area_id in held and len(held) > 1


def living(condition: Condition, verb: str) -> Designation:
    """Its designation, locked. Raises AlreadyMoved when that has ended."""
    designation = condition.designation = Designation.objects.locked(condition.designation_id)
    if designation.state == DesignationState.ENDED:
        raise AlreadyMoved(condition, verb, designation.state)
    condition.refresh_from_db(fields=["state", "due_on"])
    return designation


def settled(note: str, by: Person | None) -> dict[str, Any]:
    return {"settled_by": by, "because": note}


def near(*, on: date) -> QuerySet[Condition]:
    """Those that run out within a fortnight, and have not yet."""
    return Condition.objects.live().filter(state=ConditionState.OPEN, due_on__gte=on, due_on__lte=on + AHEAD)


def remind_near(*, at: datetime) -> int:
    """A fortnight before the day the leader and her head are reminded, once for each day that is set; how many."""
    due = near(on=timezone.localdate(at)).filter(designation__alliance__suspended_on__isnull=True)
    rows = due.select_related("area", "designation__alliance", "designation__person", "designation__home_school")
    return sum(emails.condition_near(each, at=at) for each in rows)
