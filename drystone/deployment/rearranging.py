"""A visit moves: who asked and why is kept, every calendar moves, and the other side may say that it does not suit."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.people.access import heads
from drystone.people.models import Person
from drystone.register.models import SchoolDates

from . import emails
from .access import leads, office, visits_with
from .lifecycle import VISIT
from .models import Reason, Side, Visit, VisitMove, VisitState
from .sides import acting_for, side
from .visits import CannotPlan, book, check_agreed


@dataclass(frozen=True)
class Why:
    """Why a visit moves, by a reason and in words; `asked_by` where the office acts for a side."""

    reason: str = Reason.OTHER
    words: str = ""
    asked_by: str = ""
    inspection: SchoolDates | None = None


@transaction.atomic
def move(
    visit: Visit, *, starts_at: datetime, ends_at: datetime, why: Why, in_spite: str = "", by: Person, at: datetime
) -> Visit:
    """The visit moves at once, in every calendar; the other side is told, and can say that it does not suit.

    The same rules as when it was planned. Moved to where it is, nothing happens. Raises CannotPlan, AlreadyMoved once
    it was held, missed or called off.
    """
    if not (VISIT.may(by, visit, "cancel") or visits_with(by, visit)):
        raise NotAllowed("Only the leader, the school visited or the office may move a visit.")
    if moved := put(visit, starts_at, ends_at, why, in_spite=in_spite, by=by, at=at):
        emails.visit_moved(moved, at=at)
    return visit


def put(
    visit: Visit,
    starts_at: datetime,
    ends_at: datetime,
    why: Why,
    *,
    in_spite: str = "",
    by: Person,
    at: datetime,
) -> VisitMove | None:
    """The row of the move, with nobody told yet; None where the visit stands there already."""
    visit.deployment.hold_still()
    visit.refresh_from_db(fields=["state", "starts_at", "ends_at", "moved"])
    if visit.state != VisitState.PLANNED:
        raise AlreadyMoved(visit, "move", visit.state)
    was = (visit.starts_at, visit.ends_at)
    if was == (starts_at, ends_at):
        return None
    check_agreed(visit.deployment, localdate(starts_at), visit.half_days, moving=visit)
    check_free(visit, starts_at)
    visit.starts_at, visit.ends_at, visit.moved = starts_at, ends_at, visit.moved + 1
    visit.save(update_fields=["starts_at", "ends_at", "moved"])
    made = row(visit, was, why, by=by, at=at)
    made.save(force_insert=True)
    note = ": ".join(filter(None, (made.get_reason_display(), why.words)))
    events.record(visit, "moved", by=by, at=at, note=note, party=made.asked_by, starts_at=starts_at.isoformat())
    book(visit, in_spite, by=by, at=at)
    return made


def row(visit: Visit, was: tuple[datetime, datetime], why: Why, *, by: Person, at: datetime) -> VisitMove:
    """The row of a move that has been made; it is not written yet."""
    return VisitMove(
        alliance_id=visit.alliance_id,
        visit=visit,
        number=visit.moved,
        was_starts_at=was[0],
        was_ends_at=was[1],
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        asked_by=acting_for(by, visit, why.asked_by),
        reason=why.reason,
        words=why.words,
        by=by,
        at=at,
        inspection=why.inspection,
    )


def check_free(visit: Visit, starts_at: datetime) -> None:
    others = visit.deployment.visits.filter(starts_at=starts_at, state__in=(VisitState.PLANNED, VisitState.HELD))
    if others.exclude(pk=visit.pk).exists():
        raise CannotPlan("Another visit of this deployment begins at that moment.")


def last_move(visit: Visit) -> VisitMove | None:
    """The move by which it stands where it does."""
    return visit.moves.filter(number=visit.moved).select_related("by", "objected_by", "inspection").first()


def may_know_why(person: Person, move: VisitMove) -> bool:
    """That a school is being inspected, the leader, the office and that school's own head read; the other school reads
    only that the visit has moved."""
    visit = move.visit
    if move.reason != Reason.INSPECTION or leads(person, visit) or office(person, visit):
        return True
    work = visit.deployment
    called = work.receiving_school_id if move.asked_by == Side.SCHOOL else work.home_school_id
    return heads(person, move.inspection.school_id if move.inspection else called, visit.alliance_id)


def may_object(person: Person, move: VisitMove) -> bool:
    """The side that did not ask may say that the new day does not suit, once, while the visit is to come."""
    visit = move.visit
    waits = visit.state == VisitState.PLANNED and visit.moved == move.number and move.objected_at is None
    return waits and visits_with(person, visit) and side(person, visit) != move.asked_by


@transaction.atomic
def object_to(move: VisitMove, words: str, *, by: Person, at: datetime) -> VisitMove:
    """The new day does not suit: whoever moved the visit is told; it is marked, and stands until it moves again.

    Said twice it is said once. Raises NotAllowed, AlreadyMoved where the visit has moved on meanwhile.
    """
    move = VisitMove.objects.select_for_update().get(pk=move.pk)
    if move.objected_by_id == by.pk:
        return move
    move.visit.deployment.hold_still()
    move.visit.refresh_from_db(fields=["state", "moved"])
    if move.visit.moved != move.number or move.visit.state != VisitState.PLANNED:
        raise AlreadyMoved(move.visit, "object", move.visit.state)
    if not may_object(by, move):
        raise NotAllowed(f"{by} may not object to {move}")
    move.objection, move.objected_by, move.objected_at = words, by, at
    move.save(update_fields=["objection", "objected_by", "objected_at"])
    events.record(move.visit, "objected", by=by, at=at, note=words)
    emails.move_objected(move, at=at)
    return move


@transaction.atomic
def keep(move: VisitMove, *, by: Person, at: datetime) -> VisitMove:
    """They have spoken, and the new day stands; the mark goes. Pressed twice it is once."""
    if not VISIT.may(by, move.visit, "cancel"):
        raise NotAllowed(f"{by} may not settle {move}")
    move = VisitMove.objects.select_for_update().get(pk=move.pk)
    if move.is_open:
        move.settled_at = at
        move.save(update_fields=["settled_at"])
        events.record(move.visit, "kept_day", by=by, at=at)
    return move
