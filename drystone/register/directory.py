"""The public directory: only those who agreed stand in it."""

from datetime import datetime

from django.db import transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.models import Person

from .models import Designation


@transaction.atomic
def enter(designation: Designation, *, shown: bool, portrait: str, by: Person, at: datetime) -> Designation:
    """She says whether her name, areas and phases may be listed in public, with a few words of her own.

    Only she says yes; the office may take an entry out for her. Raises NotAllowed.
    """
    if by.pk != designation.person_id and (shown or not access.office(by, designation)):
        raise NotAllowed(f"{by} may not list {designation.person}")
    if (designation.shown_in_directory, designation.portrait) != (shown, portrait):
        designation.shown_in_directory, designation.portrait = shown, portrait
        designation.save(update_fields=["shown_in_directory", "portrait"])
        events.record(designation, "listed" if shown else "unlisted", by=by, at=at)
    return designation
