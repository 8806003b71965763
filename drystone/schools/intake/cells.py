"""What one cell of the register may hold, and what it means. Each function raises BadRow in plain words."""

import re
import sys
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .. import names
from .refusal import BadRow, quoted

URN = re.compile(r"[0-9]{6}")
DATE = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")
PLACEHOLDER = "01-01-1900"  # stands for "not known", as an opening and as a closing date
WRONG = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\u0400-\u052f]|ï¿½")
EAST_OF_ALL, NORTH_OF_ALL = 700_000, 1_300_000  # the edges of the British National Grid, in metres


def urn(text: str) -> str:
    if not URN.fullmatch(text):
        raise BadRow(f"the URN “{quoted(text, 20)}” is not six digits")
    return text


def words(text: str, column: str, longest: int) -> str:
    """A text that a person reads: whole characters of the right alphabet, single spaces."""
    if WRONG.search(text) or (not text.isascii() and _encoded_twice(text)):
        raise BadRow(f"{column} “{quoted(text)}” holds damaged characters (a wrong encoding)")
    tidied = names.tidy(text)
    if len(tidied) > longest:
        raise BadRow(f"{column} is longer than {longest} characters")
    return tidied


def repeated_words(text: str, column: str, longest: int) -> str:
    """As `words`, for what thousands of rows share: kept in memory once. A lone hyphen stands for nothing."""
    shared = words(text, column, longest)
    return "" if shared == "-" else sys.intern(names.out_of_capitals(shared))


def postcode(text: str) -> str:
    return names.postcode(words(text, "the postcode", 10))


def code(text: str, column: str, longest: int) -> str:
    """A code is a string: "02" and "2" differ."""
    stripped = text.strip()
    if len(stripped) > longest or not (stripped.isascii() and stripped.isprintable()):
        raise BadRow(f"{column} “{quoted(stripped, 20)}” is not a code of the register")
    return sys.intern(stripped)


def day(text: str, column: str) -> date | None:
    """dd-mm-yyyy and nothing else: with slashes it went through a spreadsheet, which also eats leading zeros."""
    if not text or text == PLACEHOLDER:
        return None
    found = DATE.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else _no_day(text, column)
    except ValueError:
        return _no_day(text, column)


def place(east: str, north: str) -> tuple[int | None, int | None]:
    """Grid coordinates; blank, 0 or one without the other is no place at all."""
    for text in (east, north):
        if text and not (text.isascii() and text.isdigit()):
            raise BadRow(f"the coordinate “{quoted(text, 20)}” is not a whole number of metres")
    easting, northing = int(east or 0), int(north or 0)
    if not (0 < easting < EAST_OF_ALL and 0 < northing < NORTH_OF_ALL):
        return None, None
    return easting, northing


def pupils(text: str) -> int | None:
    """A number on roll; halves (part-time children) round up. What is not a number is not known."""
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", text):
        return None
    return int(Decimal(text).quantize(Decimal(1), ROUND_HALF_UP))


def per_cent(text: str) -> int | None:
    """A share of a hundred; what is no such share is not known."""
    share = pupils(text)
    return share if share is not None and share <= 100 else None


def _no_day(text: str, column: str) -> date:
    raise BadRow(f"{column} “{quoted(text, 20)}” is not a day written dd-mm-yyyy")


def _encoded_twice(text: str) -> bool:
    """“EcÃ´le”: letters that were UTF-8 once and were read as Windows-1252 on the way."""
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False
