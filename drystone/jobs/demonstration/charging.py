"""Charge schedules of the demonstration: the newest at every step, the older ones invoiced and paid."""

from datetime import date, datetime, timedelta

from django.db import transaction

from drystone.lifecycle import Refused
from drystone.payments import charges, handover
from drystone.payments.models import ChargeSchedule, Papers
from drystone.people import access, people
from drystone.people.models import Person

from .cast import Company

FINANCE, MANAGER = "Colin Thistlethwaite", "Margaret Alderson"


def charge(company: Company, month: date, morning: datetime, *, is_newest: bool) -> None:
    """Prepared on a morning after the month. Of the newest month one is a draft, and the last is issued."""
    by = company.acting(FINANCE, morning)
    made = charges.prepare(company.alliance, month, by=by, at=morning)
    for place, schedule in enumerate(made):
        if place or not is_newest:
            out(company, schedule, morning, is_issued=not is_newest or place == len(made) - 1)
    if not is_newest and handed_over(company, Papers.CHARGES, morning + timedelta(days=3), is_fetched=True):
        for schedule in ChargeSchedule.objects.filter(alliance=company.alliance, month=month, state="issued"):
            charges.mark_paid(schedule, by=by, at=morning + timedelta(days=20))


def out(company: Company, schedule: ChargeSchedule, morning: datetime, *, is_issued: bool) -> None:
    """Approved, and issued by the second person where the payer has somebody to send it to."""
    charges.approve(schedule, by=company.acting(FINANCE, morning), at=morning)
    later = morning + timedelta(days=1)
    try:
        if is_issued:
            with transaction.atomic():
                charges.issue(schedule, by=company.acting(MANAGER, later), at=later)
    except Refused:
        return


def handed_over(company: Company, of: Papers, at: datetime, *, is_fetched: bool) -> bool:
    """By a link to who keeps the lead school's accounts, who fetches it the same day; whether anything waited."""
    with transaction.atomic():
        clerk = accountant(company)
    try:
        made = handover.hand_over(company.alliance, of, to=clerk, by=company.acting(FINANCE, at), at=at)
    except handover.NothingToHandOver:
        return False
    if is_fetched:
        handover.fetch(made, page="", by=access.as_of(clerk, at.date(), through="link"), at=at + timedelta(hours=3))
    return True


def accountant(company: Company) -> Person:
    return people.known("Jean Iveson", "accounts@lead-school.example", company.alliance)
