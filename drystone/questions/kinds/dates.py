"""A date, in three boxes: day, month, year."""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms

from drystone import saying

from .. import words
from ..spec import Question
from .base import ONLY, Box, Boxes, Kind, is_typed, typed, typed_in

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEARS = range(1900, 2200)


class Date(Kind):
    """Kept as an ISO date."""

    name = "date"
    missing = "Write a date for “{}”"

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        return {ONLY: Box(widget=forms.SelectDateWidget(years=YEARS))}

    def collect(self, question: Question, data: Mapping, files: Mapping, boxes: Boxes) -> Any:
        return {part: data.get(f"{question.key}_{part}", "") for part in PARTS}

    def shown(self, question: Question, value: Any) -> dict[str, Any]:
        if is_typed(value):
            return {ONLY: SimpleNamespace(**typed_in(value))}
        return {ONLY: date.fromisoformat(value) if value else None}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> Any:
        given = _parts(raw)
        if not any(given.values()):
            return None
        found = _date(given)
        return found.isoformat() if found else typed(given)

    def problem(self, question: Question, value: Any) -> str:
        if not is_typed(value):
            return ""
        lacking = [part for part in PARTS if not typed_in(value)[part]]
        if lacking:
            return f"“{question.name}” must include a {' and a '.join(lacking)}"
        return f"“{question.name}” must be a real date, like 27 3 2026"

    def text(self, question: Question, value: str) -> str:
        return saying.day(date.fromisoformat(value))

    def cells(self, question: Question, value: Any) -> list[str | int]:
        return [value or ""]


def _parts(raw: Any) -> dict[str, str]:
    if isinstance(raw, Mapping):
        return {part: words.one_line(raw.get(part) or "") for part in PARTS}
    year, _, rest = words.one_line(raw or "").partition("-")
    month, _, day = rest.partition("-")
    return {"day": day, "month": month, "year": year}


def _date(given: dict[str, str]) -> date | None:
    month = given["month"].lower()[:3]
    number = str(MONTHS.index(month) + 1) if month in MONTHS else given["month"]
    if not all(part.isascii() and part.isdigit() for part in (given["day"], number, given["year"])):
        return None
    try:
        found = date(int(given["year"]), int(number), int(given["day"]))
    except (ValueError, OverflowError):
        return None
    return found if found.year in YEARS else None
