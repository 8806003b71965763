"""Who is deployed: whether the work is fairly shared, and who has never been asked."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet

from drystone.alliances.models import Alliance
from drystone.brokering.models import KEPT, Enquiry
from drystone.deployment.models import Visit
from drystone.register.lifecycle import LIVING
from drystone.register.models import Designation, Promise, ReleaseBudget

from .table import Bars, Days, Report, Table, counted, days_in, half_days, moments_in, year_name

NOT_WORK = ("refused", "cancelled")
MOST_BARS = 15
COLUMNS = [
    "System Leader",
    "Home school",
    "Times asked",
    "Deployments so far",
    "Days granted",
    "Days agreed",
    "Days delivered",
]


def table(alliance: Alliance, year: int) -> Table:
    """One row a leader whose designation has not ended, the least deployed first: one query."""
    found = list(leaders(alliance, year))
    rows = [
        (
            row.person.name,
            row.home_school.name,
            row.asked or "Never",
            row.works or "Never",
            Days(row.granted),
            Days(row.promised),
            Days(row.held),
        )
        for row in found
    ]
    most = sorted(found, key=lambda row: (-row.held, row.person.name))[:MOST_BARS]
    shown = [(row.person.name, Days(row.held)) for row in most]
    return Table(COLUMNS, rows, Bars(f"Days delivered in {year_name(year)}", "System Leader", "Days", shown))


def leaders(alliance: Alliance, year: int) -> QuerySet[Any]:
    hers = {"alliance": OuterRef("alliance"), "person": OuterRef("person")}
    granted = ReleaseBudget.objects.filter(days_in(year, "term__starts"), **hers)
    standing = Promise.objects.filter(given_back_at__isnull=True).exclude(for_type=KEPT)
    promised = standing.filter(days_in(year, "term__starts"), **hers)
    held = Visit.objects.filter(
        moments_in(year, "starts_at"),
        state="held",
        alliance=OuterRef("alliance"),
        deployment__leader=OuterRef("person"),
    )
    asked = Enquiry.objects.filter(designation=OuterRef("pk"), step=Enquiry.Step.HOME)
    rows = Designation.objects.filter(alliance=alliance, state__in=LIVING).select_related("person", "home_school")
    return rows.annotate(
        works=Count("deployments", ~Q(deployments__state__in=NOT_WORK)),
        asked=counted(asked, "designation"),
        granted=half_days(granted, "person"),
        promised=half_days(promised, "person"),
        held=half_days(held, "deployment__leader"),
    ).order_by("held", "works", "person__name", "pk")


REPORT = Report(
    "who-is-deployed",
    "Who is deployed",
    "How often each System Leader was asked for, and days granted, agreed and delivered; the least deployed first.",
    table,
)
