"""The rate card: dated rows by role and unit. An agreement copies the row in force when it is drawn up."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.deployment.models import Unit
from drystone.history import events
from drystone.people.models import Person

from .access import only_finance
from .models import Fee, Rate, RateRole

# The client's brief: £300 a day pro rata to the leader's school, £400 for a headteacher; the charge is the same.
DEFAULTS = {RateRole.SYSTEM_LEADER: 300_00, RateRole.HEADTEACHER: 400_00}


class NoRate(Exception):
    """The rate card has no row for this role on this day."""


class NotLater(Exception):
    """A new rate begins after the one before it; the sentence is for whoever changes the card."""


def for_day(alliance: Alliance, role: str, day: date) -> Rate:
    """What a day of this role costs on a day. Raises NoRate."""
    rate = Rate.objects.on(day).filter(alliance=alliance, role=role, unit=Unit.DAY).first()
    if rate is None:
        raise NoRate(missing(role, day))
    return rate


def offered(alliance: Alliance, role: str, day: date) -> list[Rate]:
    """The rows in force on a day for this role, a day's first. Raises NoRate where there is none."""
    rows = list(Rate.objects.on(day).filter(alliance=alliance, role=role))
    if not rows:
        raise NoRate(missing(role, day))
    return sorted(rows, key=lambda row: Unit.values.index(row.unit))


def missing(role: str, day: date) -> str:
    return f"The rate card has no rate for {RateRole(role).label.lower()} on {saying.day(day)}."


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
    unit: str = Unit.DAY,
    fee_kind: str = "",
    fee: int = 0,
    vat_code: str = "exempt",
    by: Person | None,
    at: datetime,
) -> Rate:
    """New pence a unit for a role from a day on; the row before ends the day before. Agreements keep theirs.

    Without a kind of fee the two sums are named, or are one. The change that the card holds already is that change.
    Raises NotLater unless the day comes after every other one.
    """
    only_finance(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    last = Rate.objects.filter(alliance=alliance, role=role, unit=unit).first()
    given = {"charge_pence": charge_pence, "reimbursement_pence": reimbursement_pence, "vat_code": vat_code}
    given["fee_kind"] = fee_kind or (Fee.NONE if charge_pence == reimbursement_pence else Fee.NAMED)
    given["fee"] = fee
    if last and last.since == since and all(getattr(last, name) == value for name, value in given.items()):
        return last
    if last and since <= last.since:
        raise NotLater(f"The card changes on {saying.day(last.since)} already. Choose a later day.")
    rate = Rate.objects.create(alliance=alliance, role=role, unit=unit, since=since, **given)
    facts: dict[str, Any] = {"role": role, "unit": str(unit), "since": since.isoformat(), "pence": reimbursement_pence}
    events.record(rate, "rate_changed", by=by, at=at, **facts)
    return rate
