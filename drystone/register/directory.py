"""The public directory: only those who agreed stand in it, with what counts, and no way past the office."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.models import Person

from .finding import holding
from .models import Area, DesignatedArea, Designation


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


def listed(alliance: Alliance, *, on: date, words: str = "", area: str = "", phase: str = "") -> QuerySet[Designation]:
    """Those in force who agreed, with the areas that count; by words of their name or portrait, an area, a phase."""
    rows = standing(alliance, on)
    counting = DesignatedArea.objects.counting().select_related("area")
    for word in words.split():
        rows = rows.filter(Q(person__name__icontains=word) | Q(portrait__icontains=word))
    if area or phase:
        rows = rows.filter(pk__in=holding(counting.select_related(None), area, phase))
    return rows.select_related("person").prefetch_related(Prefetch("areas", counting))


def standing(alliance: Alliance, on: date) -> QuerySet[Designation]:
    """Everybody in the directory. Where every area waits for a condition she is not in force."""
    return Designation.objects.in_force(on).filter(alliance=alliance, shown_in_directory=True)


def areas_of(alliance: Alliance, *, on: date) -> QuerySet[Area]:
    """The areas that somebody in the directory has."""
    counting = DesignatedArea.objects.counting().filter(designation__in=standing(alliance, on)).order_by()
    return Area.objects.filter(pk__in=counting.values("area"))
