"""What waits when schools close and heads change."""

from datetime import datetime
from typing import Any

from django.db.models import Count, DateField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.register.lifecycle import LIVING
from drystone.register.models import Designation, ReportedHead
from drystone.schools.models import Organisation

from .parts import part


def moving(alliance: Alliance, at: datetime) -> list[Any]:
    """New heads to confirm; schools that have closed, with how many System Leaders still work there on paper."""
    told = ReportedHead.objects.open().filter(alliance=alliance)
    leaders = Designation.objects.filter(alliance=alliance, state__in=LIVING).order_by()
    here = leaders.filter(home_school=OuterRef("pk")).values("home_school")
    number = here.annotate(number=Count("pk")).values("number")
    # From the schools where leaders work: of those that have closed in England there are many thousands.
    closed = Organisation.objects.filter(pk__in=leaders.values("home_school"), status=Organisation.Status.CLOSED)
    since = Coalesce("closed_on", Value(localdate(at)), output_field=DateField())
    closed = closed.annotate(leaders=Subquery(number), since=since)
    return [
        part("head-to-confirm", told, who="name", where="school__name", since="told_at"),
        part("school-closed", closed, who="name", where="leaders", since="since"),
    ]
