"""What a home school gave and got in a year: its leaders' days, its money, and when that comes; by link or account."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render

from drystone import saying
from drystone.documents.sheets import Cell
from drystone.lifecycle import NotAllowed
from drystone.payments import access, arriving, home_side, tables
from drystone.payments.arriving import Wait
from drystone.payments.home_side import HomeSide
from drystone.payments.models import Statement
from drystone.people.roles import SPEAKS_FOR_MONEY
from drystone.reports.table import year_name
from drystone.schools.models import Organisation

from .. import files, years
from ..components import tables as drawn
from ..doors import fetch
from ..links_html import link_to
from ..templatetags.say import days, pounds
from . import places

STEPS = {
    "waits": ("Not on a statement yet", "Statements are prepared when the month, or half-term, of the work is over."),
    "to_confirm": ("On a statement, not confirmed by your school", "Nothing is paid before you confirm."),
    "claimed": ("Claimed: confirmed by your school", "A second person at the Alliance approves it."),
    "approved": ("Approved, not paid yet", "It is with the Alliance’s finance office, or goes there next."),
    "paid": ("Paid", ""),
}
STATES = {
    "sent": "Waits for your school to confirm it.",
    "queried": "Your school said that something is wrong: the Alliance answers first.",
    "confirmed": "Waits for a second person at the Alliance to approve it.",
    "approved": "Approved. It goes to the Alliance’s finance office next.",
    "returned": "The payment came back. The Alliance clears it up with finance.",
}


def mine(request: Any) -> HttpResponseBase:
    """By account: of the school for whose money she speaks, or of one of them."""
    school, form = places.chosen(request, SPEAKS_FOR_MONEY)
    if school is None:
        return render(request, "school/given.html")
    return page(request, school, {"places": form, "opens": True})


def by_statement(request: Any, pk: int) -> HttpResponseBase:
    """By the link to a statement: of its home school, for whoever speaks for its money today; and for the office."""
    shown = fetch(request, Statement, pk, "home_school")
    if not (access.home_side(request.person, shown) or access.office(request.person, shown)):
        raise NotAllowed
    return page(request, shown.home_school, {"statement": shown, "opens": request.link is None})


def page(request: Any, school: Organisation, more: dict[str, Any]) -> HttpResponseBase:
    year, form = years.chosen(request)
    found = home_side.of(request.alliance, school, year)
    if kind := request.GET.get("as", ""):
        return as_file(kind, found, f"{school} {year_name(year)}")
    usual = arriving.since_handover(request.alliance, on=request.today)
    context = {
        "school": school,
        "found": found,
        "year": year,
        "year_name": year_name(year),
        "years": form,
        "given": given(found),
        "money": money(found),
        "statements": statements(found, usual, request.today, opens=more["opens"]),
        "usual": usual,
        **more,
    }
    return render(request, "school/given.html", context)


def as_file(kind: str, found: HomeSide, name: str) -> HttpResponseBase:
    """Days, or statements, for a spreadsheet."""
    if kind == "days":
        rows: list[list[Cell]] = [[*row[:1], *(each / 2 for each in row[1:])] for row in day_rows(found)]
        return files.send_table("csv", ["System Leader", *found.terms, "Days in all"], rows, f"Days given {name}")
    if kind == "statements":
        columns = ["Statement", "Period", "Amount GBP", "How it stands", "Paid on"]
        lines: list[list[Cell]] = [
            [row.number, row.period.short, tables.pounds(row.payable_pence), row.get_state_display(), came(row)]
            for row in found.statements
        ]
        return files.send_table("csv", columns, lines, f"Statements {name}")
    raise Http404


def day_rows(found: HomeSide) -> list[list[Any]]:
    """Half-days: a row a leader, then all of them."""
    rows: list[list[Any]] = [[each.name, *map(each.by_term.get, found.terms), each.whole] for each in found.leaders]
    rows = [[name, *(number or 0 for number in numbers)] for name, *numbers in rows]
    return [*rows, ["All", *map(sum, zip(*(row[1:] for row in rows), strict=True))]] if len(rows) > 1 else rows


def given(found: HomeSide) -> drawn.Table:
    columns = [drawn.Column("System Leader", lambda row: row[0])]
    for at, term in enumerate([*found.terms, "In all"], start=1):
        columns.append(drawn.Column(term, lambda row, at=at: days(row[at]), number=True))  # type: ignore[misc]
    empty = "Nobody of your school has worked at another school in this year."
    return drawn.Table("Days your System Leaders gave", columns, day_rows(found), empty=empty)


def money(found: HomeSide) -> drawn.Table:
    """Each pound at one step; the sum last. Nothing where nothing was owed."""
    rows = [(name, found.money[step], next_) for step, (name, next_) in STEPS.items() if found.money[step]]
    rows += [("In all", found.owed, "")] if rows else []
    columns = [
        drawn.Column("How far it is", lambda row: row[0]),
        drawn.Column("Amount", lambda row: pounds(row[1]), number=True),
        drawn.Column("What happens next", lambda row: row[2]),
    ]
    empty = "Nothing is owed to your school for work in this year yet."
    return drawn.Table("What the Alliance owes for it, and has paid", columns, rows, empty=empty)


def statements(found: HomeSide, usual: Wait, today: date, *, opens: bool) -> drawn.Table:
    def number(row: Any) -> Any:
        return link_to(f"Number {row.number}", "school-statement", row.pk) if opens else f"Number {row.number}"

    columns = [
        drawn.Column("Statement", number),
        drawn.Column("Period", lambda row: str(row.period)),
        drawn.Column("Amount", lambda row: pounds(row.payable_pence), number=True),
        drawn.Column("When the money comes", lambda row: when(row, found.handed_on.get(row.pk), usual, today)),
    ]
    empty = "No statement of this year has been sent to your school yet."
    return drawn.Table("Statements, and when their money comes", columns, found.statements, empty=empty)


def came(statement: Any) -> date | None:
    return statement.paid_on if statement.state == "paid" else None


def when(statement: Any, handed: date | None, usual: Wait, today: date) -> str:
    """Where it is, and until when its money is usually there."""
    if paid := came(statement):
        return f"Paid {saying.day(paid)}."
    if statement.state != "exported" or handed is None:
        return STATES.get(statement.state, statement.get_state_display())
    where = f"With the Alliance’s finance office since {saying.day(handed)}."
    if not usual.is_known:
        return where
    until = handed + timedelta(days=usual.most)
    if until < today:
        return f"{where} Most money is there by {saying.day(until)}: ask the Alliance."
    return f"{where} Most money is there within {usual.most} days, so by {saying.day(until)}."
