"""Charge schedules: what each payer is charged for a period, approved by one person and issued by another."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.deployment import parties
from drystone.lifecycle import Refused
from drystone.people import links
from drystone.people.models import Person

from . import documents, drafts, emails, periods
from .access import only_finance
from .drafts import CHARGES
from .lifecycle import CHARGE
from .models import CHARGED, ChargeSchedule, Query

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
    charged = Q(flow__in=CHARGED, payer__isnull=False) & ~Q(charged_pence=0)
    return drafts.prepare(CHARGES, alliance, period, charged, by=by, at=at)


def prepare_past(*, at: datetime) -> int:
    """Every alliance's schedules for the month or half-term that is over; how many were made or grew."""
    day = localdate(at)
    going = Alliance.objects.filter(suspended_on__isnull=True)
    return sum(len(prepare(alliance, periods.over(alliance, day).month, by=None, at=at)) for alliance in going)


@transaction.atomic
def approve(schedule: ChargeSchedule, *, by: Person, at: datetime) -> ChargeSchedule:
    """The first of two people stands for it: from now on its lines and sums are fixed. Somebody else issues it."""
    drafts.last_look(CHARGES, schedule, by, at)
    return CHARGE.move(schedule, "approve", by=by, at=at, approved_by=by)


@transaction.atomic
def issue(schedule: ChargeSchedule, *, by: Person, at: datetime) -> ChargeSchedule:
    """The second person issues it: it becomes a sealed paper and goes to the payer by mail, with a link.

    After a query it is issued again, the same to the letter. Raises Refused where nobody of the payer is on record,
    and while the record of a visit on it is disputed.
    """
    CHARGE.move(schedule, "issue", by=by, at=at, issued_by=by, issued_at=schedule.issued_at or at)
    drafts.no_dispute(schedule)
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
