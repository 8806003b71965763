"""Whom an agreement waits for: when they are reminded, until when they have time, and what the office does about it.

Nothing runs out by itself: when the day to answer has passed the office is told, and the parties can still answer.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.access import office
from drystone.people.models import Person

from . import consents, emails, sentences
from .models import Agreement, Consent, ConsentState, Deployment

HERS = (ConsentState.ASKED, ConsentState.SEEN)  # it is her turn; who asked something waits for the office
# Working days before and after the day to answer.
STEPS = (-1, 3)


class CannotRemind(Refused):
    """Why somebody is not reminded; the sentence is for the page."""


class CannotExtend(Refused):
    """Why the day to answer is not moved; the sentence is for the page."""


def remind_late(*, at: datetime) -> int:
    """Reminds every party whose next reminder is due and was not sent; whoever was asked today is left in peace.

    Returns how many were reminded.
    """
    rows = Consent.objects.being_agreed().filter(state__in=HERS)
    rows = rows.filter(agreement__drawn_up_at__lte=at - timedelta(days=1), state_since__lte=at - timedelta(days=1))
    about = (
        "agreement__alliance",
        "alliance",
        "person",
        "agreement__deployment__leader",
        "agreement__deployment__receiving_school",
    )
    rows = rows.select_related(*about, "agreement__deployment__alliance")
    return sum(remind(consent, at=at) for consent in rows.iterator(chunk_size=200))


@transaction.atomic
def remind(consent: Consent, *, at: datetime) -> bool:
    """The latest reminder that is due goes, if it has not gone."""
    due = [step for step, day in reminders(consent.agreement) if day <= localdate(at)]
    if not due:
        return False
    once = f"{consent.pk}/{consent.agreement.answer_by}/{due[-1]}"
    return emails.consent_reminded(consent, once=once, link=consents.invite(consent, by=None, at=at), at=at)


def reminders(agreement: Agreement) -> list[tuple[int, date]]:
    """When those who have not answered are reminded, the earliest first."""
    days = WorkingDays(agreement.alliance)
    return [(step, days.after(agreement.answer_by, step)) for step in STEPS]


def next_reminder(agreement: Agreement, today: date) -> date | None:
    """The day of the next one that goes by itself."""
    return next((day for _, day in reminders(agreement) if day > today), None)


@transaction.atomic
def remind_now(consent: Consent, *, by: Person, at: datetime) -> Consent:
    """The office reminds a party whose turn it is, at most once a day. Raises CannotRemind."""
    if not office(by, consent):
        raise NotAllowed(f"{by} may not remind {consent.person}")
    if not Agreement.objects.being_agreed().filter(pk=consent.agreement_id).exists() or consent.state not in HERS:
        raise CannotRemind(f"{consent.person} is not waited for.")
    once = f"{consent.pk}/office/{localdate(at)}"
    if not emails.consent_reminded(consent, once=once, link=consents.invite(consent, by=by, at=at), at=at):
        raise CannotRemind(f"{consent.person} was reminded today.")
    events.record(consent, "reminded", by=by, at=at, party=consent.party)
    return consent


@transaction.atomic
def extend(agreement: Agreement, until: date, *, by: Person, at: datetime) -> Agreement:
    """The parties have until another day; reminders follow it. The same day given twice is given once.

    Raises CannotExtend for a day that is past, and where nobody is asked any more.
    """
    Deployment.objects.select_for_update().get(pk=agreement.deployment_id)
    if not office(by, agreement):
        raise NotAllowed(f"{by} may not move the day to answer")
    if not Agreement.objects.being_agreed().filter(pk=agreement.pk).exists():
        raise CannotExtend("Nobody is asked to answer this version any more.")
    if until < localdate(at):
        raise CannotExtend("Choose today, or a day that is still to come.")
    agreement.refresh_from_db(fields=["answer_by"])
    if agreement.answer_by != until:
        agreement.answer_by = until
        agreement.save(update_fields=["answer_by"])
        events.record(agreement, "more_time", by=by, at=at, until=saying.day(until))
    return agreement


def tell_late(*, at: datetime) -> int:
    """The office is told, once for each day that is set, that a day to answer has passed. Returns of how many."""
    rows = Agreement.objects.being_agreed().filter(answer_by__lt=localdate(at)).prefetch_related("consents__person")
    rows = rows.select_related(
        "deployment__leader", "deployment__receiving_school", "deployment__alliance", "deployment__request__owner"
    )
    return sum(tell(agreement, at=at) for agreement in rows.iterator(chunk_size=200))


def tell(agreement: Agreement, *, at: datetime) -> bool:
    waited_for = [sentences.name(row) for row in agreement.consents.all() if row.state in HERS]
    return bool(waited_for) and emails.agreement_late(agreement, waited_for, at=at)
