"""The rate card: dated rows by role. The row in force on a day is copied onto an agreement when it is drawn up."""

from datetime import date, datetime, timedelta

from django.db import transaction

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.people.models import Person

from .access import only_finance
from .models import Rate, RateRole

# The client's brief: £300 a day pro rata to the leader's school, £400 for a headteacher; the charge is the same.
DEFAULTS = {RateRole.SYSTEM_LEADER: 300_00, RateRole.HEADTEACHER: 400_00}


class NoRate(Exception):
    """The rate card has no row for this role on this day."""


class NotLater(Exception):
    """A new rate begins after the one before it; the sentence is for whoever changes the card."""


def for_day(alliance: Alliance, role: str, day: date) -> Rate:
    """The row in force on a day. Raises NoRate."""
    rate = Rate.objects.on(day).filter(alliance=alliance, role=role).first()
    if rate is None:
        raise NoRate(f"The rate card has no rate for {RateRole(role).label.lower()} on {saying.day(day)}.")
    return rate


@transaction.atomic
def begin(alliance: Alliance, *, since: date, by: Person | None, at: datetime) -> list[Rate]:
    """The usual rates, for a new alliance."""
    return [
        change(alliance, role, since=since, charge_pence=pence, reimbursement_pence=pence, by=by, at=at)
        for role, pence in DEFAULTS.items()
    ]


@transaction.atomic
def change(
    alliance: Alliance,
    role: str,
    *,
    since: date,
    charge_pence: int,
    reimbursement_pence: int,
    vat_code: str = "exempt",
    by: Person | None,
    at: datetime,
) -> Rate:
    """New pence a day for a role from a day on; the row before ends the day before. Agreements keep theirs.

    The change that the card holds already is that change. Raises NotLater unless the day comes after every other one.
    """
    only_finance(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    last = Rate.objects.filter(alliance=alliance, role=role).first()
    pence = {"charge_pence": charge_pence, "reimbursement_pence": reimbursement_pence, "vat_code": vat_code}
    if last and last.since == since and all(getattr(last, name) == value for name, value in pence.items()):
        return last
    if last and since <= last.since:
        raise NotLater(f"The card changes on {saying.day(last.since)} already. Choose a later day.")
    Rate.objects.filter(alliance=alliance, role=role, until__isnull=True).update(until=since - timedelta(days=1))
    rate = Rate.objects.create(alliance=alliance, role=role, since=since, **pence)
    events.record(rate, "rate_changed", by=by, at=at, role=role, since=since.isoformat(), pence=reimbursement_pence)
    return rate


def pro_rata(pence_a_day: int, half_days: int) -> int:
    """Pence for a number of half-days, exact, rounded once, half up."""
    return (pence_a_day * half_days + 1) // 2
