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
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import links, posts, signatures
from drystone.people.models import Link, Person
from drystone.schools.models import Organisation

from . import emails
from .access import home_side, only_finance
from .models import SelfBilling
from .models.self_billing import SelfBillingQuerySet

PURPOSE = "self-billing"
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
    rows = held(alliance, school)
    if same := rows.filter(**vars(said), ended_on=None).first():
        return same
    refuse(rows, said.starts, said.ends)
    made = rows.create(alliance=alliance, home_school=school, **vars(said), recorded_by=by)
    verb = "renewed" if rows.filter(starts__lt=said.starts).exists() else "agreed"
    events.record(made, verb, by=by, at=at, note=f"Agreed for the school by {said.agreed_by}")
    return made


@transaction.atomic
def ask(
    alliance: Alliance, school: Organisation, *, starts: date, ends: date, by: Person, at: datetime
) -> SelfBilling:  # fmt: skip
    """Whoever speaks for the school's money is asked by link to sign; asked twice for the same time, once.

    Raises Refused as agreeing does, and where nobody of the school is on record.
    """
    only_finance(by, alliance)
    rows = held(alliance, school)
    if same := rows.unsigned().filter(starts=starts, ends=ends).first():
        return same
    refuse(rows, starts, ends)
    to = posts.finance_contact_of(school, alliance, localdate(at))
    if to is None:
        raise Refused(f"Nobody who speaks for the money of {school} is on record. Record what the school has agreed.")
    made = rows.create(
        alliance=alliance, home_school=school, starts=starts, ends=ends, asked=to, asked_at=at, recorded_by=by
    )
    events.record(made, "asked", by=by, at=at)
    link = links.invite(to, PURPOSE, made, alliance=alliance, days=90, by=by, at=at)
    emails.self_billing_asked(made, link=link, at=at)
    return made


def held(alliance: Alliance, school: Organisation) -> SelfBillingQuerySet:
    """Those of a school, behind the alliance's lock, so that no two of one time begin at once."""
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    return SelfBilling.objects.filter(alliance=alliance, home_school=school)


def refuse(rows: SelfBillingQuerySet, starts: date, ends: date) -> None:
    if ends < starts:
        raise Refused("It ends before it begins.")
    if ends >= anniversary(starts, 1):
        raise Refused("It lasts for twelve months at most; then it is agreed anew.")
    for other in rows:
        last = other.ended_on - timedelta(days=1) if other.ended_on else other.ends
        if other.starts <= ends and starts <= last:
            holds = "holds" if other.agreed_on else "waits for the school to sign, and would hold"
            raise Refused(f"Another one {holds} until {saying.day(last)}. Begin after that, or end it first.")


def terms(agreement: SelfBilling) -> list[str]:
    """What both agree to, as the notice asks for it (VAT Notice 700/62); it is agreed beforehand, so it never begins
    before it is signed."""
    alliance, school = agreement.alliance, agreement.home_school
    return [
        f"{alliance} makes out the invoices of {school} for the work of its System Leaders, from "
        f"{saying.day(agreement.starts)} to {saying.day(agreement.ends)}. Each statement that is sent is one.",
        f"{school} takes these as its invoices, and writes none for the same work.",
        f"{school} says at once if it gets another VAT number, is no longer registered for VAT, or is taken over.",
    ]


@transaction.atomic
def sign(
    agreement: SelfBilling, *, vat_number: str, typed_name: str, typed_role: str, link: Link | None = None, by: Person,
    at: datetime,
) -> SelfBilling:  # fmt: skip
    """The school agrees, in these words, from today or the day agreed on. Signed twice, the first signature stays.

    Raises NotAllowed, and Refused where it was withdrawn or its time is over.
    """
    now = SelfBilling.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    if not home_side(by, now):
        raise NotAllowed(f"{by} does not speak for the money of {now.home_school}")
    if now.agreed_on:
        return now
    now.agreed_on = localdate(at)
    if now.ended_on or now.ends < now.agreed_on:
        raise Refused("This was withdrawn, or its time is over: nothing was signed.")
    now.starts, now.vat_number = max(now.starts, now.agreed_on), vat_number
    number = f"VAT number of {now.home_school}: {vat_number or 'none, as it is not registered'}"
    words = "\n".join([f"Agreement on self-billing of {now.alliance} and {now.home_school}", *terms(now), number])
    typed = {"typed_name": typed_name, "typed_role": typed_role}
    now.signature = signatures.sign(by, words, **typed, link=link, alliance=now.alliance, at=at)
    now.agreed_by = f"{now.signature.typed_name}, {now.signature.typed_role}"[:200]
    now.save(update_fields=["agreed_on", "agreed_by", "starts", "vat_number", "signature"])
    events.record(now, "signed", by=by, at=at)
    return now


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
        alliance=OuterRef("alliance"), home_school=OuterRef("home_school"), starts__gt=OuterRef("ends"), ended_on=None,
        agreed_on__isnull=False,
    )  # fmt: skip
    lapsing = SelfBilling.objects.covering(today).filter(~Exists(later), reminded_on=None, ends__lte=today + NOTICE)
    going = lapsing.filter(alliance__suspended_on=None).select_related("alliance", "home_school")
    return sum(remind_of(agreement, today, at) for agreement in going)


@transaction.atomic
def remind_of(agreement: SelfBilling, today: date, at: datetime) -> bool:
    claimed = SelfBilling.objects.filter(pk=agreement.pk, reminded_on=None).update(reminded_on=today)
    if claimed:
        emails.self_billing_lapses(agreement, at=at)
    return bool(claimed)
