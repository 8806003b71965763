"""Induction after designation."""

from datetime import date, datetime, timedelta

from django.db import transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.models import Person

from .models import Designation, InductionItem

# What every new System Leader goes through, and within how many days: the client's brief, induction and training.
ITEMS = [
    ("Meet the Alliance and your fellow System Leaders", 28),
    ("Core training for System Leaders", 84),
    ("Agree release with your headteacher", 28),
    ("Letter of assurance from your home school", 28),
    ("Shadow a deployment or a visit", 112),
]


def begin(designation: Designation) -> list[InductionItem]:
    """Puts the induction checklist before a new System Leader; dates run from the first day of her designation."""
    return InductionItem.objects.bulk_create(
        InductionItem(
            alliance_id=designation.alliance_id,
            designation=designation,
            title=title,
            due_on=designation.starts + timedelta(days=days),
        )
        for title, days in ITEMS
    )


@transaction.atomic
def sign_off(item: InductionItem, *, on: date, by: Person, at: datetime) -> InductionItem:
    """The office signs off one item as done on a day. Signing it off again changes nothing. Raises NotAllowed."""
    if not access.office(by, item):
        raise NotAllowed(f"{by} may not sign off {item}")
    done = InductionItem.objects.filter(pk=item.pk, done_on__isnull=True).update(done_on=on, signed_off_by=by)
    item.refresh_from_db()
    if done:
        events.record(item, "signed_off", by=by, at=at, about=item.designation, title=item.title)
    return item
