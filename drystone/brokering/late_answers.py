"""Answers that come when they count no longer: the enquiry ran out, was stood down, or was acted on.

Nothing that was typed is lost: it is kept for the office, which is told once and decides what follows.
"""

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.models import Person

from . import access, emails
from .models import Enquiry, EnquiryState, LateAnswer, Offer, RequestState, SupportRequest

SAID = {"call": EnquiryState.ASKED}  # whoever asks to be rung leaves the question open
REFUSALS = (EnquiryState.NO, EnquiryState.NOT_NOW)


class Why(StrEnum):
    """Why an answer comes too late."""

    NOT_YOURS = "not_yours"
    RAN_OUT = "ran_out"
    STOOD_DOWN = "stood_down"
    ACTED_ON = "acted_on"
    GONE_ON = "gone_on"
    ANSWERED = "answered"


OVER: dict[str, Why] = {EnquiryState.EXPIRED: Why.RAN_OUT, EnquiryState.STOOD_DOWN: Why.STOOD_DOWN}


def hold(enquiry: Enquiry) -> None:
    """Locks the request of an enquiry: who answers, asks, offers and chooses at once come one after the other."""
    SupportRequest.objects.select_for_update().get(pk=enquiry.request_id)
    enquiry.refresh_from_db(fields=["state", "call_wanted_at", "call_number", "answer_by"])


def why(enquiry: Enquiry, answer: str, by: Person, at: datetime) -> Why | None:
    """Why this answer of hers no longer counts; None while it does, and where it is what stands already."""
    if not access.asked(by, enquiry):
        return None  # the table of lives says whether she may
    if closed := closed_for(enquiry, by):
        return closed
    if enquiry.state in (EnquiryState.ASKED, answer):
        return None
    if is_acted_on(enquiry):
        return Why.ACTED_ON
    if enquiry.state in REFUSALS and goes_on_without(enquiry):
        return Why.GONE_ON
    return Why.ANSWERED if answer == "call" else None


def closed_for(enquiry: Enquiry, by: Person) -> Why | None:
    """Why she can answer no more, whatever she says."""
    if not access.still_answers(by, enquiry):
        return Why.NOT_YOURS
    return OVER.get(enquiry.state)


def is_acted_on(enquiry: Enquiry) -> bool:
    """The leader was put before the school on the strength of the yes."""
    before = (Offer.State.OFFERED, Offer.State.CHOSEN)
    offers = Offer.objects.filter(request=enquiry.request_id, designation=enquiry.designation_id, state__in=before)
    return enquiry.state == EnquiryState.YES and offers.exists()


def goes_on_without(enquiry: Enquiry) -> bool:
    """After a no: the request is over or has another leader, or somebody else was asked about this one."""
    if SupportRequest.objects.get(pk=enquiry.request_id).state != RequestState.ACCEPTED:
        return True
    if Offer.objects.filter(request=enquiry.request_id, state=Offer.State.CHOSEN).exists():
        return True
    later = Enquiry.objects.filter(
        request=enquiry.request_id, designation=enquiry.designation_id, step=enquiry.step, pk__gt=enquiry.pk
    )
    return later.exists()


def keep(
    enquiry: Enquiry,
    answer: str,
    *,
    reason: str,
    ask_after: date | None,
    call_number: str,
    by: Person,
    at: datetime,
) -> LateAnswer:
    """What she typed is kept as a note for the office, which is told once. The same said twice is kept once."""
    said = {"answer": SAID.get(answer, answer), "ask_after": ask_after, "text": reason, "call_number": call_number}
    late, is_new = LateAnswer.objects.get_or_create(
        enquiry=enquiry, person=by, **said, defaults={"alliance_id": enquiry.alliance_id, "given_at": at}
    )
    if is_new:
        events.record(late, "answered_late", by=by, at=at)
        emails.answered_late(enquiry, at=at)
    return late


@transaction.atomic
def see_to(late: LateAnswer, *, by: Person, at: datetime) -> LateAnswer:
    """The office has read it, and nothing follows from it here."""
    if not access.office(by, late):
        raise NotAllowed(f"{by} may not see to {late}")
    if LateAnswer.objects.filter(pk=late.pk, seen_to_at=None).update(seen_to_at=at):
        events.record(late, "saw_to_late", by=by, at=at)
    return late
