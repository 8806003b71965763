"""Self-billing: with a home school's agreement its statements are its invoices. For twelve months; then anew.

The rules are HMRC's (VAT Notice 700/62): both have agreed beforehand and for a time, the invoice is marked as
self-billed, and names the supplier's VAT number. Whether it applies, the finance offices decide; this is no advice.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import anniversary
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person
from drystone.schools.models import Organisation

from . import emails
from .access import only_finance
from .models import SelfBilling

NOTICE = timedelta(days=30)


@dataclass(frozen=True)
class Agreed:
    """What was agreed: by whom for the school and when, from which day to which, and its VAT number."""

    agreed_by: str
    agreed_on: date
    starts: date
    ends: date
    vat_number: str = ""


@transaction.atomic
def agree(alliance: Alliance, school: Organisation, said: Agreed, *, by: Person, at: datetime) -> SelfBilling:
    """Finance records that a school has agreed, for the first time or for another year. Said twice, it is one.

    Raises Refused where it would last longer than twelve months, or begin while another holds.
    """
    only_finance(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    rows = SelfBilling.objects.filter(alliance=alliance, home_school=school)
    if same := rows.filter(**vars(said), ended_on=None).first():
        return same
    if said.ends < said.starts:
        raise Refused("It ends before it begins.")
    if said.ends >= anniversary(said.starts, 1):
        raise Refused("It lasts for twelve months at most; then it is agreed anew.")
    for other in rows:
        last = other.ended_on - timedelta(days=1) if other.ended_on else other.ends
        if other.starts <= said.ends and said.starts <= last:
            raise Refused(f"Another one holds until {saying.day(last)}. Begin after that, or end it first.")
    made = rows.create(alliance=alliance, home_school=school, **vars(said), recorded_by=by)
    verb = "renewed" if rows.filter(starts__lt=said.starts).exists() else "agreed"
    events.record(made, verb, by=by, at=at, note=f"Agreed for the school by {said.agreed_by}")
    return made


@transaction.atomic
def end(agreement: SelfBilling, *, note: str, by: Person, at: datetime) -> SelfBilling:
    """From today on the school writes its own invoices again. Ended twice, the first end stays."""
    only_finance(by, agreement.alliance)
    today = localdate(at)
    if SelfBilling.objects.filter(pk=agreement.pk, ended_on=None).update(ended_on=today, ended_by=by):
        events.record(agreement, "ended", by=by, at=at, note=note)
    agreement.refresh_from_db()
    return agreement


def covering(alliance: Alliance, school: Organisation, day: date) -> SelfBilling | None:
    return SelfBilling.objects.covering(day).filter(alliance=alliance, home_school=school).first()


def remind_lapsing(*, at: datetime) -> int:
    """Finance hears once, a month before, of each agreement that lapses and was not renewed; how many there were."""
    today = localdate(at)
    later = SelfBilling.objects.filter(
        alliance=OuterRef("alliance"), home_school=OuterRef("home_school"), starts__gt=OuterRef("ends"), ended_on=None
    )
    lapsing = SelfBilling.objects.covering(today).filter(~Exists(later), reminded_on=None, ends__lte=today + NOTICE)
    going = lapsing.filter(alliance__suspended_on=None).select_related("alliance", "home_school")
    return sum(remind_of(agreement, today, at) for agreement in going)


@transaction.atomic
def remind_of(agreement: SelfBilling, today: date, at: datetime) -> bool:
    claimed = SelfBilling.objects.filter(pk=agreement.pk, reminded_on=None).update(reminded_on=today)
    if claimed:
        emails.self_billing_lapses(agreement, at=at)
    return bool(claimed)
