"""The shortlist of one to three that goes to the receiving head, and her choice."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.people import links, posts
from drystone.people.models import Link, Person
from drystone.register.models import Designation

from . import emails, enquiries
from .lifecycle import ENQUIRY, OFFER
from .models import Enquiry, EnquiryState, Offer, SupportRequest

PURPOSE = "choice"
MOST = 3


class CannotOffer(Exception):
    """Why this leader cannot be put before the school; the sentence is for the office."""


@transaction.atomic
def offer(request: SupportRequest, chosen: list[tuple[Designation, str]], *, by: Person, at: datetime) -> list[Offer]:
    """Puts one to three leaders, each with a because, before the receiving head.

    Raises CannotOffer unless each leader's home approver and she herself have said yes.
    """
    SupportRequest.objects.select_for_update().get(pk=request.pk)
    standing = set(request.offers.filter(state=Offer.State.OFFERED).values_list("designation", flat=True))
    if not chosen or len(standing | {designation.pk for designation, _ in chosen}) > MOST:
        raise CannotOffer(f"Offer the school one to {MOST} System Leaders.")
    if request.offers.filter(state=Offer.State.CHOSEN).exists():
        raise CannotOffer(f"{request.school} has chosen already.")
    offers = [make(request, designation, because, by=by, at=at) for designation, because in chosen]
    emails.leaders_offered(request, link=invite(request, by=by, at=at), at=at)
    return offers


def make(request: SupportRequest, designation: Designation, because: str, *, by: Person, at: datetime) -> Offer:
    yes = Enquiry.objects.filter(request=request, designation=designation, state=EnquiryState.YES)
    if set(yes.values_list("step", flat=True)) != {Enquiry.Step.HOME, Enquiry.Step.LEADER}:
        raise CannotOffer(
            f"{designation.person} cannot be offered yet: the home school and the leader both say yes first."
        )
    made, is_new = Offer.objects.get_or_create(
        request=request,
        designation=designation,
        state__in=(Offer.State.OFFERED, Offer.State.CHOSEN),
        defaults={
            "alliance_id": request.alliance_id,
            "because": because,
            "state": Offer.State.OFFERED,
            "state_since": at,
        },
    )
    if is_new:
        events.record(made, "offered", by=by, at=at)
    return made


def invite(request: SupportRequest, *, by: Person, at: datetime) -> Link:
    """The link by which the receiving head, or else whoever asked, chooses."""
    return links.invite(chooser(request, at), PURPOSE, request, alliance=request.alliance, days=30, by=by, at=at)


def chooser(request: SupportRequest, at: datetime) -> Person:
    return posts.heads_of(request.school, request.alliance, localdate(at)).first() or request.contact


@transaction.atomic
def choose(offer: Offer, *, by: Person, at: datetime) -> Offer:
    """The receiving head chooses; the other leaders and their heads are thanked and stood down. One choice a request.

    Raises AlreadyMoved when another was chosen meanwhile.
    """
    request = SupportRequest.objects.select_for_update().get(pk=offer.request_id)
    OFFER.move(offer, "choose", by=by, at=at)
    for other in request.offers.filter(state=Offer.State.OFFERED).select_related("request"):
        OFFER.move(other, "pass_over", by=by, at=at)
    enquiries.stand_down_all(request, but=offer.designation, by=by, at=at)
    emails.leader_chosen(offer, at=at)
    return offer


@transaction.atomic
def ask_for_others(request: SupportRequest, *, note: str, by: Person, at: datetime) -> SupportRequest:
    """None of these, says the receiving head; the office looks further. Her words are for the office.

    Said twice it is said once.
    """
    SupportRequest.objects.select_for_update().get(pk=request.pk)
    standing = list(request.offers.filter(state=Offer.State.OFFERED).select_related("request"))
    if not standing:
        return request
    for each in standing:
        OFFER.move(each, "pass_over", by=by, at=at)
        stand_down_quietly(request, each.designation, at=at)
    events.record(request, "others_asked_for", by=by, at=at, note=note)
    emails.others_asked_for(request, at=at)
    return request


@transaction.atomic
def let_go(request: SupportRequest, designation: Designation, *, at: datetime) -> None:
    """What was chosen does not come about, or goes no further: the request is free for another leader.

    Nobody is written to; whoever ends the work has told everybody what is theirs to know.
    """
    for offer in request.offers.filter(designation=designation, state=Offer.State.CHOSEN).select_related("request"):
        OFFER.move(offer, "stand_down", by=None, at=at)
    stand_down_quietly(request, designation, at=at)


def stand_down_quietly(request: SupportRequest, designation: Designation, *, at: datetime) -> None:
    standing = request.enquiries.filter(designation=designation, state__in=(EnquiryState.ASKED, EnquiryState.YES))
    for enquiry in standing:
        ENQUIRY.move(enquiry, "stand_down", by=None, at=at)


@transaction.atomic
def stand_down_all(request: SupportRequest, *, by: Person, at: datetime) -> None:
    """The request ends before anybody was chosen: whoever was asked is thanked, nobody stands on a shortlist."""
    for offer in request.offers.filter(state=Offer.State.OFFERED).select_related("request"):
        OFFER.move(offer, "stand_down", by=None, at=at)
    enquiries.stand_down_all(request, by=by, at=at)
