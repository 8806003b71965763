"""Pins: the office's word, before any plan, that one leader is to help with one request."""

from datetime import datetime

from django.db import transaction

from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person
from drystone.register.models import Designation

from .models import Offer, Pin, RequestState, SupportRequest


@transaction.atomic
def pin(request: SupportRequest, designation: Designation, *, reason: str, by: Person, at: datetime) -> Pin:
    """Every later plan keeps it, or says why it cannot. A second pin takes the first one's place; the same said
    twice is said once.

    Raises Refused when the request is not being worked on, or its school has chosen.
    """
    asked = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if asked.state != RequestState.ACCEPTED:
        raise Refused("Accept the request first: nobody is pinned to a request that is not being worked on.")
    if asked.offers.filter(state=Offer.State.CHOSEN).exists():
        raise Refused(f"{asked.school} has chosen already.")
    same = Pin.objects.filter(request=asked, designation=designation, reason=reason).first()
    if same:
        return same
    made, _ = Pin.objects.update_or_create(
        request=asked,
        defaults={
            "alliance_id": asked.alliance_id,
            "designation": designation,
            "reason": reason,
            "made_by": by,
            "made_at": at,
        },
    )
    events.record(made, "pinned", by=by, at=at)
    return made


@transaction.atomic
def unpin(request: SupportRequest, *, by: Person, at: datetime) -> None:
    """The next plan chooses freely. Said twice it is said once."""
    SupportRequest.objects.select_for_update().get(pk=request.pk)
    pinned = Pin.objects.filter(request=request).first()
    if pinned:
        events.record(pinned, "unpinned", by=by, at=at)
        pinned.delete()
