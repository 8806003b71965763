"""A school's time sheets: days it gave and got beside the Alliance's money, and how an exchange of days stands."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from drystone.alliances.calendar import academic_year_days
from drystone.payments import time_sheets
from drystone.people.roles import ANSWERS_FOR_A_PAYER
from drystone.reports.table import year_name

from .. import files, years
from .. import time_sheets as sheets
from . import places

NONE_GIVEN = "Your System Leaders gave no such days in this year."
NONE_GOT = "No such days were given to you, or are yours to pay, in this year."


def mine(request: Any) -> HttpResponseBase:
    """By account: of the school or other body that she answers for, or of one of them."""
    school, form = places.chosen(request, ANSWERS_FOR_A_PAYER)
    if school is None:
        return render(request, "school/time_sheets.html")
    year, choice = years.chosen(request)
    if named := sheets.pair(request):
        return sheets.sheet(request, named, year, school)
    rows = time_sheets.rows(request.alliance, *academic_year_days(year), school)
    if request.GET.get("as") == "csv":
        name = f"Time sheets {school} {year_name(year)}"
        return files.send_table("csv", sheets.COLUMNS, sheets.listed(rows, school), name)
    gave, got = ([row for row in rows if (row.home_id == school.pk) is is_ours] for is_ours in (True, False))
    links = sheets.sheet_links(f"?school={school.pk}&year={year}")
    context = {
        "school": school,
        "places": form,
        "year": year,
        "year_name": year_name(year),
        "years": choice,
        "gave": sheets.given_table(gave, school, "Days your System Leaders gave", links, NONE_GIVEN),
        "got": sheets.given_table(got, school, "Days that were given to you, or that you pay for", links, NONE_GOT),
        "balances": sheets.balance_table(time_sheets.balances(request.alliance, school)),
    }
    return render(request, "school/time_sheets.html", context)
