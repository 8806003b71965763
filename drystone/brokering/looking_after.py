"""Who looks after a request, what the office notes on it, and that the leader has spoken to the school."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import posts
from drystone.people.models import Person
from drystone.people.roles import OFFICE

from . import emails
from .access import office
from .models import Offer, RequestNote, SupportRequest

AT_ONCE = timedelta(minutes=5)  # the same written again so soon is one press twice


@transaction.atomic
def give(request: SupportRequest, owner: Person | None, *, by: Person, at: datetime) -> SupportRequest:
    """Somebody of the office looks after the request from now on, or nobody. Whoever did not take it is told."""
    if not office(by, request):
        raise NotAllowed(f"{by} may not give {request} to anybody")
    if owner and not posts.holds(owner, request.alliance, localdate(at), *OFFICE):
        raise Refused(f"{owner} does not work in the office.")
    kept = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if kept.owner_id == (owner.pk if owner else None):
        return kept
    request.owner = owner
    request.save(update_fields=["owner"])
    events.record(request, "owner_set", by=by, at=at, note=owner.name if owner else "Nobody")
    if owner and owner.pk != by.pk:
        emails.request_given(request, who=by, at=at)
    return request


@transaction.atomic
def note(request: SupportRequest, text: str, *, by: Person, at: datetime) -> RequestNote:
    """The office writes something down; only the office reads it. The same said twice at once is said once."""
    if not office(by, request):
        raise NotAllowed(f"{by} may not write on {request}")
    SupportRequest.objects.select_for_update().get(pk=request.pk)
    said = {"request": request, "text": text, "written_by": by}
    if twice := RequestNote.objects.filter(**said, written_at__gt=at - AT_ONCE).first():
        return twice
    made = RequestNote.objects.create(alliance_id=request.alliance_id, **said, written_at=at)
    events.record(made, "noted_on_request", by=by, at=at)
    return made


@transaction.atomic
def say_in_touch(request: SupportRequest, *, by: Person, at: datetime) -> SupportRequest:
    """The office has heard that the chosen leader spoke to the school."""
    if not office(by, request):
        raise NotAllowed(f"{by} may not say this of {request}")
    if not request.offers.filter(state=Offer.State.CHOSEN).exists():
        raise Refused("Nobody has been chosen yet.")
    return in_touch(request, by=by, at=at)


@transaction.atomic
def in_touch(request: SupportRequest, *, by: Person | None, at: datetime) -> SupportRequest:
    """Leader and school have spoken; also said by a later room, when they plan something together. Once a choice."""
    kept = SupportRequest.objects.select_for_update().get(pk=request.pk)
    chosen = request.offers.filter(state=Offer.State.CHOSEN).first()
    if chosen is None or (kept.in_touch_at and kept.in_touch_at >= chosen.state_since):
        return request
    request.in_touch_at = at
    request.save(update_fields=["in_touch_at"])
    events.record(request, "in_touch", by=by, at=at)
    return request
