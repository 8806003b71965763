"""Cash ahead: what will go to home schools and come from payers, month by month, drawn and as tables."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from drystone import saying
from drystone.payments import ahead, tables
from drystone.payments.ahead import Ahead, Month

from .. import files
from ..components import tables as drawn
from ..courses import LEFT, RIGHT, Point
from .burn_down import Line, height

SIDES = {"schools": "To home schools", "payers": "From payers"}
KINDS = {"planned": "Visits planned", "done": "Done, not stated yet", "stated": "Stated, not paid yet"}
MOST = 24  # months that are shown


@dataclass(frozen=True)
class Drawing:
    """`above` is the most that moves in one month; `about` says in words what is ahead."""

    above: str
    about: str
    lines: tuple[Line, Line]


def page(request: Any) -> HttpResponseBase:
    """Each month from this one on; as a file for a spreadsheet, too."""
    found = ahead.ahead(request.alliance, today=request.today)
    if request.GET.get("as") == "csv":
        columns = ["Month", "Side", *(f"{name} GBP" for name in KINDS.values()), "In all GBP"]
        return files.send_table("csv", columns, rows(found), f"Cash ahead {request.today.isoformat()}")
    context = {
        "found": found,
        "drawing": drawing(found),
        "tables": [table(found.months[:MOST], side) for side in SIDES],
        "reckoned": [(SIDES[side], wait, ahead.reckoned(wait, request.alliance)) for side, wait in waits(found)],
    }
    return render(request, "office/statements/ahead.html", context)


def waits(found: Ahead) -> list[tuple[str, Any]]:
    return [("schools", found.schools), ("payers", found.payers)]


def rows(found: Ahead) -> list[list[Any]]:
    made = []
    for month in found.months:
        for side, name in SIDES.items():
            sums = getattr(month, side)
            amounts = [tables.pounds(pence) for pence in (*(sums[kind] for kind in KINDS), sums.total())]
            made.append([f"{month.first:%Y-%m}", name, *amounts])
    return made


def table(months: list[Month], side: str) -> drawn.Table:
    columns = [drawn.Column("Month", lambda month: saying.month(month.first))]
    for kind, name in KINDS.items():
        columns.append(drawn.Column(name, lambda month, kind=kind: amount(month, side, kind), number=True))  # type: ignore[misc]
    columns.append(drawn.Column("In all", lambda month: saying.pounds(getattr(month, side).total()), number=True))
    return drawn.Table(SIDES[side], columns, months)


def amount(month: Month, side: str, kind: str) -> str:
    return saying.pounds(getattr(month, side)[kind])


def drawing(found: Ahead) -> Drawing:
    months = found.months[:MOST]
    most = max(getattr(month, side).total() for month in months for side in SIDES)
    sums = {side: sum(getattr(month, side).total() for month in found.months) for side in SIDES}
    about = (
        f"{saying.pounds(sums['schools'])} will go to home schools and {saying.pounds(sums['payers'])} come from "
        f"payers, as far as it is planned, done or stated by today."
    )
    schools, payers = (points(months, side, most, is_square=side == "payers") for side in SIDES)
    return Drawing(saying.pounds(max(0, most)), about, (Line(schools, False), Line(payers, True)))


def points(months: list[Month], side: str, most: int, *, is_square: bool) -> tuple[Point, ...]:
    across = max(1, len(months) - 1)
    return tuple(
        Point(
            round(LEFT + (RIGHT - LEFT) * place / across, 1),
            height(getattr(month, side).total(), most),
            is_square,
            f"{saying.month(month.first)}: {saying.pounds(getattr(month, side).total())}",
        )
        for place, month in enumerate(months)
    )
