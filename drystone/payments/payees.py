"""Changing who is paid for a school's work: proposed by one person, confirmed by another, stopped by the old contact.

So that no false letter turns a payment away: whoever spoke for the money before hears of it at once, with a link that
stops it, and has whole working days for that before anybody else is paid.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import links, posts
from drystone.people.models import Person
from drystone.people.roles import ANSWERS_FOR_A_PAYER
from drystone.schools.models import Organisation

from . import emails
from .access import may_propose_payee
from .lifecycle import PAYEE
from .models import PayeeChange, PayeeState, Statement, StatementState

PURPOSE = "payee-change"
CONTACT_UNTIL = timedelta(days=30)  # whoever was the contact so lately still hears of it
LINK_DAYS = 30
ACCOUNT = re.compile(r"(\d{2}\D{0,2}){3}\D{0,3}\d{8}|[A-Z]{2}\d{2}\s?[A-Z0-9]{4}(\s?\d{4}){2,}", re.IGNORECASE)


@dataclass(frozen=True)
class Payee:
    """Who is to be paid, and the number under which finance knows them."""

    paid_to: Organisation
    supplier_number: str = ""


def in_effect(alliance: Alliance, school: Organisation) -> PayeeChange | None:
    """The change by which a school's payee was last set; None where the school itself is paid and never was one."""
    rows = PayeeChange.objects.in_effect().filter(alliance=alliance, school=school)
    return rows.select_related("paid_to").first()


def of(statement: Statement) -> Payee:
    """Who is paid by a statement: as it was sent; of a draft, who would be if it were sent now."""
    if statement.state != StatementState.DRAFT:
        return Payee(statement.paid_to, statement.supplier_number)
    now = in_effect(statement.alliance, statement.home_school)
    return Payee(now.paid_to, now.supplier_number) if now else Payee(statement.home_school)


@transaction.atomic
def propose(alliance: Alliance, school: Organisation, to: Payee, *, why: str, by: Person, at: datetime) -> PayeeChange:
    """Somebody of the office, or whoever speaks for the school's money, says who is to be paid from now on.

    Said twice, it is one proposal. Raises Refused where nothing would change, where another change is under way, and
    for a bank account.
    """
    if not may_propose_payee(by, alliance, school):
        raise NotAllowed(f"{by} may not say who is paid for {school}")
    if ACCOUNT.search(to.supplier_number):
        raise Refused(
            "That looks like a bank account. Give finance that by itself; here only its supplier number stands."
        )
    rows = PayeeChange.objects.filter(alliance=alliance, school=school)
    said = {"paid_to": to.paid_to, "supplier_number": to.supplier_number}
    if same := rows.filter(**said, state=PayeeState.PROPOSED, proposed_by=by).first():
        return same
    now = in_effect(alliance, school)
    if to == (Payee(now.paid_to, now.supplier_number) if now else Payee(school)):
        raise Refused("That is how it is paid already.")
    try:
        with transaction.atomic():
            made = rows.create(alliance=alliance, school=school, **said, proposed_by=by, state_since=at)
    except IntegrityError:
        raise Refused("A change of who is paid for this school is under way. Withdraw it, or wait for it.") from None
    events.record(made, "proposed", by=by, at=at, note=why)
    return made


@transaction.atomic
def confirm(change: PayeeChange, *, by: Person, at: datetime) -> PayeeChange:
    """A second person stands for it; it waits, and the old contact hears of it at once, with a link that stops it.

    Raises Refused where nobody is on record who could stop it.
    """
    today = localdate(at)
    day = first_day(change.alliance, today)
    PAYEE.move(change, "confirm", by=by, at=at, confirmed_by=by, takes_effect_on=day)
    told = old_contacts(change, today)
    if not told:
        raise Refused(
            f"Nobody is on record at {change.school} who could stop this change: record its head or finance contact "
            "under People first."
        )
    for person in told:
        link = links.invite(person, PURPOSE, change, alliance=change.alliance, days=LINK_DAYS, by=by, at=at)
        emails.payee_changing(change, day, link=link, at=at)
    return change


def first_day(alliance: Alliance, today: date) -> date:
    """The day on which a change confirmed today takes effect: the working day after the whole ones of waiting."""
    return WorkingDays(alliance).after(today, alliance.payee_waiting_days + 1)


def old_contacts(change: PayeeChange, today: date) -> list[Person]:
    """Whoever speaks for the money of the school, or of who is paid for it until now, or did so a month ago."""
    before = in_effect(change.alliance, change.school)
    places = {change.school} | ({before.paid_to} if before else set())
    found: set[Person] = set()
    for place in places:
        for day in (today, today - CONTACT_UNTIL):
            holders: QuerySet[Person] = posts.holders(change.alliance, day, *ANSWERS_FOR_A_PAYER, organisation=place)
            found |= set(holders.exclude(email=""))
    return sorted(found, key=lambda person: person.pk)


@transaction.atomic
def stop(change: PayeeChange, *, note: str = "", by: Person, at: datetime) -> PayeeChange:
    """The old contact, or whoever looks after the Alliance's money, stops it; everybody who acted on it hears why."""
    PAYEE.move(change, "stop", by=by, at=at, note=note)
    emails.payee_stopped(change, note, by=by, at=at)
    return change


def withdraw(change: PayeeChange, *, by: Person, at: datetime) -> PayeeChange:
    """It was a mistake, or is not wanted any more; the payee stays as it was."""
    return PAYEE.move(change, "withdraw", by=by, at=at)


def take_effect_due(*, at: datetime) -> int:
    """Changes that were waited for take effect, on their day or, if the clock stood still, later; how many did."""
    waiting = PayeeChange.objects.filter(state=PayeeState.WAITING, takes_effect_on__lte=localdate(at))
    numbers = waiting.filter(alliance__suspended_on__isnull=True).order_by("pk").values_list("pk", flat=True)
    return sum(take_effect(number, at=at) for number in list(numbers))


@transaction.atomic
def take_effect(number: int, *, at: datetime) -> bool:
    """What was in effect before is replaced; what was sent before is still paid to whom it says."""
    change = PayeeChange.objects.select_for_update(no_key=True, of=("self",)).select_related("school").get(pk=number)
    if change.state != PayeeState.WAITING:  # somebody stopped it at this moment
        return False
    before = in_effect(change.alliance, change.school)
    if before:
        PAYEE.move(before, "replace", by=None, at=at)
    PAYEE.move(change, "take_effect", by=None, at=at)
    return True
