"""The rate card: dated rows by role and unit. An agreement copies the row in force when it is drawn up."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.deployment.models import Agreement, Unit
from drystone.history import events
from drystone.people.models import Person

from . import undue
from .access import only_finance
from .models import DueLine, Fee, Rate, RateRole

# The client's brief: £300 a day pro rata to the leader's school, £400 for a headteacher; the charge is the same.
DEFAULTS = {RateRole.SYSTEM_LEADER: 300_00, RateRole.HEADTEACHER: 400_00}


class NoRate(Exception):
    """The rate card has no row for this role on this day."""


class NotLater(Exception):
    """A new rate begins after the one before it, and after what was priced by that; the sentence is for whoever
    changes the card."""


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
    Raises NotLater unless the day comes after every other one, and today or later where anything was priced by the
    row before since: the card is not to say of a signed price that it was another. Before the first row it may begin
    where days of facilitators wait for it.
    """
    only_finance(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    rows = Rate.objects.filter(alliance=alliance, role=role, unit=unit)
    given = {"charge_pence": charge_pence, "reimbursement_pence": reimbursement_pence, "vat_code": vat_code}
    given["fee_kind"] = fee_kind or (Fee.NONE if charge_pence == reimbursement_pence else Fee.NAMED)
    given["fee"] = fee
    standing = rows.filter(since=since).first()
    if standing and all(getattr(standing, name) == value for name, value in given.items()):
        return standing
    if last := rows.first():
        refuse_overlap(last, since, localdate(at))
    rate = Rate.objects.create(alliance=alliance, role=role, unit=unit, since=since, **given)
    facts: dict[str, Any] = {"role": role, "unit": str(unit), "since": since.isoformat(), "pence": reimbursement_pence}
    events.record(rate, "rate_changed", by=by, at=at, **facts)
    return rate


def refuse_overlap(last: Rate, since: date, today: date) -> None:
    """Raises NotLater, unless a row may begin on this day beside those that the card has."""
    if since <= last.since:
        if not fills_a_gap(last, since):
            raise NotLater(f"The card changes on {saying.day(last.since)} already. Choose a later day.")
    elif since < today and (priced := priced_by(last, since)):
        raise NotLater(
            f"Since {saying.day(since)} the rate before has priced {saying.listed(priced)}, which keep it. "
            f"Choose {saying.day(today)} or a later day."
        )


def fills_a_gap(last: Rate, since: date) -> bool:
    """Before its first row the card priced nothing; a day of a facilitator may wait for a row there."""
    first = Rate.objects.filter(alliance=last.alliance_id, role=last.role, unit=last.unit).earliest("since")
    waiting = undue.undue(last.alliance).filter(role=last.role, day__gte=since, day__lt=first.since)
    return since < first.since and last.unit == Unit.DAY and waiting.exists()


def priced_by(last: Rate, since: date) -> list[str]:
    """What this row has priced from a day on: versions of agreements, and facilitators' days; each counted."""
    agreements = Agreement.objects.filter(
        alliance=last.alliance_id, rate_role=last.role, unit=last.unit, drawn_up_at__date__gte=since
    )
    meetings = DueLine.objects.filter(
        alliance=last.alliance_id, kind=DueLine.Kind.FACILITATION, rate_pence=last.reimbursement_pence, on__gte=since
    )
    counts = {"agreement": agreements.count(), "meeting": meetings.count() if last.unit == Unit.DAY else 0}
    return [f"{number} {what}{'s' if number > 1 else ''}" for what, number in counts.items() if number]
