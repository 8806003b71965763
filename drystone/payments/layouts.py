"""Layouts of files for finance: what a column may hold, how a file is written, and the office's own layouts."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from django.db import IntegrityError, transaction

from drystone.alliances.models import Alliance
from drystone.documents.sheets import Cell, guarded
from drystone.documents.workbooks import xlsx_bytes
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person

from .access import only_finance
from .entries import Entry
from .models import FileLayout, Papers
from .tables import pounds

MOST_COLUMNS = 30
TEXT = "text"


@dataclass(frozen=True)
class Holds:
    """What a column may hold; `adds` where the row of totals has its sum."""

    label: str
    of: Callable[[Entry, FileLayout], Cell]
    adds: bool = False


def sum_of(entry: Entry, layout: FileLayout, pence: int) -> Cell:
    return pence if layout.sums == FileLayout.Sums.PENCE else pounds(pence)


HOLDS: dict[str, Holds] = {
    "number": Holds("Number of the statement or charge schedule", lambda e, way: str(e.number)),
    "reference": Holds("Its reference, such as S00012 or C00012", lambda e, way: e.reference),
    "month": Holds("Month, as 2026-11, or half-term, as Autumn 1, 2026", lambda e, way: e.period.short),
    "on": Holds("Day of approval or issue", lambda e, way: e.on),
    "due": Holds("Day by which it is to be paid", lambda e, way: e.due(way.pay_within_days)),
    "day": Holds("Day of the visit", lambda e, way: e.day),
    "school": Holds("Home school, or payer", lambda e, way: e.school.name),
    "urn": Holds("Its URN", lambda e, way: e.school.urn or ""),
    "payee": Holds("Who is paid, or invoiced", lambda e, way: e.payee.name),
    "supplier": Holds("Supplier number of who is paid", lambda e, way: e.supplier),
    "order": Holds("Purchase order", lambda e, way: e.order),
    "work": Holds("What it is for", lambda e, way: e.work),
    "half_days": Holds("Half-days", lambda e, way: e.half_days, adds=True),
    "days": Holds("Days", lambda e, way: Decimal(e.half_days) / 2, adds=True),
    "pence": Holds("Amount without VAT", lambda e, way: sum_of(e, way, e.pence), adds=True),
    "vat": Holds("VAT", lambda e, way: sum_of(e, way, e.vat_pence), adds=True),
    "with_vat": Holds("Amount with VAT", lambda e, way: sum_of(e, way, e.pence + e.vat_pence), adds=True),
    "vat_code": Holds("VAT code", lambda e, way: way.vat_codes.get(e.vat_code, e.vat_code)),
    "first": Holds("Who confirmed it (a charge schedule: approved)", lambda e, way: e.first),
    "second": Holds("Who approved it (a charge schedule: issued)", lambda e, way: e.second),
}
CHOICES = [(TEXT, "Always the same text"), *((key, holds.label) for key, holds in HOLDS.items())]


def default(of: str) -> FileLayout:
    """The documented layout (docs/finance-files.md); finance may write its answers into the one of statements."""
    headings = DEFAULTS[Papers(of)]
    columns = [{"holds": holds, "heading": heading, "text": ""} for holds, heading in headings]
    return FileLayout(of=of, name="Drystone", columns=columns)


DEFAULTS = {
    Papers.STATEMENTS: [
        ("number", "Statement"), ("month", "Period"), ("school", "School"), ("urn", "URN"), ("payee", "Pay to"),
        ("supplier", "Supplier number"), ("half_days", "Half-days"), ("with_vat", "Amount GBP"),
        ("vat", "Of it VAT GBP"), ("first", "Confirmed by"), ("second", "Approved by"),
    ],
    Papers.CHARGES: [
        ("number", "Charge schedule"), ("month", "Period"), ("payee", "Payer"), ("urn", "URN"),
        ("order", "Purchase order"), ("half_days", "Half-days"), ("pence", "Without VAT GBP"), ("vat", "VAT GBP"),
        ("with_vat", "With VAT GBP"), ("first", "Approved by"), ("second", "Issued by"),
    ],
}  # fmt: skip


@transaction.atomic
def save(layout: FileLayout, *, by: Person, at: Any) -> FileLayout:
    """The office keeps a layout, new or changed; files that were handed over stay as they are. Raises Refused.

    An Excel file always has its headings.
    """
    only_finance(by, layout.alliance)
    if not 1 <= len(layout.columns) <= MOST_COLUMNS:
        raise Refused(f"A layout has from 1 to {MOST_COLUMNS} columns.")
    if layout.kind == FileLayout.Kind.XLSX:
        layout.has_headings = True
    try:
        with transaction.atomic():
            layout.save()
    except IntegrityError as twice:
        raise Refused(f"There is a layout called {layout.name} already.") from twice
    events.record(layout, "kept_layout", by=by, at=at, name=layout.name, columns=len(layout.columns))
    return layout


def written(layout: FileLayout, entries: list[Entry], counted: str) -> bytes:
    """The file: headings, a row an entry, and the control row with how many papers and their sums."""
    rows = [cells(layout, entry) for entry in entries]
    if layout.has_total:
        rows.append(total(layout, rows, counted))
    headings = [column["heading"] for column in layout.columns] if layout.has_headings else []
    if layout.kind == FileLayout.Kind.XLSX:
        return xlsx_bytes(headings, rows, title=Papers(layout.of).name.capitalize())
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=layout.separator)
    if headings:
        writer.writerow([guarded(heading) for heading in headings])
    writer.writerows([said(cell, layout) for cell in row] for row in rows)
    return text.getvalue().encode(layout.letters, errors="replace")


def cells(layout: FileLayout, entry: Entry) -> list[Cell]:
    return [
        column["text"] if column["holds"] == TEXT else HOLDS[column["holds"]].of(entry, layout)
        for column in layout.columns
    ]


def total(layout: FileLayout, rows: list[list[Cell]], counted: str) -> list[Cell]:
    """TOTAL, how many papers under the first name of a school or payer, and the sum of every column that adds up."""
    held = [column["holds"] for column in layout.columns]
    last: list[Cell] = [
        sum(row[place] for row in rows) if holds in HOLDS and HOLDS[holds].adds else ""  # type: ignore[misc]
        for place, holds in enumerate(held)
    ]
    names = [place for place, holds in enumerate(held) if holds in ("school", "payee")]
    if names:
        last[names[0]] = counted
    if held[0] not in HOLDS or not HOLDS[held[0]].adds:
        last[0] = "TOTAL"
    return last


def said(cell: Cell, layout: FileLayout) -> str:
    """A cell as text: a number is never taken for a formula, and a text never runs as one."""
    if isinstance(cell, date):
        return f"{cell:{layout.days}}"
    if isinstance(cell, int | Decimal):
        return str(cell).replace(".", ",") if layout.sums == FileLayout.Sums.COMMA else str(cell)
    return guarded(str(cell)) if cell else ""


def of_alliance(alliance: Alliance, of: str) -> list[FileLayout]:
    """The default, then the office's own."""
    return [default(of), *FileLayout.objects.filter(alliance=alliance, of=of)]
