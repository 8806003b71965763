"""What visitors to a school should know: the school is asked once, and says it again only when it changes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import heads, office_of
from drystone.people.models import Person
from drystone.schools.models import Organisation

from . import emails
from .models import Deployment, VisitorArrangements

# Each with how it is asked for and shown.
NAMES = {
    "ask_for": "Whom to ask for",
    "arrival": "On arrival",
    "parking": "Parking",
    "room_and_lunch": "Room and lunch",
    "safeguarding_lead": "Safeguarding lead",
    "safeguarding_contact": "How to reach the safeguarding lead",
}


def of(school: Organisation, alliance: Alliance) -> VisitorArrangements:
    """The row of a school, made when it is first asked for."""
    return VisitorArrangements.objects.get_or_create(alliance=alliance, school=school)[0]


def known(school_id: int, alliance_id: int) -> VisitorArrangements | None:
    """What the school has said, if it has."""
    rows = VisitorArrangements.objects.filter(alliance=alliance_id, school=school_id, given_at__isnull=False)
    return rows.select_related("given_by").first()


def worry(said: VisitorArrangements | None) -> str:
    """To whom a worry about a child goes: the school's designated safeguarding lead, by name where it has said it."""
    lead = ", ".join(filter(None, (said.safeguarding_lead, said.safeguarding_contact.rstrip(".")))) if said else ""
    who = f"is {lead}" if lead else "is not known to us: ask at its reception"
    return (
        f"The school’s designated safeguarding lead {who}. "
        "A worry about a child goes to that person at once, and never into a form."
    )


@transaction.atomic
def ask(deployment: Deployment, *, at: datetime) -> None:
    """The receiving head is asked once everybody has agreed, unless her school has said it before."""
    row = of(deployment.receiving_school, deployment.alliance)
    if row.given_at is None:
        emails.arrangements_asked(row, deployment, at=at)


@transaction.atomic
def give(
    school: Organisation, alliance: Alliance, said: Mapping[str, str], *, by: Person, at: datetime
) -> VisitorArrangements:
    """The school says what visitors should know; the office may write it down for it. Said twice it is said once."""
    if not (heads(by, school.pk, alliance.pk) or alliance.pk in office_of(by)):
        raise NotAllowed(f"{by} may not say how {school} receives visitors")
    row = VisitorArrangements.objects.select_for_update().get(pk=of(school, alliance).pk)
    if row.given_at and all(getattr(row, name) == said[name] for name in NAMES):
        return row
    for name in NAMES:
        setattr(row, name, said[name])
    row.given_by, row.given_at = by, at
    row.save()
    events.record(row, "gave_arrangements", by=by, at=at)
    return row
