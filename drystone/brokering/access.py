"""Who may, in brokering."""

from drystone.people.access import heads, office
from drystone.people.models import Person

from .models import Enquiry, Offer, SupportRequest

__all__ = ["asked", "asker", "office", "receiving_head", "settles"]


def asker(person: Person, request: SupportRequest) -> bool:
    """She asked for help, or heads the school that did."""
    return request.contact_id == person.pk or heads(person, request.school_id, request.alliance_id)


def asked(person: Person, enquiry: Enquiry) -> bool:
    """The enquiry was put to her."""
    return enquiry.asked_id == person.pk


def receiving_head(person: Person, offer: Offer) -> bool:
    """She asked for help, or heads the school that did."""
    return asker(person, offer.request)


def settles(person: Person, enquiry: Enquiry) -> bool:
    """Her choice makes this enquiry needless: she asked for help, or is the home approver who says no after all."""
    home = Enquiry.objects.filter(
        request_id=enquiry.request_id, designation_id=enquiry.designation_id, step=Enquiry.Step.HOME, asked=person
    )
    return asker(person, enquiry.request) or home.exists()
