"""Somebody asks what we hold, to correct or erase it, or complains: answered within a month."""

from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.models import Person

from . import emails
from .models import DataRequest


@transaction.atomic
def ask(alliance: Alliance, kind: str, text: str, *, by: Person, at: datetime) -> DataRequest:
    """She asks about her own data; the office hears of it at once. Asked twice, it is one request until answered."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    waiting = DataRequest.objects.filter(alliance=alliance, person=by, kind=kind, text=text, answered_at__isnull=True)
    if standing := waiting.first():
        return standing
    asked = DataRequest.objects.create(
        alliance=alliance, person=by, kind=kind, text=text, asked_at=at, due_on=month_after(localdate(at))
    )
    events.record(asked, "asked_about_data", by=by, at=at, kind=kind)
    emails.data_request_made(asked, at=at)
    return asked


def month_after(day: date) -> date:
    """The corresponding day of the next month, or its last (UK GDPR Art 12(3), as the ICO counts)."""
    return day + relativedelta(months=1)


@transaction.atomic
def answer(asked: DataRequest, text: str, *, by: Person, at: datetime) -> DataRequest:
    """The office answers, once; she gets the answer on her page and is told by e-mail. Raises NotAllowed."""
    if asked.alliance_id not in access.office_of(by):
        raise NotAllowed(f"{by} does not work in the office of {asked.alliance}")
    rows = DataRequest.objects.filter(pk=asked.pk, answered_at__isnull=True)
    if rows.update(answered_at=at, answer=text):
        asked.refresh_from_db()
        events.record(asked, "answered_about_data", by=by, at=at)
        emails.data_request_answered(asked, at=at)
    return asked
