"""The private address to which somebody subscribes in her calendar: made, shown once, stopped."""

import secrets
from datetime import datetime

from django.db import transaction

from drystone.history import events

from .links import digest
from .models import CalendarKey, Person


def standing(person: Person) -> CalendarKey | None:
    """The one that works now."""
    return CalendarKey.objects.filter(person=person).first()


@transaction.atomic
def make(person: Person, *, instead_of: int | None, by: Person, at: datetime) -> str | None:
    """The secret of a new address, told this once; the address before, `instead_of` which it is made, stops.

    None where that is not the one that stands, as when the button is pressed twice: the first press made the address.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    was = standing(person)
    if (was.pk if was else None) != instead_of:
        return None
    if was:
        was.delete()
    key = secrets.token_urlsafe(32)
    CalendarKey.objects.create(person=person, digest=digest(key), made_at=at)
    events.record(person, "made_calendar_address", by=by, at=at)
    return key


@transaction.atomic
def stop(person: Person, *, by: Person, at: datetime) -> None:
    """Whoever has the address reads nothing more. Pressed twice it is once."""
    gone, _ = CalendarKey.objects.filter(person=person).delete()
    if gone:
        events.record(person, "stopped_calendar_address", by=by, at=at)


def whose(key: str) -> Person | None:
    """Whose calendar the secret opens; nobody's once it was stopped, or her account is closed."""
    found = CalendarKey.objects.select_related("person").filter(digest=digest(key), person__is_active=True).first()
    return found.person if found else None
