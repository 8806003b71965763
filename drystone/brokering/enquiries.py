"""Might she be released, and might she? The home approver is asked first, before the leader knows.

A refusal needs no reason, is never shown to the receiving school, and never counts against anyone.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.lifecycle import AlreadyMoved
from drystone.people import links, posts
from drystone.people.models import Person
from drystone.register.models import Designation

from . import emails, rules
from .lifecycle import ENQUIRY
from .models import Enquiry, EnquiryReason, EnquiryState, RequestState, SupportRequest

PURPOSE = "enquiry"
DAYS_TO_ANSWER = 5
ANSWERS = {"yes": "say_yes", "not_now": "say_not_now", "no": "say_no"}


class CannotAsk(Exception):
    """Why this person cannot be asked; the sentence is for the office."""


@transaction.atomic
def ask_home(request: SupportRequest, designation: Designation, *, by: Person, at: datetime) -> Enquiry:
    """Asks the home approver whether this leader could be released; the leader does not learn of it yet.

    The approver is the head of the home school, or the governing body where the leader is the head.
    Raises CannotAsk when a hard rule keeps the leader out, or nobody is known to ask.
    """
    check_open(request)
    if out := rules.broken(rules.load(request, on=localdate(at)), designation, localdate(at)):
        raise CannotAsk(out)
    approver = posts.approver_for(designation.person, request.alliance, designation.home_school, localdate(at))
    if approver is None:
        raise CannotAsk(f"Nobody is recorded who may release staff of {designation.home_school}. Add the head first.")
    return ask(request, designation, Enquiry.Step.HOME, approver, by=by, at=at)


@transaction.atomic
def ask_leader(request: SupportRequest, designation: Designation, *, by: Person, at: datetime) -> Enquiry:
    """Asks the leader, once her home approver has said yes. Raises CannotAsk before that."""
    check_open(request)
    released = Enquiry.objects.filter(
        request=request, designation=designation, step=Enquiry.Step.HOME, state=EnquiryState.YES
    )
    if not released.exists():
        raise CannotAsk("The home school has not said yes. They are asked first, before the System Leader knows.")
    return ask(request, designation, Enquiry.Step.LEADER, designation.person, by=by, at=at)


def check_open(request: SupportRequest) -> None:
    """Locks the request, so that of two who ask at once one finds the other's enquiry."""
    request = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != RequestState.ACCEPTED:
        raise CannotAsk("Accept the request first: nobody is asked for a request that is not being worked on.")


def ask(
    request: SupportRequest, designation: Designation, step: str, asked: Person, *, by: Person, at: datetime
) -> Enquiry:
    """One living enquiry a step: asking again while one stands gives that one back."""
    living = Enquiry.objects.filter(
        request=request, designation=designation, step=step, state__in=(EnquiryState.ASKED, EnquiryState.YES)
    ).first()
    if living:
        return living
    enquiry = Enquiry.objects.create(
        alliance_id=request.alliance_id,
        request=request,
        designation=designation,
        step=step,
        asked=asked,
        asked_at=at,
        answer_by=WorkingDays(request.alliance).after(localdate(at), DAYS_TO_ANSWER),
        state_since=at,
    )
    events.record(enquiry, f"asked_{step}", by=by, at=at)
    emails.enquiry_asked(enquiry, link=invite(enquiry, by=by, at=at), at=at)
    return enquiry


def invite(enquiry: Enquiry, *, by: Person | None, at: datetime):
    return links.invite(enquiry.asked, PURPOSE, enquiry, alliance=enquiry.alliance, days=30, by=by, at=at)


@transaction.atomic
def answer(
    enquiry: Enquiry, answer: str, *, reason: str = "", ask_after: date | None = None, by: Person, at: datetime
) -> Enquiry:
    """Yes, not now (ask after a day), or no. A reason is optional, private, and kept in a row apart.

    The office is told. The answer can be changed as long as nobody has acted on it.
    """
    ENQUIRY.move(enquiry, ANSWERS[answer], by=by, at=at, ask_after=ask_after)
    keep_reason(enquiry, reason)
    if answer != "yes":
        stand_down_leader(enquiry, by=by, at=at)
    emails.enquiry_answered(enquiry, at=at)
    return enquiry


def keep_reason(enquiry: Enquiry, reason: str) -> None:
    if reason:
        EnquiryReason.objects.update_or_create(
            enquiry=enquiry, defaults={"alliance_id": enquiry.alliance_id, "text": reason}
        )


def stand_down_leader(enquiry: Enquiry, *, by: Person, at: datetime) -> None:
    """A head who takes her yes back stands her leader down too, if the leader was asked already."""
    if enquiry.step != Enquiry.Step.HOME:
        return
    later = Enquiry.objects.filter(
        request_id=enquiry.request_id,
        designation_id=enquiry.designation_id,
        step=Enquiry.Step.LEADER,
        state__in=(EnquiryState.ASKED, EnquiryState.YES),
    )
    for row in later:
        stand_down(row, by=by, at=at)


@transaction.atomic
def record(enquiry: Enquiry, given: str, *, note: str, reason: str = "", by: Person, at: datetime) -> Enquiry:
    """The office writes down an answer given by phone or e-mail: for whom, how, by whom."""
    ENQUIRY.move(enquiry, ANSWERS[given], by=by, at=at, note=note, recorded_by=by)
    keep_reason(enquiry, reason)
    if given != "yes":
        stand_down_leader(enquiry, by=by, at=at)
    return enquiry


@transaction.atomic
def stand_down(enquiry: Enquiry, *, by: Person, at: datetime) -> Enquiry:
    """Another leader was chosen, or the request is closed: thanks, and no more is asked."""
    ENQUIRY.move(enquiry, "stand_down", by=by, at=at)
    emails.enquiry_stood_down(enquiry, at=at)
    return enquiry


def stand_down_all(request: SupportRequest, *, but: Designation | None = None, by: Person, at: datetime) -> None:
    """Thanks to everybody who was asked and is not needed."""
    standing = request.enquiries.filter(state__in=(EnquiryState.ASKED, EnquiryState.YES))
    for enquiry in standing.exclude(designation=but) if but else standing:
        stand_down(enquiry, by=by, at=at)


def expire_late(*, at: datetime) -> int:
    """Enquiries nobody answered by their day expire; the office sees it and may ask again. Returns how many."""
    late = Enquiry.objects.filter(state=EnquiryState.ASKED, answer_by__lt=localdate(at))
    expired = 0
    for enquiry in late.select_related("alliance", "request"):
        try:
            with transaction.atomic():
                ENQUIRY.move(enquiry, "expire", by=None, at=at)
                emails.enquiry_expired(enquiry, at=at)
            expired += 1
        except AlreadyMoved:  # answered while the clock was at it
            continue
    return expired
