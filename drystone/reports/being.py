"""What waits for the office about those who are System Leaders."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.register import assurance
from drystone.register.models import Designation

from .parts import part


def being(alliance: Alliance, at: datetime) -> list[Any]:
    """Letters of assurance that run out in some weeks, though the school was asked; and those that are lacking."""
    theirs, today = Designation.objects.filter(alliance=alliance), localdate(at)
    near = assurance.lapsing(theirs, by=today + assurance.AHEAD).filter(assured_until__gte=today)
    lacking = assurance.lapsing(theirs, by=today).filter(Q(assured_until=None) | Q(assured_until__lt=today))
    whose = {"who": "person__name", "where": "home_school__name"}
    return [
        part("assurance-near", near, **whose, since="assured_until"),
        part("assurance-lacking", lacking.annotate(ended=Coalesce("assured_until", "starts")), **whose, since="ended"),
    ]
