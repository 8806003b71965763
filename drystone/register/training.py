"""A leader's own development: hours noted by herself or by the office, put right, taken out."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import access
from drystone.people.models import Person

from .models import Designation, Training


@transaction.atomic
def note(
    designation: Designation,
    *,
    kind: str,
    title: str,
    on: date,
    minutes: int,
    reflection: str = "",
    by: Person,
    at: datetime,
) -> Training:
    """She took part in it. Noted again for the same day under the same title, it is put right.

    Raises NotAllowed, and Refused for a day that is still to come.
    """
    demand(by, designation)
    if on > localdate(at):
        raise Refused("This day is still to come. Note it when it is over.")
    what: dict[str, Any] = {"alliance_id": designation.alliance_id, "person": designation.person, "on": on}
    said = {"kind": kind, "minutes": minutes, "reflection": reflection.strip()}
    row, is_new = Training.objects.get_or_create(**what, title=" ".join(title.split()), defaults=said)
    if is_new or any(getattr(row, name) != value for name, value in said.items()):
        Training.objects.filter(pk=row.pk).update(**said)
        row.refresh_from_db()
        events.record(row, "trained", by=by, at=at, about=designation, title=row.title)
    return row


@transaction.atomic
def take_out(designation: Designation, pk: int, *, by: Person, at: datetime) -> None:
    """It was noted by mistake. Taken out twice, it is gone once. Raises NotAllowed."""
    demand(by, designation)
    rows = Training.objects.filter(alliance_id=designation.alliance_id, person=designation.person, pk=pk)
    for row in rows.select_for_update():
        events.record(row, "took_training_out", by=by, at=at, about=designation, title=row.title)
        row.delete()


def demand(by: Person, designation: Designation) -> None:
    if not (access.oneself(by, designation) or access.office(by, designation)):
        raise NotAllowed(f"{by} may not note what {designation.person} learned")
