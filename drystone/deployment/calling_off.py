"""A visit that does not take place: called off by whom, with how much notice, at what cost; or missed by whom.

Only the school that is visited pays for calling off late, and only for a reason of its own: the table of the agreement
in force says how much. What is due is kept on the visit, in hundredths of what it would have cost, for whoever counts
the money later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances import cancelling
from drystone.alliances.calendar import WorkingDays
from drystone.people.models import Person
from drystone.register import away

from . import emails, wording
from .lifecycle import VISIT
from .models import NO_FAULT, Agreement, Reason, Side, Visit, VisitMove, VisitState
from .sides import acting_for
from .visits import CannotPlan, book, check_agreed


@dataclass(frozen=True)
class Moved:
    """A day on which the visit stood until the school moved it late: with how many working days' notice, and until
    which day that costs nothing."""

    former: date
    notice: int
    until: date


@dataclass(frozen=True)
class Cost:
    """How many working days' notice counts, and what is due for it, in per cent; `moved` where less counts than is
    given, because the school moved the visit late and far."""

    notice: int
    charged: int = 0
    reimbursed: int = 0
    moved: Moved | None = None

    @property
    def free(self) -> bool:
        return not (self.charged or self.reimbursed)


def cost(visit: Visit, *, asked_by: str, reason: str, at: datetime) -> Cost:
    """What calling it off now would cost, by the agreement in force."""
    notice = notice_given(visit, localdate(at))
    agreement = wording.in_force(visit.deployment)
    if asked_by != Side.SCHOOL or reason in NO_FAULT or agreement is None:
        return Cost(notice)
    moved = moved_far(visit, agreement)
    if moved and moved.notice < notice:
        return Cost(moved.notice, *cancelling.shares(agreement.cancellation, moved.notice), moved)
    return Cost(notice, *cancelling.shares(agreement.cancellation, notice))


def table_of(visit: Visit) -> list[list[int]]:
    """The table that the parties agreed to."""
    agreement = wording.in_force(visit.deployment)
    return agreement.cancellation if agreement else []


def moved_far(visit: Visit, agreement: Agreement) -> Moved | None:
    """The late move that counts when the visit is called off: the one with the least notice of those by which the
    school has put it further off than the agreement allows. How far others moved it does not count against the school.
    """
    own = own_moves(visit, agreement)
    if not own:
        return None
    put = min(localdate(visit.starts_at), localdate(own[-1].starts_at))
    far = [each for each in late(visit, agreement, own) if put > each.until]
    return min(far, key=lambda each: each.notice, default=None)


def moved_late(visit: Visit, agreement: Agreement, today: date) -> list[Moved]:
    """Each day from which the school moved it late, with the one on which it stands, as if it moved it today."""
    now = VisitMove(was_starts_at=visit.starts_at)
    return late(visit, agreement, own_moves(visit, agreement)) + late(visit, agreement, [now], today)


def late(visit: Visit, agreement: Agreement, moves: Iterable[VisitMove], today: date | None = None) -> list[Moved]:
    """Those made with less notice than the agreement's table asks."""
    most = max((line[0] for line in agreement.cancellation), default=0)
    within = timedelta(days=agreement.rearranged_within_days)
    days = [(localdate(each.was_starts_at), today or localdate(each.at)) for each in moves] if within else []
    found = [Moved(day, notice(visit, on, day), day + within) for day, on in days]
    return [each for each in found if each.notice < most]


def own_moves(visit: Visit, agreement: Agreement) -> list[VisitMove]:
    """Those that the school has to answer for, the oldest first; none where the agreement has no rule."""
    if not agreement.rearranged_within_days:
        return []
    return list(visit.moves.filter(asked_by=Side.SCHOOL).exclude(reason__in=NO_FAULT))


def notice_given(visit: Visit, today: date) -> int:
    """Working days after today up to the day of the visit; none on the day itself or after it."""
    return notice(visit, today, localdate(visit.starts_at))


def notice(visit: Visit, today: date, day: date) -> int:
    """Working days of its Alliance after today up to that day."""
    working = WorkingDays(visit.alliance)
    return sum(working.includes(each) for each in days_after(today, day))


def days_after(today: date, last: date) -> list[date]:
    return [date.fromordinal(number) for number in range(today.toordinal() + 1, last.toordinal() + 1)]


@transaction.atomic
def cancel(visit: Visit, *, why: str, words: str = "", asked_by: str = "", by: Person, at: datetime) -> Visit:
    """Called off, by whom and why; it leaves every calendar, and its half-days are free again.

    What that costs by the agreement in force is kept with it. `asked_by` is the side for which the office acts.
    """
    visit.deployment.hold_still()
    visit.refresh_from_db(fields=["state", "starts_at", "ends_at", "moved"])
    who = acting_for(by, visit, asked_by)
    due = cost(visit, asked_by=who, reason=why, at=at)
    note = ": ".join(filter(None, (said(why), words)))
    VISIT.move(visit, "cancel", by=by, at=at, note=note, **written(visit, why, who, due))
    away.take_back(visit.deployment, visit.pk)
    emails.visit_cancelled(visit, at=at)
    return visit


def written(visit: Visit, why: str, who: str, due: Cost) -> dict[str, Any]:
    """What is kept on the visit: why, on whose side, with how much notice and at what cost; the calendar's number."""
    return {
        "cancelled_for": why[:40],
        "cancelled_by": who,
        "notice_working_days": due.notice,
        "charged_per_cent": due.charged,
        "reimbursed_per_cent": due.reimbursed,
        "moved": visit.moved + 1,
    }


def said(why: str) -> str:
    """The reason as history and pages say it."""
    return str(Reason(why).label) if why in Reason.values else why.replace("_", " ")


@transaction.atomic
def miss(visit: Visit, *, missed_by: str = "", why: str, by: Person, at: datetime) -> Visit:
    """Somebody did not come or was not there, if it is known who; the half-days are free to plan again.

    Where the school missed it, that is as calling off with no notice, and the leader was out of school for it. Raises
    CannotPlan before its hour.
    """
    visit.deployment.hold_still()
    visit.refresh_from_db(fields=["state", "starts_at", "ends_at", "moved"])
    if visit.starts_at > at:
        raise CannotPlan("The visit has not begun yet: call it off instead.")
    school = missed_by == Side.SCHOOL
    charged, reimbursed = cancelling.shares(table_of(visit), 0) if school else cancelling.FREE
    changes = {"missed_by": missed_by, "charged_per_cent": charged, "reimbursed_per_cent": reimbursed}
    VISIT.move(visit, "miss", by=by, at=at, note=why, **changes)
    (away.use if school else away.take_back)(visit.deployment, visit.pk)
    if missed_by:
        emails.visit_missed(visit, at=at)
    return visit


@transaction.atomic
def not_missed(visit: Visit, *, why: str, by: Person, at: datetime) -> Visit:
    """That it was missed was a mistake: it stands as planned again, to be written up.

    Raises CannotPlan where its half-days have been planned anew, or are counted elsewhere.
    """
    visit.deployment.hold_still()
    visit.refresh_from_db(fields=["state", "starts_at", "ends_at", "moved", "locked"])
    if visit.state == VisitState.MISSED:
        check_room(visit)
    changes = {"missed_by": "", "charged_per_cent": 0, "reimbursed_per_cent": 0}
    VISIT.move(visit, "take_back_miss", by=by, at=at, note=why, **changes)
    book(visit, "", by=by, at=at, is_past=True)
    return visit


def check_room(visit: Visit) -> None:
    if visit.locked:
        raise CannotPlan("What it cost has been counted already. Ask the Alliance's finance officer for a credit.")
    others = visit.deployment.visits.filter(starts_at=visit.starts_at, state__in=(VisitState.PLANNED, VisitState.HELD))
    if others.exists():
        raise CannotPlan("Another visit of this deployment begins at that moment.")
    check_agreed(visit.deployment, localdate(visit.starts_at), visit.half_days, moving=visit)
