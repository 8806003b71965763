"""A fairness mirror of schools: what each member gives to others, and what it gets."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from drystone.alliances.calendar import academic_year_days
from drystone.alliances.models import Alliance
from drystone.brokering.models import SupportRequest
from drystone.deployment.models import Visit
from drystone.register.lifecycle import LIVING
from drystone.register.models import Designation
from drystone.schools.models import Membership

from .table import Bars, Days, Report, Table, counted, half_days, moments_in, year_name

MOST_BARS = 15
COLUMNS = ["School", "System Leaders", "Days given", "Requests made", "Days got"]
NOT_MADE = ("draft", "merged")


def table(alliance: Alliance, year: int) -> Table:
    """One row a member school, those that gave and got nothing first: one query."""
    found = list(schools(alliance, year))
    rows = [(r.organisation.name, r.leaders, Days(r.gave), r.asked, Days(r.got)) for r in found]
    most = sorted(found, key=lambda row: (-row.got, row.organisation.name))[:MOST_BARS]
    shown = [(row.organisation.name, Days(row.got)) for row in most]
    return Table(COLUMNS, rows, Bars(f"Days that schools got in {year_name(year)}", "School", "Days", shown))


def schools(alliance: Alliance, year: int) -> QuerySet[Any]:
    first, last = academic_year_days(year)
    members = Membership.objects.filter(Q(ends=None) | Q(ends__gte=first), alliance=alliance, starts__lte=last)
    leaders = Designation.objects.filter(alliance=alliance, state__in=LIVING, home_school=OuterRef("organisation"))
    held = Visit.objects.filter(moments_in(year, "starts_at"), alliance=alliance, state="held")
    gave = held.filter(deployment__home_school=OuterRef("organisation"))
    got = held.filter(deployment__receiving_school=OuterRef("organisation"))
    asked = SupportRequest.objects.filter(moments_in(year, "submitted_at"), alliance=alliance)
    asked = asked.filter(school=OuterRef("organisation")).exclude(state__in=NOT_MADE)
    rows = members.select_related("organisation").annotate(
        leaders=counted(leaders, "home_school"),
        asked=counted(asked, "school"),
        gave=half_days(gave, "deployment__home_school"),
        got=half_days(got, "deployment__receiving_school"),
    )
    return rows.order_by("got", "gave", "organisation__name", "pk")


REPORT = Report(
    "which-schools-give-and-get",
    "Which schools give, and which get",
    "System Leaders, days given, requests and days got of each member school; those that neither gave nor got come "
    "first, since nobody hears of them otherwise.",
    table,
)
