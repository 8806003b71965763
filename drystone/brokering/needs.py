"""Development needs: noted in two taps, put together by the office, met or dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Person
from drystone.register import contributions
from drystone.register.models import Area, Contribution, Designation
from drystone.schools.models import Organisation

from .access import notes_needs
from .lifecycle import NEED
from .models import Need, NeedGroup

AT_ONCE = timedelta(minutes=5)  # the same said again so soon is one press twice


@dataclass(frozen=True)
class Noticed:
    """What somebody noticed, where, how strongly, and how she knows."""

    area: Area
    school: Organisation | None = None
    district: str = ""
    phase: str = ""
    strength: int = Need.Strength.MUCH
    source: str = Need.Source.OTHER
    text: str = ""


@transaction.atomic
def note(alliance: Alliance, noticed: Noticed, *, by: Person, at: datetime) -> Need:
    """A leader, a head or the office notes a need; of a leader it counts as a contribution."""
    if not notes_needs(by, alliance, at):
        raise NotAllowed(f"{by} may not note a need for {alliance}")
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    said = {
        "alliance": alliance,
        "area": noticed.area,
        "school": noticed.school,
        "district": "" if noticed.school else noticed.district,
        "phase": noticed.phase,
        "text": noticed.text,
        "noted_by": by,
    }
    if twice := Need.objects.filter(**said, noted_at__gt=at - AT_ONCE).first():
        return twice
    more = {"strength": noticed.strength, "source": noticed.source, "noted_at": at, "state_since": at}
    need = Need.objects.create(**said, **more)
    events.record(need, "note", by=by, at=at)
    hers = Designation.objects.in_force(localdate(at)).filter(alliance=alliance, person=by).first()
    if hers:
        title = f"{noticed.area}{f', {noticed.school}' if noticed.school else ''}"[:160]
        kind = Contribution.Kind.NEED
        contributions.note(hers, kind=kind, title=title, on=localdate(at), by=by, at=at)
    return need


@transaction.atomic
def group(needs: Iterable[Need], title: str, *, by: Person, at: datetime) -> NeedGroup:
    """The office looks at several needs of one area as one. Under words used before, they join those others."""
    found = list(needs)
    areas = {need.area_id for need in found}
    if len(areas) != 1:
        raise Refused("Choose needs of one area of expertise.")
    first = found[0]
    where = {"alliance_id": first.alliance_id, "area_id": first.area_id, "title": title}
    made, is_new = NeedGroup.objects.get_or_create(**where, defaults={"made_at": at})
    for need in found:
        NEED.move(need, "group", by=by, at=at, together=made)
    if is_new:
        events.record(made, "put_together", by=by, at=at, note=title)
    return made


def meet(need: Need, *, note: str, by: Person, at: datetime) -> Need:
    """Something was done about it."""
    return NEED.move(need, "meet", by=by, at=at, note=note)


def drop(need: Need, *, note: str, by: Person, at: datetime) -> Need:
    """Nothing will be done about it, and why."""
    return NEED.move(need, "drop", by=by, at=at, note=note)


ACTS = {"meet": meet, "drop": drop}
