"""Reads across the models of brokering."""

from django.db.models import Prefetch

from drystone.history import events
from drystone.history.models import Event
from drystone.register.models import DesignatedArea

from .models import Enquiry, EnquiryReason, EnquiryState, Offer, SupportRequest


def asks_elsewhere(request: SupportRequest, designation_id: int) -> bool:
    """Whether others are asked for this request at the same time."""
    standing = request.enquiries.filter(state__in=(EnquiryState.ASKED, EnquiryState.YES))
    return standing.exclude(designation=designation_id).exists()


def put_before_school(enquiry: Enquiry) -> Event | None:
    """Who put this leader before the school, and when; None while she does not stand there."""
    standing = (Offer.State.OFFERED, Offer.State.CHOSEN)
    offers = Offer.objects.filter(request=enquiry.request_id, designation=enquiry.designation_id, state__in=standing)
    offer = offers.first()
    return events.record_of(offer).filter(verb="offered").first() if offer else None


def standing_enquiries(request: SupportRequest) -> set[int]:
    """The designations that are being asked, or have said yes, for this request."""
    standing = request.enquiries.filter(state__in=(EnquiryState.ASKED, EnquiryState.YES))
    return set(standing.values_list("designation_id", flat=True))


def reason(enquiry: Enquiry) -> EnquiryReason | None:
    return EnquiryReason.objects.filter(enquiry=enquiry).first()


def ready_to_offer(request: SupportRequest) -> list:
    """Leaders whose home school and who themselves have said yes, and who are not before the school yet."""
    yes = request.enquiries.filter(step=Enquiry.Step.LEADER, state=EnquiryState.YES)
    before = request.offers.filter(state__in=(Offer.State.OFFERED, Offer.State.CHOSEN)).values("designation")
    rows = yes.exclude(designation__in=before).select_related("designation__person", "designation__home_school")
    counting = DesignatedArea.objects.counting().select_related("area")
    return [row.designation for row in rows.prefetch_related(Prefetch("designation__areas", counting))]


def offers(request: SupportRequest) -> list[Offer]:
    return list(request.offers.select_related("designation__person", "designation__home_school"))


def chosen(request: SupportRequest) -> Offer | None:
    """The leader whom the school chose."""
    return request.offers.filter(state=Offer.State.CHOSEN).select_related("request", "designation__person").first()
