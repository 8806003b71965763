"""Another term: granted ahead, begun the day after the one before it ends. The two are one line of designations."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from . import conditions, pauses, placements, release
from .lifecycle import DESIGNATION, LIVING
from .models import Designation, DesignationState, Ending, Pause

DAY = timedelta(days=1)


def state_at_first(starts: date, *, waits: bool, today: date) -> str:
    """How a designation stands when it is made: to come, waiting for a condition, or active."""
    if starts > today:
        return DesignationState.TO_COME
    return DesignationState.PENDING if waits else DesignationState.ACTIVE


def make_room(before: Designation, *, at: datetime) -> date:
    """The first day of what renews this one: the day after it ends; today, where it has ended or run out already, and
    then it ends as renewed. Nothing is backdated."""
    today = localdate(at)
    if before.state not in LIVING:
        return today
    starts = max(before.ends + DAY, today)
    if starts <= today:
        end_renewed(before, at=at)
    return starts


def end_renewed(before: Designation, *, at: datetime) -> None:
    """The earlier one ends as renewed, on its own last day."""
    if before.state in LIVING:
        DESIGNATION.move(before, "renew", by=None, at=at, ending=Ending.RENEWED, ended_on=before.ends)


def begin_due(*, at: datetime) -> int:
    """Designations whose first day has come begin, and what they renew ends as renewed; returns how many.

    While a pause stops the clock of the earlier one it has not ended, and the next waits until she is back.
    """
    stopped = Pause.objects.open().filter(designation=OuterRef("renews"), stops_clock=True)
    waits = Q(Exists(stopped), renews__state=DesignationState.PAUSED)
    due = Designation.objects.filter(state=DesignationState.TO_COME, starts__lte=localdate(at)).exclude(waits)
    return sum(begin(pk, at=at) for pk in due.order_by("starts", "pk").values_list("pk", flat=True))


@transaction.atomic
def begin(pk: int, *, at: datetime) -> bool:
    """Whether it began now: of two clocks at once one begins it."""
    designation = Designation.objects.locked(pk)
    if designation.state != DesignationState.TO_COME:
        return False
    assert designation.renews_id  # noqa: S101 only what renews another is ever to come
    before = Designation.objects.locked(designation.renews_id)
    end_renewed(before, at=at)
    DESIGNATION.move(designation, "begin", by=None, at=at)
    conditions.settle(designation, note="", by=None, at=at)
    take_over(designation, before, at=at)
    return True


def take_over(designation: Designation, before: Designation, *, at: datetime) -> None:
    """The new term goes on where the earlier one stops: where she works, what she wrote for the directory, a notice of
    removal that is not decided, a pause that is under way, the days that were granted. Her home school is asked for
    days only where none are granted yet."""
    designation.portrait = designation.portrait or before.portrait
    designation.save(update_fields=["portrait"])
    before.removals.open().update(designation=designation)
    if before.ending == Ending.RENEWED:
        placements.carry_over(before, designation)
    else:
        placements.begin(designation)
    held = before.pauses.open().first()
    pauses.stop(before)
    if held and held.back_on > designation.starts and designation.state == DesignationState.ACTIVE:
        pauses.carry_over(held, designation, at=at)
    if designation.state == DesignationState.ACTIVE and not release.is_granted(designation, localdate(at)):
        release.ask(designation, by=None, at=at)
