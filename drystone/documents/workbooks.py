"""Tables for Excel: text stays text, whatever it looks like; nothing is hidden in the file, and nobody is named."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.timezone import localtime

from .sheets import FORMULA, Cell, plain

LONGEST_TEXT = 32_767
CUT = " … (cut short: an Excel cell holds no more; the CSV has it all)"
WIDEST_COLUMN = 60
# Every Excel file carries a moment and a maker; ours say nothing, and equal tables are equal files.
NO_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 the format knows no time zones
AS_TYPED = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def xlsx_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "Sheet1") -> bytes:
    """One sheet with its headings fixed; numbers, days and moments as such, everything else as text."""
    output = BytesIO()
    with xlsxwriter.Workbook(output, AS_TYPED) as book:
        book.set_properties({"author": "", "created": NO_MOMENT})
        sheet = book.add_worksheet(sheet_name(title))
        styles = styles_of(book)
        for column, name in enumerate(columns):
            sheet.write_string(0, column, fitting(name), styles["heading"])
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                write(sheet, number, column, cell, styles)
        sheet.freeze_panes(1, 0)
        sheet.autofit(WIDEST_COLUMN * 7)
    return output.getvalue()


def styles_of(book: Any) -> dict[str, Any]:
    """`guarded` is the mark by which Excel goes on treating a text as text when somebody edits it."""
    return {
        "heading": book.add_format({"bold": True, "bottom": 1}),
        "guarded": book.add_format({"quote_prefix": True}),
        "day": book.add_format({"num_format": "d mmm yyyy", "align": "left"}),
        "moment": book.add_format({"num_format": "d mmm yyyy hh:mm", "align": "left"}),
    }


def write(sheet: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, bool | str):
        text = fitting(cell if isinstance(cell, str) else str(plain(cell)))
        sheet.write_string(row, column, text, styles["guarded"] if FORMULA.match(text) else None)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, localtime(cell).replace(tzinfo=None), styles["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, styles["day"])
    else:
        sheet.write_number(row, column, cell)


def fitting(text: str) -> str:
    """A text that is too long would be left out without a word; it is cut with one."""
    whole = text.encode(errors="replace").decode()
    return whole if len(whole) <= LONGEST_TEXT else whole[: LONGEST_TEXT - len(CUT)] + CUT


def sheet_name(title: str) -> str:
    """What Excel allows: at most 31 letters, and none of those that it uses in addresses."""
    allowed = "".join(letter for letter in title if letter.isprintable() and letter not in "[]:*?/\\")
    return allowed[:31].strip(" '") or "Sheet1"
