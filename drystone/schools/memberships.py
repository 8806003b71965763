"""Joining an alliance and leaving it."""

from datetime import date, datetime

from django.db import transaction

from drystone.history import events
from drystone.history.events import Actor

from .models import Membership, Organisation


@transaction.atomic
def join(organisation: Organisation, *, alliance_id: int, starts: date, by: Actor | None, at: datetime) -> Membership:
    """The organisation is a member from a day on. One that is a member already stays one, from its first day."""
    membership, is_new = Membership.objects.get_or_create(
        alliance_id=alliance_id, organisation=organisation, ends=None, defaults={"starts": starts}
    )
    if is_new:
        events.record(membership, "joined", by=by, at=at, about=organisation, starts=starts.isoformat())
    return membership


@transaction.atomic
def leave(membership: Membership, *, ends: date, by: Actor | None, at: datetime) -> Membership:
    """The membership ends with a day; a membership that has ended is left as it is."""
    if Membership.objects.filter(pk=membership.pk, ends__isnull=True).update(ends=ends):
        membership.ends = ends
        events.record(membership, "left", by=by, at=at, about=membership.organisation, ends=ends.isoformat())
    return membership
