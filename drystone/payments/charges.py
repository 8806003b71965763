"""Charge schedules: what each payer is charged for a period, approved by one person and issued by another."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.deployment import parties
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people import links
from drystone.people.models import Person

from . import charging, documents, emails, periods
from .access import only_finance
from .lifecycle import CHARGE
from .models import CHARGED, ChargeSchedule, ChargeState, DueLine, Query
from .periods import Period

PURPOSE = "charge"


@transaction.atomic
def prepare(alliance: Alliance, month: date, *, by: Person | None, at: datetime) -> list[ChargeSchedule]:
    """Puts every line charged up to the end of a period, and on no schedule yet, on its payer's schedule.

    `month` is that in which the period begins. Numbers have no gaps. A payer whose schedule is approved already gets
    the lines with the next, and one whose credits outweigh its charges gets no schedule until they no longer do. What
    a fund carries whole is charged to nobody. Running it twice makes nothing twice.
    """
    only_finance(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    period = periods.beginning(alliance, month)
    waiting = DueLine.objects.filter(
        periods.stated_by(alliance, period),
        alliance=alliance,
        charge_schedule=None,
        flow__in=CHARGED,
        payer__isnull=False,
    )
    of_payers: dict[int, list[DueLine]] = {}
    for line in charging.charged(waiting).exclude(charged_pence=0).order_by("payer_id", "on", "id"):
        of_payers.setdefault(line.payer_id, []).append(line)
    made = [draft_for(alliance, payer, period, lines, by, at) for payer, lines in of_payers.items()]
    return [schedule for schedule in made if schedule]


def prepare_past(*, at: datetime) -> int:
    """Every alliance's schedules for the month or half-term that is over; how many were made or grew."""
    day = localdate(at)
    going = Alliance.objects.filter(suspended_on__isnull=True)
    return sum(len(prepare(alliance, periods.over(alliance, day).month, by=None, at=at)) for alliance in going)


def draft_for(
    alliance: Alliance, payer_id: int, period: Period, lines: list[DueLine], by: Person | None, at: datetime
) -> ChargeSchedule | None:
    """The payer's draft for the month with these lines on it; None where it is out, or nothing would be charged."""
    rows = ChargeSchedule.objects.select_for_update(no_key=True).filter(alliance=alliance)
    schedule = rows.filter(payer_id=payer_id, **vars(period)).first()
    pence, tax = charging.sums(lines)
    before = (schedule.total_pence, schedule.vat_pence) if schedule else (0, 0)
    total = {"total_pence": before[0] + pence, "vat_pence": before[1] + tax}
    if (schedule and schedule.state != ChargeState.DRAFT) or total["total_pence"] <= 0 or total["vat_pence"] < 0:
        return None
    if schedule:
        ChargeSchedule.objects.filter(pk=schedule.pk).update(**total)
    else:
        number = (ChargeSchedule.objects.filter(alliance=alliance).aggregate(last=Max("number"))["last"] or 0) + 1
        schedule = ChargeSchedule.objects.create(
            alliance=alliance, payer_id=payer_id, **vars(period), number=number, state_since=at, **total
        )
        events.record(schedule, "prepared", by=by, at=at, number=number)
    DueLine.objects.filter(pk__in=[line.pk for line in lines]).update(charge_schedule=schedule)
    schedule.refresh_from_db()
    return schedule


@transaction.atomic
def approve(schedule: ChargeSchedule, *, by: Person, at: datetime) -> ChargeSchedule:
    """The first of two people stands for it: from now on its lines and sums are fixed. Somebody else issues it."""
    now = ChargeSchedule.objects.select_for_update(no_key=True).get(pk=schedule.pk)
    schedule.total_pence, schedule.vat_pence = now.total_pence, now.vat_pence
    return CHARGE.move(schedule, "approve", by=by, at=at, approved_by=by)


@transaction.atomic
def issue(schedule: ChargeSchedule, *, by: Person, at: datetime) -> ChargeSchedule:
    """The second person issues it: it becomes a sealed paper and goes to the payer by mail, with a link.

    After a query it is issued again, the same to the letter. Raises Refused where nobody of the payer is on record.
    """
    CHARGE.move(schedule, "issue", by=by, at=at, issued_by=by, issued_at=schedule.issued_at or at)
    try:
        to = parties.paying(schedule.payer, schedule.alliance, localdate(at))
    except parties.NobodyToAsk as nobody:
        raise Refused(str(nobody)) from nobody
    if schedule.paper is None:
        schedule.paper = documents.charge_paper(schedule, by=by, at=at)
        schedule.save(update_fields=["paper"])
    link = links.invite(to, PURPOSE, schedule, alliance=schedule.alliance, days=90, by=by, at=at)
    emails.charge_issued(schedule, link=link, at=at)
    return schedule


@transaction.atomic
def query(schedule: ChargeSchedule, text: str, *, by: Person, at: datetime) -> ChargeSchedule:
    """The payer says what is wrong; the office reverses what is, or answers, and issues it again."""
    CHARGE.move(schedule, "query", by=by, at=at)
    Query.objects.create(alliance_id=schedule.alliance_id, charge_schedule=schedule, text=text, by=by, at=at)
    emails.charge_queried(schedule, at=at)
    return schedule


@transaction.atomic
def mark_paid(schedule: ChargeSchedule, *, by: Person, at: datetime) -> ChargeSchedule:
    """Finance says that the payer has paid."""
    return CHARGE.move(schedule, "mark_paid", by=by, at=at)


@transaction.atomic
def mark_returned(schedule: ChargeSchedule, *, note: str, by: Person, at: datetime) -> ChargeSchedule:
    """Finance says that the payer sent it back, or that its payment came back, and why."""
    return CHARGE.move(schedule, "mark_returned", by=by, at=at, note=note)
