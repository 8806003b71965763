"""Reports: the list, and each with one drawing, its table, and a CSV."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from drystone.alliances.models import Alliance
from drystone.documents.sheets import csv_bytes
from drystone.people import access
from drystone.people.roles import OFFICE, Role
from drystone.reports.listing import REPORTS
from drystone.reports.table import Bars, Cell, Days, Pence, Report, Table, year_name

from .. import files, years
from ..components import tables
from ..components.figures import Bar, Chart
from ..templatetags.say import days, pounds, short_day

READERS = (*OFFICE, Role.DIRECTOR, Role.BOARD)


def listed(request: Any) -> HttpResponse:
    """What can be learned, each with a sentence."""
    return render(request, "office/reports/list.html", {"reports": REPORTS.values()})


def report(request: Any, slug: str) -> HttpResponseBase:
    """One report of one academic year, on the page or as a file."""
    found, (year, form) = known(slug), years.chosen(request)
    made = found.make(read_for(request), year)
    if request.GET.get("as") == "csv":
        content = csv_bytes(made.columns, [[number(cell) for cell in row] for row in made.rows])
        return files.send(content, f"{found.title} {year_name(year)}.csv", files.CSV)
    context = {"report": found, "year": year, "years": form, "table": shown(made, found), "chart": drawn(made.bars)}
    return render(request, "office/reports/report.html", context)


def known(slug: str) -> Report:
    if slug not in REPORTS:
        raise Http404
    return REPORTS[slug]


def read_for(request: Any) -> Alliance:
    """The alliance whose reports she may read; another one in which she holds some other post is never read."""
    mine = access.alliances_as(request.person, READERS)
    return request.alliance if request.alliance.pk in mine else Alliance.objects.get(pk=min(mine))


def shown(made: Table, found: Report) -> tables.Table:
    columns = [
        tables.Column(name, lambda row, at=at: said(row[at]), number=at > 0 and is_number(made, at))  # type: ignore[misc]
        for at, name in enumerate(made.columns)
    ]
    return tables.Table(found.title, columns, made.rows, caption_hidden=True)


def is_number(made: Table, at: int) -> bool:
    return all(not isinstance(row[at], str) or row[at] == "Never" for row in made.rows)


def said(cell: Cell) -> Any:
    """A cell as the office would say it."""
    if isinstance(cell, Days):
        return days(cell.half_days)
    if isinstance(cell, Pence):
        return pounds(cell.pence)
    return cell if isinstance(cell, str | int | float) or cell is None else short_day(cell)


def number(cell: Cell) -> Any:
    """A cell as a spreadsheet counts it: days and pounds."""
    if isinstance(cell, Days):
        return cell.half_days / 2
    return f"{cell.pence / 100:.2f}" if isinstance(cell, Pence) else cell


def drawn(bars: Bars) -> Chart:
    made = [Bar(name, float(number(cell) or 0), str(said(cell))) for name, cell in bars.bars]
    return Chart(bars.title, made, bars.thing, bars.counts)
