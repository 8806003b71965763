"""Tables for Excel and other programs: text stays text, nothing is hidden, nobody is named as their author."""

import csv
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from drystone.documents.sheets import csv_bytes, xlsx_bytes

FORMULAS = [
    start + rest
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u00a0=", "＝", "＋", "－", "＠", "|", "%")
    for rest in ("1+1", 'HYPERLINK("http://evil.example","x")', "cmd|' /C calc'!A0")
]
ROW = ["Ann Peel", 3, Decimal("450.50"), True, date(2027, 1, 19), datetime(2027, 7, 1, 13, 5, tzinfo=UTC), None]
HEADS = ["Name", "Days", "Pounds", "Agreed", "Day", "Moment", "Nothing"]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def cells(content: bytes) -> list[list]:
    return [list(row) for row in load_workbook(BytesIO(content)).active.iter_rows()]


def test_a_table_is_one_row_of_heads_and_one_for_each_row():
    assert read_csv(csv_bytes(HEADS, [ROW])) == [
        HEADS,
        ["Ann Peel", "3", "450.50", "Yes", "2027-01-19", "2027-07-01 14:05", ""],
    ]


def test_excel_finds_numbers_days_and_moments_as_such():
    values = [cell.value for cell in cells(xlsx_bytes(HEADS, [ROW]))[1]]
    assert values == ["Ann Peel", 3, 450.5, "Yes", datetime(2027, 1, 19), datetime(2027, 7, 1, 14, 5), None]


@pytest.mark.parametrize("formula", FORMULAS)
def test_text_that_looks_like_a_formula_is_text_in_csv(formula):
    assert read_csv(csv_bytes(["Name"], [[formula]]))[1] == [f"'{formula}"]


def test_text_that_looks_like_a_formula_is_text_in_excel():
    shown = cells(xlsx_bytes(FORMULAS[:5], [[formula] for formula in FORMULAS]))
    assert {cell.data_type for row in shown for cell in row if cell.value is not None} == {"s"}
    assert [row[0].value.replace("_x000D_", "\r") for row in shown[1:]] == FORMULAS


def test_heads_are_guarded_too():
    assert read_csv(csv_bytes(["=1"], []))[0] == ["'=1"]


def test_a_negative_number_is_a_number():
    assert read_csv(csv_bytes(["Pounds"], [[-5]]))[1] == ["-5"]
    assert cells(xlsx_bytes(["Pounds"], [[-5]]))[1][0].value == -5


@pytest.mark.parametrize("text", ["Zoë 中 😀", 'a "b" ; c,\nd', "مرحبا", "007", "1e5", "https://dale.example/"])
def test_text_comes_back_as_it_was(text):
    assert read_csv(csv_bytes(["Text"], [[text]]))[1] == [text]
    assert cells(xlsx_bytes(["Text"], [[text]]))[1][0].value == text


def test_half_a_letter_and_controls_do_not_break_the_file():
    assert read_csv(csv_bytes(["Text"], [["a\ud800b\x00c"]]))[1][0].startswith("a?b")
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
    assert not any(
        part.hidden for part in [*book.active.row_dimensions.values(), *book.active.column_dimensions.values()]
    )
    assert (book.properties.creator, book.properties.lastModifiedBy) in {("", ""), (None, None)}
    assert not [name for name in zipfile.ZipFile(BytesIO(content)).namelist() if "comment" in name or "vba" in name]


def test_equal_tables_are_equal_files():
    assert xlsx_bytes(HEADS, [ROW]) == xlsx_bytes(HEADS, [ROW])


def test_a_table_without_rows_is_its_heads():
    assert read_csv(csv_bytes(HEADS, [])) == [HEADS]
    assert len(cells(xlsx_bytes(HEADS, []))) == 1
