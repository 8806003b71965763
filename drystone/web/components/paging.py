"""Pages of a long list by its last row, never by counting: the thousandth page costs what the first one does.

A list that is bounded and known whole, the applications of one round, is cut by number.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Model, Q, QuerySet

SIZE = 25


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the words for the address of the pages before and after it, empty at the ends."""

    rows: list[Any]
    earlier: str = ""
    later: str = ""


@dataclass(frozen=True)
class Order:
    """The order that was asked for: its word for the address, and the fields, of which the last is unique."""

    word: str
    fields: tuple[str, ...]


def order(asked: str, known: Mapping[str, tuple[str, ...]], default: str) -> Order:
    """`known` maps a word to fields that are never empty: `{"name": ("name", "id")}`; "-name" turns it round."""
    word = asked if asked.removeprefix("-") in known else default
    fields = known[word.removeprefix("-")]
    return Order(word, _turned(fields) if word.startswith("-") else fields)


def page(rows: QuerySet, by: Sequence[str], at: str = "", size: int = SIZE, *, is_wide: bool = False) -> Page:
    """The page that begins after the row that `at` names; a word that makes no sense gives the first page.

    Where rows are wide, and many are sorted for the few that are shown, the database sorts their numbers alone.
    """
    take = _taken_by_number if is_wide else _taken
    try:
        forward, values = _read(at, len(by)) if at else (True, [])
        found = take(rows, by if forward else _turned(by), values, size + 1)
    except (ValueError, TypeError, OverflowError, ValidationError, FieldError, binascii.Error):
        forward, values, found = True, [], take(rows, by, [], size + 1)
    more, found = len(found) > size, found[:size]
    if not forward:
        found.reverse()
    before, after = (bool(values), more) if forward else (more, True)
    return Page(
        rows=found,
        earlier=_write("<", found[0], by) if found and before else "",
        later=_write(">", found[-1], by) if found and after else "",
    )


def cut(rows: Sequence[Any], at: str = "", size: int = SIZE) -> Page:
    """A page of a list that is known whole, by its number; a word that makes no sense gives the first page."""
    last = max(1, -(-len(rows) // size))
    number = min(int(at), last) if at.isascii() and at.isdigit() and len(at) < 10 else 1
    number = max(1, number)
    return Page(
        rows=list(rows[(number - 1) * size : number * size]),
        earlier=str(number - 1) if number > 1 else "",
        later=str(number + 1) if number < last else "",
    )


def _taken(rows: QuerySet, by: Sequence[str], values: list[Any], number: int) -> list[Any]:
    return list(_beyond(rows, by, values)[:number])


def _taken_by_number(rows: QuerySet, by: Sequence[str], values: list[Any], number: int) -> list[Any]:
    found = _beyond(rows, by, values).values("pk")[:number]
    return list(rows.filter(pk__in=found).order_by(*by))


def _beyond(rows: QuerySet, by: Sequence[str], values: list[Any]) -> QuerySet:
    """Rows after these values in this order. The bound on the first field lets an index find the place."""
    beyond = Q()
    same: dict[str, Any] = {}
    for field, value in zip(by, values, strict=bool(values)):
        name = field.removeprefix("-")
        beyond |= Q(**same, **{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        same[name] = value
    if values:
        first = f"{by[0].removeprefix('-')}__{'lte' if by[0].startswith('-') else 'gte'}"
        rows = rows.filter(beyond, **{first: values[0]})
    return rows.order_by(*by)


def _turned(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(field[1:] if field.startswith("-") else f"-{field}" for field in fields)


def _read(at: str, length: int) -> tuple[bool, list[Any]]:
    way, *values = json.loads(base64.urlsafe_b64decode(at.encode() + b"=" * (-len(at) % 4)))
    if way not in ("<", ">") or len(values) != length:
        raise ValueError(at)
    return way == ">", values


def _write(way: str, row: Model, by: Sequence[str]) -> str:
    values = [_value(row, field.removeprefix("-")) for field in by]
    text = json.dumps([way, *values], default=str)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row
