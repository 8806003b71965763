"""Who may, in brokering."""

from datetime import datetime

from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.people.access import alliances_as, heads, office, office_of, places_as
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.register.access import releases
from drystone.register.models import Designation

from .models import Enquiry, Offer, SupportRequest

__all__ = [
    "asked",
    "asker",
    "chooses",
    "commissions",
    "nobody",
    "notes_needs",
    "office",
    "receiving_head",
    "settles",
    "still_answers",
    "writes",
]


def asker(person: Person, request: SupportRequest) -> bool:
    """She asked for help, or heads the school that did."""
    is_head = person.pk == request.head_id or heads(person, request.school_id, request.alliance_id)
    return request.contact_id == person.pk or is_head


def commissions(person: Person, request: SupportRequest) -> bool:
    """She asked for help for this school as its authority, trust or diocese, or is a commissioner there."""
    theirs = (request.alliance_id, request.commissioner_id) in places_as(person, Role.COMMISSIONER)
    return request.commissioned_by_id == person.pk or theirs


def writes(person: Person, request: SupportRequest) -> bool:
    """She fills the form in: whoever began it, and the office."""
    return person.pk in (request.contact_id, request.commissioned_by_id) or office(person, request)


def asked(person: Person, enquiry: Enquiry) -> bool:
    """The enquiry was put to her."""
    return enquiry.asked_id == person.pk


def still_answers(person: Person, enquiry: Enquiry) -> bool:
    """A leader answers for herself; for her school whoever releases her today."""
    return enquiry.step == Enquiry.Step.LEADER or releases(person, enquiry.designation)


def nobody(person: Person, record: object) -> bool:
    """Drystone itself does it, when its time has come."""
    return False


def receiving_head(person: Person, offer: Offer) -> bool:
    """She heads the school that asked, or asked for it and has not left it since."""
    return chooses(person, offer.request)


def chooses(person: Person, request: SupportRequest) -> bool:
    """The same, of the request; or she is the head whom it names."""
    if person.pk == request.head_id or heads(person, request.school_id, request.alliance_id):
        return True
    return request.contact_id == person.pk and not has_left(person, request)


def has_left(person: Person, request: SupportRequest) -> bool:
    """She had a post at the school, and holds none there today."""
    posts = Post.objects.filter(person=person, alliance=request.alliance_id, organisation=request.school_id)
    return posts.exists() and not posts.on(person.on).exists()


def settles(person: Person, enquiry: Enquiry) -> bool:
    """Her choice makes this enquiry needless: she asked for help, or is the home approver who says no after all."""
    home = Enquiry.objects.filter(
        request_id=enquiry.request_id, designation_id=enquiry.designation_id, step=Enquiry.Step.HOME, asked=person
    )
    return asker(person, enquiry.request) or home.exists()


def notes_needs(person: Person, alliance: Alliance, at: datetime) -> bool:
    """She works in its office, heads one of its schools, or is one of its System Leaders."""
    if alliance.pk in office_of(person) | alliances_as(person, (Role.HEAD,)):
        return True
    return Designation.objects.in_force(localdate(at)).filter(alliance=alliance, person=person).exists()
