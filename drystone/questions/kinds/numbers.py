"""Whole numbers, and days in halves."""

import re
from fractions import Fraction
from typing import Any

from django import forms

from drystone import saying

from .. import words
from ..spec import Question
from .base import ONLY, Boxes, DecimalBox, Kind, WholeBox, is_typed, typed

WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
DAYS = re.compile(r"([0-9]{1,4})?(?:[.,]([05])0*)?", re.ASCII)


class WholeNumber(Kind):
    name = "whole_number"
    settings = frozenset({"min", "max", "unit"})
    asks = ("min", "max")
    missing = "Write a number for “{}”"

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        attrs = {"inputmode": "numeric"} | ({"suffix": question.unit} if question.unit else {})
        return {ONLY: WholeBox(widget=forms.TextInput(attrs=attrs | {"class": "govuk-input--width-5"}))}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> Any:
        text = words.one_line("" if raw is None else raw).replace(",", "")
        if not text:
            return None
        return int(text) if WHOLE.fullmatch(text) else typed(words.one_line(raw))

    def problem(self, question: Question, value: Any) -> str:
        if is_typed(value):
            return f"“{question.name}” must be a whole number, in figures"
        low, high = int(question.min or 0), int(question.max or 0)
        return "" if low <= value <= high else f"“{question.name}” must be between {low:,} and {high:,}"

    def text(self, question: Question, value: int) -> str:
        return f"{value:,} {question.unit}".strip()

    def cells(self, question: Question, value: Any) -> list[str | int]:
        return ["" if value is None else value]


class Days(Kind):
    """Typed as days, in halves ("2.5", "2½"); kept as whole half-days, the unit of the whole product."""

    name = "days"
    settings = frozenset({"min", "max"})
    asks = ("min", "max")
    missing = "Write a number of days for “{}”"

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        attrs = {"inputmode": "decimal", "suffix": "days", "class": "govuk-input--width-5"}
        return {ONLY: DecimalBox(widget=forms.TextInput(attrs=attrs))}

    def shown(self, question: Question, value: Any) -> dict[str, Any]:
        return {ONLY: in_figures(value)} if isinstance(value, int) else super().shown(question, value)

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> Any:
        text = words.one_line("" if raw is None else raw)
        plain = text.replace(" ", "").replace("½", ".5").replace("1/2", ".5").removesuffix("days").removesuffix("day")
        if not text:
            return None
        found = DAYS.fullmatch(plain)
        if not found or not any(found.groups()):
            return typed(text)
        return int(found[1] or 0) * 2 + (found[2] == "5")

    def raw(self, question: Question, value: Any) -> Any:
        return in_figures(value)

    def problem(self, question: Question, value: Any) -> str:
        if is_typed(value):
            return f"“{question.name}” must be a number of days in whole or half days, like 2 or 2.5"
        low, high = Fraction(question.min or 0) * 2, Fraction(question.max or 0) * 2
        if low <= value <= high:
            return ""
        return f"“{question.name}” must be between {in_figures(int(low))} and {in_figures(int(high))} days"

    def text(self, question: Question, value: int) -> str:
        return saying.days(value)

    def cells(self, question: Question, value: Any) -> list[str | int]:
        return ["" if value is None else in_figures(value)]


def in_figures(half_days: int) -> str:
    """Half-days as one types days: "2.5"."""
    whole, half = divmod(half_days, 2)
    return f"{whole}{'.5' if half else ''}"
