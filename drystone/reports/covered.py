"""Who holds which area, who will still hold it, and who could be next: areas with nobody or one leader come first."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from drystone.alliances.calendar import academic_year_days
from drystone.alliances.models import Alliance
from drystone.register.lifecycle import LIVING, STANDING
from drystone.register.models import Area, DesignatedArea
from drystone.selection.models import ApplicationArea, Interest, Outcome

from .table import Bars, Report, Table, counted, year_name

NOT_YET = (Outcome.DEFER, Outcome.UNSUCCESSFUL)
MOST_BARS = 15


def table(alliance: Alliance, year: int) -> Table:
    """One row an area that is offered or held: one query."""
    _, last = academic_year_days(year)
    holding = DesignatedArea.objects.filter(
        alliance=alliance, area=OuterRef("pk"), designation__state__in=LIVING, designation__starts__lte=last
    )
    after = DesignatedArea.objects.filter(
        alliance=alliance, area=OuterRef("pk"), designation__state__in=STANDING, designation__ends__gt=last
    )
    asked = Interest.objects.filter(alliance=alliance, area=OuterRef("pk"))
    tried = ApplicationArea.objects.filter(
        alliance=alliance, area=OuterRef("pk"), application__decision__state="released", outcome__in=NOT_YET
    ).filter(~Exists(holding.filter(designation__person=OuterRef("application__person"), area=OuterRef("area"))))
    rows = Area.objects.known_to(alliance.pk).annotate(
        now=counted(holding, "area"),
        then=counted(after, "area"),
        asked=counted(asked, "area"),
        tried=counted(tried, "area"),
    )
    offered = Area.objects.offered_by(alliance.pk).values("pk")
    found: list[Any] = list(rows.filter(Q(pk__in=offered) | Q(now__gt=0)).order_by("then", "now", "name"))
    columns = ["Area", "System Leaders", f"After {year_name(year)}", "Interested", "Not yet successful"]
    shown = [(row.name, row.then) for row in found[:MOST_BARS]]
    bars = Bars(f"Fewest System Leaders after {year_name(year)}", "Area", "System Leaders", shown)
    return Table(columns, [(row.name, row.now, row.then, row.asked, row.tried) for row in found], bars)


REPORT = Report(
    "who-could-be-next",
    "Areas of expertise, and who could be next",
    "How many hold each area now and after the year, how many have asked about it, and how many applied and were not "
    "successful yet; the thinnest first.",
    table,
)
