"""Tables for other programs, as CSV. Text stays text, whatever it looks like."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from django.utils.timezone import localtime

Cell = str | int | float | Decimal | bool | date | datetime | None
# A spreadsheet takes a text that begins so, after whatever blanks and in full width too, for a formula and runs it.
FORMULA = re.compile("[\\s\u200b\ufeff]*[=+@|%＝＋－＠-]|[\t\r\n]")


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it. Days are 2026-11-24, moments 2026-11-24 14:05 in London."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(name) for name in columns])
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def plain(cell: Cell) -> str | int | float | Decimal:
    """A cell as CSV writes it."""
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else "Yes" if cell else "No"
    if isinstance(cell, datetime):
        return f"{localtime(cell):%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else cell


def guarded(text: str) -> str:
    """Text that would be taken for a formula gets the apostrophe by which spreadsheets mark text."""
    return f"'{text}" if FORMULA.match(text) else text
