"""Tables for other programs: CSV and Excel. Text stays text, whatever it looks like; nothing is hidden in the file."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.utils.timezone import localtime

Cell = str | int | float | Decimal | bool | date | datetime | None
# A spreadsheet takes a text that begins with one of these, full-width ones too, for a formula and runs it.
FORMULA_STARTS = tuple("=+-@|%\t\r\n＝＋－＠")
LONGEST_TEXT = 32_767
CUT = " … (cut short: an Excel cell holds no more; the CSV has it all)"
WIDEST_COLUMN = 60
# Every Excel file carries a moment and a maker; ours say nothing, and equal tables are equal files.
NO_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 the format knows no time zones


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it. Days are 2026-11-24, moments 2026-11-24 14:05 in London."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(name) for name in columns])
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def xlsx_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "Sheet1") -> bytes:
    """One sheet with its headings fixed; numbers, days and moments as such, everything else as text."""
    output = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, options) as book:
        book.set_properties({"author": "", "created": NO_MOMENT})
        sheet = book.add_worksheet(_sheet_name(title))
        styles: dict[type, Any] = {
            date: book.add_format({"num_format": "d mmm yyyy", "align": "left"}),
            datetime: book.add_format({"num_format": "d mmm yyyy hh:mm", "align": "left"}),
        }
        heading = book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate(columns):
            sheet.write_string(0, column, _fitting(name), heading)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, styles)
        sheet.freeze_panes(1, 0)
        sheet.autofit(WIDEST_COLUMN * 7)
    return output.getvalue()


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
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: dict[type, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, bool | str):
        sheet.write_string(row, column, _fitting(cell if isinstance(cell, str) else str(plain(cell))))
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, localtime(cell).replace(tzinfo=None), styles[datetime])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, styles[date])
    else:
        sheet.write_number(row, column, cell)


def _fitting(text: str) -> str:
    """A text that is too long would be left out without a word; it is cut with one."""
    whole = text.encode(errors="replace").decode()
    return whole if len(whole) <= LONGEST_TEXT else whole[: LONGEST_TEXT - len(CUT)] + CUT


def _sheet_name(title: str) -> str:
    """What Excel allows: at most 31 letters, and none of those that it uses in addresses."""
    allowed = "".join(letter for letter in title if letter.isprintable() and letter not in "[]:*?/\\")
    return allowed[:31].strip(" '") or "Sheet1"
