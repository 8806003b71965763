"""Tables for other programs: text stays text, whatever it looks like."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest

from drystone.documents.sheets import csv_bytes

FORMULAS = [
    start + rest
    for start in (
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        "\n=",
        " =",
        "\u00a0=",
        "\u3000=",
        "\ufeff=",
        "\u200b=",
        "＝",
        "＋",
        "－",
        "＠",
        "|",
        "%",
    )
    for rest in ("1+1", 'HYPERLINK("http://evil.example","x")', "cmd|' /C calc'!A0")
]
ROW = ["Ann Peel", 3, Decimal("450.50"), True, date(2027, 1, 19), datetime(2027, 7, 1, 13, 5, tzinfo=UTC), None]
HEADS = ["Name", "Days", "Pounds", "Agreed", "Day", "Moment", "Nothing"]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_table_is_one_row_of_heads_and_one_for_each_row():
    assert read_csv(csv_bytes(HEADS, [ROW])) == [
        HEADS,
        ["Ann Peel", "3", "450.50", "Yes", "2027-01-19", "2027-07-01 14:05", ""],
    ]


@pytest.mark.parametrize("formula", FORMULAS)
def test_text_that_looks_like_a_formula_is_text_in_csv(formula):
    assert read_csv(csv_bytes(["Name"], [[formula]]))[1] == [f"'{formula}"]


@pytest.mark.parametrize("cell", ["", "Ann Peel", "3 = 3", "a@reeth.example", "'=1", "½ day", "👩‍🏫"])
def test_what_is_harmless_stays_as_it_is(cell):
    assert read_csv(csv_bytes(["Name", "Beside"], [[cell, "x"]]))[1] == [cell, "x"]


def test_heads_are_guarded_too():
    assert read_csv(csv_bytes(["=1"], []))[0] == ["'=1"]


def test_a_negative_number_is_a_number():
    assert read_csv(csv_bytes(["Pounds"], [[-5]]))[1] == ["-5"]


@pytest.mark.parametrize("text", ["Zoë 中 😀", 'a "b" ; c,\nd', "مرحبا", "007", "1e5", "https://dale.example/"])
def test_text_comes_back_as_it_was(text):
    assert read_csv(csv_bytes(["Text"], [[text]]))[1] == [text]


def test_half_a_letter_and_controls_do_not_break_the_file():
    assert read_csv(csv_bytes(["Text"], [["a\ud800b\x00c"]]))[1][0].startswith("a?b")


def test_a_table_without_rows_is_its_heads():
    assert read_csv(csv_bytes(HEADS, [])) == [HEADS]
