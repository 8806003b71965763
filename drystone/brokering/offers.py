"""The shortlist of one to three that goes to the receiving head, and her choice.

What a school is shown it can have: the days of whoever stands on a shortlist are kept for it, under lock, until
another is chosen, the offer ends, or the agreement takes them over.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people import links, posts
from drystone.people.models import Link, Person
from drystone.register import promises
from drystone.register.models import Designation

from . import emails, enquiries, nameless
from .lifecycle import ENQUIRY, OFFER
from .models import Enquiry, EnquiryState, Offer, RequestState, SupportRequest

PURPOSE = "choice"
MOST = 3


class CannotOffer(Refused):
    """Why this leader cannot be put before the school; the sentence is for the office."""


class Chosen(Refused):
    """A System Leader was chosen for this request; that is called off first. The sentence is for whoever presses."""


@transaction.atomic
def offer(request: SupportRequest, chosen: list[tuple[Designation, str]], *, by: Person, at: datetime) -> list[Offer]:
    """Puts one to three leaders, each with a because, before the receiving head, and keeps their days for her.

    Raises CannotOffer unless each leader's home approver and she herself have said yes, and the days are there;
    CannotAsk where a hard rule keeps her out by now.
    """
    held = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if held.state != RequestState.ACCEPTED:
        raise CannotOffer(f"The request is {held.get_state_display().lower()}: nobody is offered.")
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
    is_nameless = request.alliance.offers_without_names
    if is_nameless and (told := nameless.told_by(because, designation)):
        raise CannotOffer(f"The sentence about {designation.person} says “{told}”: the school reads no names yet.")
    made, is_new = Offer.objects.get_or_create(
        request=request,
        designation=designation,
        state__in=(Offer.State.OFFERED, Offer.State.CHOSEN),
        defaults={
            "alliance_id": request.alliance_id,
            "because": because,
            "is_nameless": is_nameless,
            "state": Offer.State.OFFERED,
            "state_since": at,
        },
    )
    if is_new:
        keep_days(made, at=at)
        enquiries.check_rules(request, designation, at, asked_before=True)
        events.record(made, "offered", by=by, at=at)
    return made


def keep_days(offer: Offer, *, at: datetime) -> None:
    """Takes the days out of the budgets before the school reads of the leader: two brokers cannot both offer them."""
    request, leader = offer.request, offer.designation
    starts, ends = request.period(localdate(at))
    dates: dict[str, Any] = {"starts": starts, "ends": ends, "half_days": request.half_days or 1}
    promises.give_back(request, at=at)  # held since another alliance was promised the leader
    try:
        promises.promise(offer, person=leader.person, home_school=leader.home_school, **dates, at=at)
    except promises.NotEnoughRelease as short:
        left = saying.days(short.left)
        raise CannotOffer(
            f"{leader.person} has {left} left for these dates; {saying.days(short.asked)} would be needed. "
            "The others were promised meanwhile, or are kept for another school that is choosing."
        ) from short


def invite(request: SupportRequest, *, by: Person, at: datetime) -> Link:
    """The link by which the receiving head, or else whoever asked, chooses."""
    return links.invite(chooser(request, at), PURPOSE, request, alliance=request.alliance, days=30, by=by, at=at)


def chooser(request: SupportRequest, at: datetime) -> Person:
    """The head on record; else the one who was named; else whoever asked."""
    head = posts.heads_of(request.school, request.alliance, localdate(at)).first()
    return head or request.head or request.contact


@transaction.atomic
def choose(offer: Offer, *, by: Person, at: datetime) -> Offer:
    """The receiving head chooses; the other leaders and their heads are thanked and stood down. One choice a request.

    Raises AlreadyMoved when another was chosen meanwhile.
    """
    request = SupportRequest.objects.select_for_update().get(pk=offer.request_id)
    OFFER.move(offer, "choose", by=by, at=at)
    for other in request.offers.filter(state=Offer.State.OFFERED).select_related("request"):
        end(other, "pass_over", by=by, at=at)
    enquiries.stand_down_all(request, but=offer.designation, by=by, at=at)
    emails.leader_chosen(offer, at=at)
    return offer


def end(offer: Offer, verb: str, *, by: Person | None, at: datetime, note: str = "") -> Offer:
    """The offer is over in one way or another, and the days that were kept go back."""
    OFFER.move(offer, verb, by=by, at=at, note=note)
    promises.give_back(offer, at=at)
    return offer


@transaction.atomic
def take_off(offer: Offer, *, note: str, by: Person, at: datetime) -> Offer:
    """The office takes a leader off the shortlist before the choice, with a reason that the school never reads.

    What she and her head said still stands: she can be offered again. The school is told where nobody is left.
    """
    request = SupportRequest.objects.select_for_update().get(pk=offer.request_id)
    end(offer, "take_off", by=by, at=at, note=note)
    if not request.offers.filter(state__in=(Offer.State.OFFERED, Offer.State.CHOSEN)).exists():
        emails.none_left_to_choose(request, link=invite(request, by=by, at=at), at=at)
    return offer


@transaction.atomic
def take_back(offer: Offer, *, note: str, by: Person, at: datetime) -> Offer:
    """The office undoes the school's choice, with the reason: the leader stands on the shortlist again, and the
    school is asked once more. A later room calls this while it has not drawn anything up."""
    request = SupportRequest.objects.select_for_update().get(pk=offer.request_id)
    OFFER.move(offer, "take_back", by=by, at=at, note=note)
    emails.choice_taken_back(request, link=invite(request, by=by, at=at), at=at)
    return offer


@transaction.atomic
def ask_for_others(request: SupportRequest, *, note: str, by: Person, at: datetime) -> SupportRequest:
    """None of these, says the receiving head; the office looks further. Her words are for the office.

    The leaders on the list and their heads are thanked. Said twice it is said once.
    """
    SupportRequest.objects.select_for_update().get(pk=request.pk)
    standing = list(request.offers.filter(state=Offer.State.OFFERED).select_related("request"))
    if not standing:
        return request
    for each in standing:
        end(each, "pass_over", by=by, at=at)
        for enquiry in said_yes(request, each.designation):
            enquiries.thank(enquiry, by=by, at=at)
    events.record(request, "others_asked_for", by=by, at=at, note=note)
    emails.others_asked_for(request, at=at)
    return request


@transaction.atomic
def let_go(request: SupportRequest, designation: Designation, *, at: datetime) -> None:
    """What was chosen does not come about, or goes no further: the request is free for another leader.

    Nobody is written to; whoever ends the work has told everybody what is theirs to know.
    """
    for offer in request.offers.filter(designation=designation, state=Offer.State.CHOSEN).select_related("request"):
        end(offer, "stand_down", by=None, at=at)
    for enquiry in said_yes(request, designation):
        ENQUIRY.move(enquiry, "stand_down", by=None, at=at)


def stand_again(request: SupportRequest, designation: Designation, *, by: Person, at: datetime) -> None:
    """The work of whoever was chosen goes on after all. Raises Refused once somebody else is sought for it."""
    held = SupportRequest.objects.select_for_update().get(pk=request.pk)
    others = request.offers.filter(state__in=(Offer.State.OFFERED, Offer.State.CHOSEN))
    if held.state != RequestState.ACCEPTED or others.exists():
        raise Refused("Somebody else is being found for this request by now, or it was closed.")
    gone = request.offers.filter(designation=designation, state=Offer.State.STOOD_DOWN)
    if offer := gone.select_related("request").order_by("-pk").first():
        OFFER.move(offer, "stand_again", by=by, at=at)


def hand_days_over(request: SupportRequest, *, at: datetime) -> None:
    """The agreement holds the days from now on; what was kept for the choice goes back in the same transaction."""
    for offer in request.offers.filter(state=Offer.State.CHOSEN):
        promises.give_back(offer, at=at)


def said_yes(request: SupportRequest, designation: Designation) -> list[Enquiry]:
    return list(request.enquiries.filter(designation=designation, state__in=enquiries.STANDING))


def check_none_chosen(request: SupportRequest) -> None:
    """Raises Chosen while a chosen leader stands."""
    if request.offers.filter(state=Offer.State.CHOSEN).exists():
        raise Chosen("A System Leader was chosen for this request. The office calls that off first.")


@transaction.atomic
def stand_down_all(request: SupportRequest, *, by: Person | None, at: datetime) -> None:
    """The request ends before anybody was chosen: whoever was asked is thanked, nobody stands on a shortlist."""
    for offer in request.offers.filter(state=Offer.State.OFFERED).select_related("request"):
        end(offer, "stand_down", by=None, at=at)
    enquiries.stand_down_all(request, by=by, at=at)
