"""Resources: shared by whoever made them or by the office, opened by all, and counted without a name."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.models import Person
from drystone.register import contributions
from drystone.register.models import Area, Contribution, Designation

from . import files
from .models import Resource


@transaction.atomic
def share(
    alliance: Alliance,
    title: str,
    area: Area | None,
    *,
    url: str = "",
    upload: UploadedFile | None = None,
    made_by: Designation,
    by: Person,
    at: datetime,
) -> Resource:
    """A System Leader made something for all; it counts as a contribution. Shared twice, it is there once.

    Raises Refused for a file that may not be kept.
    """
    if not (access.oneself(by, made_by) or access.office(by, made_by)) or made_by.alliance_id != alliance.pk:
        raise NotAllowed(f"{by} may not share what {made_by.person} made")
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    made = Resource(alliance=alliance, title=title, area=area, made_by=made_by.person, on=localdate(at), url=url)
    same = {"url": url}
    if upload:
        content, known = files.checked(upload, videos=True)
        same = {"sha256": known["sha256"]}
        for name, value in known.items():
            setattr(made, name, value)
    if standing := Resource.objects.filter(alliance=alliance, title=title, made_by=made.made_by, **same).first():
        return standing
    if upload:
        made.url = ""
        made.file.save("", content, save=False)
    made.save()
    events.record(made, "shared", by=by, at=at, note=title)
    kind = Contribution.Kind.RESOURCE
    contributions.note(made_by, kind=kind, title=title, on=made.on, by=by, at=at)
    return made


def opened(resource: Resource) -> None:
    """One look more; whose is nobody's business, and stands nowhere."""
    Resource.objects.filter(pk=resource.pk).update(views=F("views") + 1)


@transaction.atomic
def remove(resource: Resource, *, by: Person, at: datetime) -> None:
    """It is no longer there; that she made it stays a contribution."""
    if by.pk != resource.made_by_id and not access.office(by, resource):
        raise NotAllowed(f"{by} may not take {resource} away")
    events.record(resource, "removed", by=by, at=at, note=resource.title)
    files.take_away(resource)
