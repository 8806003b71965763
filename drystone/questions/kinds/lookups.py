"""What is looked up in what a room lends and kept with the name of that day, such as an area of expertise."""

from collections.abc import Mapping
from typing import Any

from django import forms

from .. import words
from ..sources import Instead, source
from ..spec import Question
from .base import ONLY, Box, Boxes, Kind, is_typed, typed, typed_in

WORDS = "typed"
OFFERED = 10


class Lookup(Kind):
    """Kept as `{"key": …, "label": …}`."""

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        """A list to choose from if all fits on a page; else a box to type in, and after typing what it may mean."""
        if source(self.name).short:
            return {ONLY: self._list(source(self.name).find("", alliance_id))}
        box = Box(widget=forms.TextInput(attrs={"autocomplete": "off", "data-source": self.name}))
        found = source(self.name).find(typed_in(value), alliance_id)[:OFFERED] if is_typed(value) else []
        if not found:
            return {ONLY: box}
        box.label, box.required = "None of these? Type again", False
        return {ONLY: self._list(found), WORDS: box}

    def _list(self, found: list[tuple[str, str]]) -> forms.Field:
        many = len(found) > OFFERED
        widget = forms.Select(choices=[("", "Choose one"), *found]) if many else forms.RadioSelect(choices=found)
        return Box(widget=widget)

    def collect(self, question: Question, data: Mapping, files: Mapping, boxes: Boxes) -> Any:
        return data.get(f"{question.key}-{WORDS}") or data.get(question.key)

    def shown(self, question: Question, value: Any) -> dict[str, Any]:
        if is_typed(value):
            return {ONLY: typed_in(value), WORDS: typed_in(value)}
        if value is None:
            return {ONLY: None}
        return {ONLY: value["key"] if source(self.name).short else value["label"]}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> Any:
        """What was meant: a key, or words that fit one thing alone."""
        text = words.one_line("" if raw is None else raw)
        if not text:
            return None
        if label := source(self.name).label(text, alliance_id):
            return {"key": text, "label": label}
        found = source(self.name).find(text, alliance_id)
        exact = [pair for pair in found if pair[1].casefold() == text.casefold()]
        meant = exact if len(exact) == 1 else found
        is_sure = len(meant) == 1 and not isinstance(meant[0][1], Instead)
        return {"key": meant[0][0], "label": meant[0][1]} if is_sure else typed(text)

    def raw(self, question: Question, value: Any) -> Any:
        return value["key"]

    def text(self, question: Question, value: Any) -> str:
        return value["label"]


class Area(Lookup):
    name = "area"
    missing = "Choose from the list for “{}”"

    def problem(self, question: Question, value: Any) -> str:
        return f"Choose from the list for “{question.name}”" if is_typed(value) else ""
