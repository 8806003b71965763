"""Enquiries that run out: whoever was asked is reminded once, and the office hears when nobody answered."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime

from drystone.alliances.calendar import WorkingDays
from drystone.lifecycle import AlreadyMoved

from . import emails, enquiries, late_answers
from .lifecycle import ENQUIRY
from .models import Enquiry, EnquiryState
from .models.match import OVER_AT


def expire_late(*, at: datetime) -> int:
    """Enquiries nobody answered by their moment run out; the office sees it and may ask again. Returns how many."""
    over = localdate(at) if localtime(at).time() >= OVER_AT else localdate(at) - timedelta(days=1)
    expired = 0
    for enquiry in asked().filter(answer_by__lte=over):
        try:
            with transaction.atomic():
                late_answers.hold(enquiry)
                ENQUIRY.move(enquiry, "expire", by=None, at=at)
                emails.enquiry_expired(enquiry, at=at)
            expired += 1
        except AlreadyMoved:  # answered while the clock was at it
            continue
    return expired


def remind_late(*, at: datetime) -> int:
    """Whoever has until the next working day, and was not asked today, is reminded once. Returns how many were.

    Nobody is reminded who waits for a call of the office.
    """
    soon = asked().filter(answer_by__lte=localdate(at) + timedelta(days=14), call_wanted_at=None)
    return sum(remind(enquiry, at=at) for enquiry in soon.exclude(asked_at__gte=at - timedelta(days=1)))


@transaction.atomic
def remind(enquiry: Enquiry, *, at: datetime) -> bool:
    if WorkingDays(enquiry.alliance).after(enquiry.answer_by, -1) > localdate(at):
        return False
    link = enquiries.invite(enquiry, by=None, at=at)
    return emails.enquiry_reminded(enquiry, link=link, at=at)


def asked() -> QuerySet[Enquiry]:
    """Those that nobody has answered yet."""
    about = ("alliance", "request__school", "request__alliance", "request__owner", "designation__person", "asked")
    return Enquiry.objects.filter(state=EnquiryState.ASKED).select_related(*about)
