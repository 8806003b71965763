"""Every time sheet of a year, and how each exchange of days stands."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from drystone.alliances.calendar import academic_year_days
from drystone.payments import time_sheets
from drystone.reports.table import year_name

from .. import files, years
from .. import time_sheets as sheets
from ..components import paging

NONE = "No school invoiced another, and no days were exchanged, in this year."


def listed(request: Any) -> HttpResponseBase:
    """Days between schools for which the Alliance pays nothing and charges nobody."""
    year, form = years.chosen(request)
    if named := sheets.pair(request):
        return sheets.sheet(request, named, year, None)
    rows = time_sheets.rows(request.alliance, *academic_year_days(year))
    if request.GET.get("as") == "csv":
        return files.send_table("csv", sheets.COLUMNS, sheets.listed(rows, None), f"Time sheets {year_name(year)}")
    page = paging.cut(rows, request.GET.get("page", ""))
    context = {
        "year": year,
        "year_name": year_name(year),
        "years": form,
        "page": page,
        "table": sheets.given_table(page.rows, None, "Days of this year", sheets.sheet_links(f"?year={year}"), NONE),
        "balances": sheets.balance_table(time_sheets.balances(request.alliance)),
    }
    return render(request, "office/statements/time_sheets.html", context)
