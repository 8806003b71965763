"""Organisations that the register does not have, made by hand; and an alliance's own details of any."""

from datetime import datetime

from django.db import transaction

from drystone.history import events
from drystone.history.events import Actor

from . import names
from .models import LocalDetails, Organisation

OWN_FIELDS = frozenset({"name", "postcode", "phone", "office_email", "safeguarding_lead", "parking_note"})


@transaction.atomic
def make(kind: str, name: str, *, town: str = "", postcode: str = "", by: Actor | None, at: datetime) -> Organisation:
    """A trust, a diocese, an authority's team or a nursery is known to Drystone from now on.

    Pressing twice does it once: the same kind, name and postcode is the same organisation.
    """
    made, is_new = Organisation.objects.get_or_create(
        kind=kind,
        name=names.tidy(name),
        postcode=names.postcode(postcode),
        urn=None,
        defaults={"town": names.tidy(town)},
    )
    if is_new:
        events.record(made, "made", by=by, at=at, kind=kind)
    return made


@transaction.atomic
def correct(
    organisation: Organisation, *, alliance_id: int, by: Actor | None, at: datetime, **details: str
) -> LocalDetails:
    """An alliance notes what it knows better than the register. An empty text takes the note back.

    History keeps which fields were touched, not what they say: one of them is a person's name.
    """
    if unknown := set(details) - OWN_FIELDS:
        raise TypeError(f"no such local detail: {', '.join(sorted(unknown))}")
    local, _ = LocalDetails.objects.get_or_create(alliance_id=alliance_id, organisation=organisation)
    touched = sorted(name for name, text in details.items() if getattr(local, name) != _kept(name, text))
    for name in touched:
        setattr(local, name, _kept(name, details[name]))
    if touched:
        local.save(update_fields=touched)
        events.record(local, "corrected", by=by, at=at, about=organisation, fields=touched)
    return local


def _kept(name: str, text: str) -> str:
    return names.postcode(text) if name == "postcode" else names.tidy(text)
