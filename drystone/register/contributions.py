"""What a leader gives the Alliance beside deployments, and the hours she learns."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.models import Person

from .models import Contribution, Designation


@transaction.atomic
def note(designation: Designation, *, kind: str, title: str, on: date, by: Person, at: datetime) -> Contribution:
    """She facilitated, worked on a project, made a resource or told of a need. Said twice, it counts once."""
    if not (access.oneself(by, designation) or access.office(by, designation)):
        raise NotAllowed(f"{by} may not note what {designation.person} contributed")
    what: dict[str, Any] = {"alliance_id": designation.alliance_id, "person": designation.person}
    made, is_new = Contribution.objects.get_or_create(**what, kind=kind, title=title, on=on)
    if is_new:
        events.record(made, "contributed", by=by, at=at, about=designation, title=title)
    return made
