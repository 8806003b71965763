"""The half-days that a deployment holds of its leader's release budget, from its agreement to its end."""

from collections import Counter
from datetime import date, datetime

from django.db.models import Sum
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.brokering import offers
from drystone.lifecycle import Refused
from drystone.register import promises, release
from drystone.register.diary import Diary

from . import wording
from .models import Agreement, Deployment, VisitState


class TooFewLeft(Refused):
    """The home school has promised the days elsewhere by now."""

    def __init__(self, deployment: Deployment, wanted: int, left: int):
        super().__init__(
            f"{saying.days(wanted)} would be set aside again, and {deployment.home_school} has {saying.days(left)} "
            "left for what remains of the agreed dates."
        )


def hold(deployment: Deployment, agreement: Agreement, *, at: datetime) -> None:
    """The half-days of an agreement that is being agreed for the first time. Raises promises.NotEnoughRelease."""
    promises.give_back(deployment, at=at)
    offers.hand_days_over(deployment.request, at=at)
    promise(deployment, agreement.starts, agreement.ends, agreement.half_days, at)


def hold_both(deployment: Deployment, old: Agreement, new: Agreement, *, at: datetime) -> None:
    """While a change is being agreed: in each term the larger of what stands and what is asked.

    So either can be kept, however others press meanwhile. Raises promises.NotEnoughRelease.
    """
    keep(deployment, old, at=at)
    standing = by_term(deployment)
    hold(deployment, new, at=at)
    asked = by_term(deployment)
    promises.give_back(deployment, at=at)
    starts, ends = min(old.starts, new.starts), max(old.ends, new.ends)
    for term in release.terms_between(deployment.alliance_id, starts, ends):
        if wanted := max(standing[term.pk], asked[term.pk]):
            promise(deployment, max(starts, term.starts), min(ends, term.ends), wanted, at)


def keep(deployment: Deployment, agreement: Agreement, *, at: datetime) -> None:
    """Of what is held only the half-days of this agreement."""
    dates = {"starts": agreement.starts, "ends": agreement.ends}
    promises.keep(deployment, half_days=agreement.half_days, at=at, **dates)


def keep_delivered(deployment: Deployment, agreement: Agreement | None, *, at: datetime) -> None:
    """The work has ended: days not used go back, days delivered stay used."""
    if agreement is None:
        promises.give_back(deployment, at=at)
        return
    delivered = half_days_of(deployment, VisitState.HELD)
    promises.keep(deployment, starts=agreement.starts, ends=agreement.ends, half_days=delivered, at=at)


def give_back_during(deployment: Deployment, first: date, until: date, *, at: datetime) -> int:
    """Of the terms that lie in a pause the half-days on which no visit is planned or was held go back; how many."""
    rows = list(promises.promised_for(deployment).select_related("term").order_by("term__starts"))
    within = [row for row in rows if row.term.starts < until and row.term.ends >= first]
    wanted = promises.away_by_term(deployment, [row.term for row in within])
    returned = 0
    for row in within:
        kept = min(row.half_days, wanted[row.term_id])
        returned += row.half_days - kept
        promises.put(row, kept, starts=row.starts, ends=row.ends, at=at)
    return returned


def take_again(deployment: Deployment, agreement: Agreement, half_days: int, *, at: datetime) -> int:
    """So many more half-days in what is left of the agreed dates; how many. Raises promises.NotEnoughRelease."""
    first = min(max(localdate(at), agreement.starts), agreement.ends)
    promise(deployment, first, agreement.ends, half_days, at)
    return half_days


def promised(deployment: Deployment) -> int:
    """Half-days that stand in the release budgets for it."""
    return by_term(deployment).total()


def promise(deployment: Deployment, starts: date, ends: date, half_days: int, at: datetime) -> None:
    promises.promise(
        deployment,
        person=deployment.leader,
        home_school=deployment.home_school,
        starts=starts,
        ends=ends,
        half_days=half_days,
        at=at,
    )


def possible(deployment: Deployment, starts: date, ends: date, *, today: date) -> int | None:
    """For how many half-days ahead the home school's rules leave room; None where none limits them, or all is past."""
    school, working = deployment.home_school_id, WorkingDays(deployment.alliance)
    diary = Diary(deployment.alliance_id, [school], starts=starts, ends=ends)
    if ends < today:
        return None
    return diary.possible(deployment.leader_id, school, starts, ends, today=today, working=working)


def by_term(deployment: Deployment) -> Counter[int]:
    return Counter(dict(promises.promised_for(deployment).values_list("term_id", "half_days")))


def half_days_of(deployment: Deployment, *states: str) -> int:
    """Half-days of the visits in these states."""
    return deployment.visits.filter(state__in=states).aggregate(sum=Sum("half_days"))["sum"] or 0


def left(deployment: Deployment) -> int:
    """Half-days that were agreed and not delivered."""
    agreement = wording.in_force(deployment)
    return agreement.half_days - half_days_of(deployment, VisitState.HELD) if agreement else 0
