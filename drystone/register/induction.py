"""Induction after designation, and the home school's word that a leader was safely recruited."""

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.models import Person
from drystone.schools.models import Organisation

from .models import Assurance, Designation, InductionItem

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


@transaction.atomic
def assure(
    person: Person, organisation: Organisation, *, level: str, confirmed_by: str, alliance, by: Person, at: datetime
) -> Assurance:
    """The home school gives its word: who confirmed which level; it holds for the alliance's number of months.

    Written down twice on one day, it was given once.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    on = localdate(at)
    word = {"alliance": alliance, "person": person, "organisation": organisation, "confirmed_on": on}
    until = on + relativedelta(months=alliance.assurance_months)
    assurance, is_new = Assurance.objects.get_or_create(
        **word, level=level, confirmed_by=confirmed_by, defaults={"until": until}
    )
    if is_new:
        events.record(assurance, "assured", by=by, at=at, until=str(assurance.until))
    return assurance
