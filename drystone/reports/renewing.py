"""What waits about another term: for the office, and for the leader herself."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.people.models import Person
from drystone.register.lifecycle import LIVING
from drystone.selection import renewals
from drystone.selection.models import Application, ApplicationState

from .parts import part

HALF_A_YEAR, RUNNING_OUT = timedelta(weeks=26), timedelta(weeks=4)
UNDECIDED = (
    ApplicationState.SUBMITTED,
    ApplicationState.SHORTLISTED,
    ApplicationState.NOT_SHORTLISTED,
    ApplicationState.INTERVIEWED,
    ApplicationState.READ,
)


def renewing(alliance: Alliance, at: datetime) -> list[Any]:
    """Who has not applied though half a year is left; whose designation ends before the renewal is decided."""
    today = localdate(at)
    late = renewals.not_sent_in().filter(alliance=alliance, designation__ends__lte=today + HALF_A_YEAR)
    running_out = Application.objects.filter(
        alliance=alliance,
        state__in=UNDECIDED,
        renews__state__in=LIVING,
        renews__ends__gte=today,
        renews__ends__lte=today + RUNNING_OUT,
    )
    return [
        part("renewal-late", late, pk="designation_id", who="designation__person__name", since="told_at"),
        part("renewal-running-out", running_out, who="person__name"),
    ]


def hers(person: Person) -> Any:
    """Her own, until she has begun or said that she does not want to; what is begun waits as an application."""
    begun = Application.objects.filter(renews=OuterRef("designation"), state=ApplicationState.DRAFT)
    mine = renewals.not_sent_in().filter(~Exists(begun), designation__person=person)
    return part("renewal-to-begin", mine, who="round__title", since="told_at")
