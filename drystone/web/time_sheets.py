"""Time sheets as tables, files and paper: for the office, and for each of the two schools."""

from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, Http404
from django.utils.html import format_html
from django.utils.safestring import SafeString

from drystone import saying
from drystone.alliances.calendar import academic_year_days
from drystone.documents import papers
from drystone.documents.sheets import Cell
from drystone.payments import tables, time_sheets
from drystone.payments.time_sheets import Balance, Row
from drystone.reports.table import year_name
from drystone.schools.models import Organisation

from . import files
from .components import tables as drawn

COLUMNS = ["Home school", "School helped", "System Leader", "Days", "Amount GBP", "Invoiced to"]
LINES = ["Day", "Work", "Days", "Amount GBP"]
EXCHANGED = "Days are exchanged"


def listed(found: Sequence[Row], school: Organisation | None) -> list[list[Cell]]:
    """For a spreadsheet: a row for each leader between two schools."""
    return [
        [row.home, row.other, row.leader, row.half_days / 2, in_pounds(row.pence_for(school)), to(row)]
        for row in found
    ]  # fmt: skip


def in_pounds(pence: int | None) -> Cell:
    return None if pence is None else tables.pounds(pence)


def to(row: Row) -> str:
    return EXCHANGED if row.is_exchange else row.payer


def given_table(found: Sequence[Row], school: Organisation | None, title: str, link: Any, empty: str) -> drawn.Table:
    columns = [
        drawn.Column("Home school", lambda row: row.home),
        drawn.Column("School helped", lambda row: row.other),
        drawn.Column("System Leader", lambda row: row.leader),
        drawn.Column("Days", lambda row: saying.days(row.half_days), number=True),
        drawn.Column("Amount", lambda row: amount(row, school), number=True),
        drawn.Column("Invoiced to", to),
        drawn.Column("Time sheet", link),
    ]
    return drawn.Table(title, columns, found, empty=empty)


def sheet_links(query: str) -> Any:
    """For a row of a time sheet: its paper and its lines, at this page's own address."""

    def links(row: Any) -> SafeString:
        about = f"{row.home} at {row.other}"
        here = f"{query}&home={row.home_id}&helped={row.other_id}"
        hidden = '<span class="govuk-visually-hidden"> of {}</span>'
        return format_html(
            f'<a class="govuk-link" href="{{}}">PDF{hidden}</a>, <a class="govuk-link" href="{{}}">CSV{hidden}</a>',
            here, about, f"{here}&as=lines", about,
        )  # fmt: skip

    return links


def amount(row: Row, school: Organisation | None) -> str:
    pence = row.pence_for(school)
    return "" if pence is None else saying.pounds(pence)


def balance_table(found: Sequence[Balance]) -> drawn.Table:
    columns = [
        drawn.Column("Between", lambda row: f"{row.one} and {row.other}"),
        drawn.Column("Given", lambda row: saying.days(row.gave), number=True),
        drawn.Column("Got", lambda row: saying.days(row.got), number=True),
        drawn.Column("Who owes days", owed),
    ]
    title = "Exchange of days since the beginning"
    return drawn.Table(title, columns, found, empty="No days have been exchanged.")


def owed(row: Balance) -> str:
    """The first school's days given and got, in a sentence: who owes how much."""
    if row.more == 0:
        return "Nobody: as many were given as got."
    who = row.other if row.more > 0 else row.one
    return f"{who} owes {saying.days(abs(row.more))}."


def sheet(request: Any, named: tuple[int, int], year: int, school: Organisation | None) -> FileResponse:
    """One time sheet as a PDF, or with `as=lines` its lines for a spreadsheet. Raises Http404 where there is none."""
    first, last = academic_year_days(year)
    found = list(time_sheets.between(request.alliance, named, first, last, school))
    rows = time_sheets.rows(request.alliance, first, last, school)
    rows = [row for row in rows if (row.home_id, row.other_id) == named]
    if not (found and rows):
        raise Http404
    name = f"Time sheet {rows[0].home} at {rows[0].other} {year_name(year)}"
    if request.GET.get("as") == "lines":
        lines: list[list[Cell]] = [
            [line.on, line.explanation, line.half_days / 2, in_pounds(pence(line, school))] for line in found
        ]
        return files.send_table("csv", LINES, lines, name)
    made = papers.make("dossier", words(request.alliance, rows, found, school, year), title=name, at=request.now)
    return files.send(made, f"{name}.pdf", files.PDF)


def pence(line: Any, school: Organisation | None) -> int | None:
    told = time_sheets.is_told(school, line.flow, line.home_school_id, line.payer_id)
    return line.reimbursement_pence if told else None


def words(alliance: Any, rows: list[Row], found: list[Any], school: Organisation | None, year: int) -> dict[str, Any]:
    """The paper: both schools, the days of each leader, every line; and of an exchange how it stands."""
    sums = [row.pence_for(school) for row in rows]
    facts: list[tuple[str, Any]] = [
        ("Home school", rows[0].home),
        ("School helped", rows[0].other),
        ("Year", year_name(year)),
        ("Days", saying.days(sum(row.half_days for row in rows))),
    ]
    if any(each is not None for each in sums):
        facts.append(("To be invoiced", saying.pounds(sum(each or 0 for each in sums))))
    leaders = [[row.leader, saying.days(row.half_days), to(row)] for row in rows]
    lines = [[saying.short_day(line.on), line.explanation, saying.days(line.half_days)] for line in found]
    named, dated = ["System Leader", "Days", "Invoiced to"], ["Day", "Work", "Days"]
    parts: list[dict[str, Any]] = [
        {"title": "Days", "table": {"columns": named, "rows": leaders, "figures": [1]}},
        {"title": "Day by day", "table": {"columns": dated, "rows": lines, "figures": [2]}},
    ]
    if any(row.is_exchange for row in rows):
        pair = {rows[0].home_id, rows[0].other_id}
        one = Organisation.objects.get(pk=rows[0].home_id)
        stand = [owed(each) for each in time_sheets.balances(alliance, one) if each.other_id in pair]
        parts.append({"title": "Exchange of days since the beginning", "text": stand})
    return {"alliance": alliance.letterhead, "facts": facts, "parts": parts}


def pair(request: Any) -> tuple[int, int] | None:
    """The two schools that the address names: the home school's number and the other's."""
    named = [request.GET.get(name, "") for name in ("home", "helped")]
    if not all(each.isascii() and each.isdigit() and len(each) < 18 for each in named):
        return None
    return int(named[0]), int(named[1])
