"""What waits for the office about those who are System Leaders."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.people.models import Person
from drystone.register import assurance
from drystone.register.lifecycle import LIVING
from drystone.register.models import Designation, InductionItem

from .parts import part

# Since when an item of induction waits for its signer.
SHOWN = Coalesce("sheet__sealed_at", "attended_at")


def being(alliance: Alliance, at: datetime) -> list[Any]:
    """Induction to sign off, and overdue; letters of assurance that run out in some weeks, and those lacking."""
    theirs, today = Designation.objects.filter(alliance=alliance), localdate(at)
    near = assurance.lapsing(theirs, by=today + assurance.AHEAD).filter(assured_until__gte=today)
    lacking = assurance.lapsing(theirs, by=today).filter(Q(assured_until=None) | Q(assured_until__lt=today))
    whose = {"who": "person__name", "where": "home_school__name"}
    items = InductionItem.objects.open().filter(alliance=alliance, designation__state__in=LIVING)
    listed = {"who": "designation__person__name", "where": "title"}
    return [
        part("induction-to-sign", items.sent().filter(signer=None), **listed, since=SHOWN),
        part("induction-overdue", items.overdue(today), **listed, pk="designation_id", since="due_on"),
        part("assurance-near", near, **whose, since="assured_until"),
        part("assurance-lacking", lacking.annotate(ended=Coalesce("assured_until", "starts")), **whose, since="ended"),
    ]


def hers(person: Person) -> list[Any]:
    """Evidence that she is named to sign off; and what she herself has still to show."""
    items = InductionItem.objects.open().filter(designation__state__in=LIVING)
    mine = items.filter(designation__person=person, sheet__isnull=False, sheet__sealed_at=None, attended_at=None)
    named = {"who": "designation__person__name", "where": "title"}
    return [
        part("induction-to-sign", items.sent().filter(signer=person), **named, since=SHOWN),
        part("induction-to-show", mine, who="title", since="due_on"),
    ]
