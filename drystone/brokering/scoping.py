"""A look at the school before its request is accepted: who goes by when, and what came of it.

Whoever goes works in the office. A System Leader is not sent to look: her home school would have to be asked first.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import posts
from drystone.people.models import Person
from drystone.people.roles import OFFICE
from drystone.register.models import Area

from . import emails
from .access import office
from .lifecycle import REQUEST
from .models import ScopingVisit, SupportRequest


@transaction.atomic
def arrange(
    request: SupportRequest, *, visitor: Person, due_on: date, note: str = "", by: Person, at: datetime
) -> ScopingVisit:
    """Somebody of the office visits by a day; the school is told who, and she is, unless she arranged it herself."""
    if due_on < localdate(at):
        raise Refused("Choose today, or a day that lies ahead.")
    if not posts.holds(visitor, request.alliance, localdate(at), *OFFICE):
        raise Refused(f"{visitor} does not work in the office.")
    REQUEST.move(request, "scope", by=by, at=at, note=note, owner=request.owner or by, ask_again_on=None)
    visit = ScopingVisit.objects.create(
        alliance_id=request.alliance_id, request=request, visitor=visitor, due_on=due_on, arranged_at=at
    )
    emails.request_scoped(visit, at=at)
    if visitor.pk != by.pk:
        emails.scoping_asked(visit, who=by, at=at)
    return visit


@transaction.atomic
def report(
    visit: ScopingVisit, *, held_on: date, half_days: int, area: Area, found: str, by: Person, at: datetime
) -> ScopingVisit:
    """What came of it: area and half-days as they seem right now. It accepts nothing. Reported twice, it is once."""
    if not office(by, visit):
        raise NotAllowed(f"{by} may not report on {visit}")
    if held_on > localdate(at):
        raise Refused("The visit cannot lie ahead.")
    said = {"held_on": held_on, "half_days": half_days, "area": area, "found": found, "reported_at": at}
    if ScopingVisit.objects.filter(pk=visit.pk, reported_at=None).update(**said):
        for name, value in said.items():
            setattr(visit, name, value)
        events.record(visit, "scoping_reported", by=by, at=at)
        return visit
    visit.refresh_from_db()
    if (visit.held_on, visit.half_days, visit.area_id, visit.found) != (held_on, half_days, area.pk, found):
        raise Refused("Somebody has reported on this visit already. Write a note for what you found besides.")
    return visit
