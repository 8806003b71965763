"""Tables for Excel: text stays text, nothing is hidden, nobody is named as their author."""

import zipfile
from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook

from drystone.documents.sheets import csv_bytes
from drystone.documents.workbooks import xlsx_bytes
from tests.documents.test_sheets import FORMULAS, HEADS, ROW, read_csv


def cells(content: bytes) -> list[list]:
    return [list(row) for row in load_workbook(BytesIO(content)).active.iter_rows()]


def test_excel_finds_numbers_days_and_moments_as_such():
    values = [cell.value for cell in cells(xlsx_bytes(HEADS, [ROW]))[1]]
    assert values == ["Ann Peel", 3, 450.5, "Yes", datetime(2027, 1, 19), datetime(2027, 7, 1, 14, 5), None]


def test_text_that_looks_like_a_formula_is_text_in_excel_and_stays_so_when_edited():
    shown = cells(xlsx_bytes(FORMULAS[:5], [[formula] for formula in FORMULAS]))
    assert {cell.data_type for row in shown for cell in row if cell.value is not None} == {"s"}
    assert [row[0].value.replace("_x000D_", "\r") for row in shown[1:]] == FORMULAS
    assert {row[0].quotePrefix for row in shown[1:]} == {True}
    assert not cells(xlsx_bytes(["Name"], [["Ann Peel"]]))[1][0].quotePrefix


def test_odd_cells_are_written_whole():
    text = "0123"
    assert cells(xlsx_bytes(["Pounds"], [[-5]]))[1][0].value == -5
    assert cells(xlsx_bytes(["Text"], [[text]]))[1][0].value == text
    assert cells(xlsx_bytes(["Text"], [["a\ud800b\x00c"]]))[1][0].value.startswith("a?b")


def test_an_answer_longer_than_a_cell_is_whole_in_csv_and_says_in_excel_that_it_is_cut():
    answer = "word " * 20_000
    assert read_csv(csv_bytes(["Answer"], [[answer]]))[1] == [answer]
    shown = cells(xlsx_bytes(["Answer"], [[answer]]))[1][0].value
    assert len(shown) == 32_767
    assert shown.endswith("(cut short: an Excel cell holds no more; the CSV has it all)")


def test_nothing_in_an_excel_file_is_hidden_and_nobody_is_named():
    content = xlsx_bytes(HEADS, [ROW], title="Statements: January/February 2027 [all]")
    book = load_workbook(BytesIO(content))
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [("Statements JanuaryFebruary 2027", "visible")]
    parts = [*book.active.row_dimensions.values(), *book.active.column_dimensions.values()]
    assert not any(part.hidden for part in parts)
    assert (book.properties.creator, book.properties.lastModifiedBy) in {("", ""), (None, None)}
    assert not [name for name in zipfile.ZipFile(BytesIO(content)).namelist() if "comment" in name or "vba" in name]


def test_equal_tables_are_equal_files():
    assert xlsx_bytes(HEADS, [ROW]) == xlsx_bytes(HEADS, [ROW])
    assert len(cells(xlsx_bytes(HEADS, []))) == 1
