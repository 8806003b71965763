"""A school: found by name, town, postcode or number; or, where the form allows it, described in words."""

from collections.abc import Mapping
from typing import Any

from django import forms

from .. import words
from ..spec import Question
from .base import ONLY, Box, Boxes, is_typed, typed_in
from .lookups import WORDS, Lookup

UNLISTED = "unlisted"
PARTS = {"name": ("Name of the school", 200), "town": ("Town or village", 80), "postcode": ("Postcode", 10)}


class School(Lookup):
    """Kept as `{"key": …, "label": …}`; one that is in no register as `{"key": "", "label": …, "unlisted": {…}}`."""

    name = "school"
    missing = "Choose a school for “{}”"
    settings = frozenset({"unlisted"})

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        found = super().boxes(question, value, alliance_id)
        if not question.unlisted:
            return found
        found[ONLY].label = "Is it one of these?" if WORDS in found else "Name, town, postcode or number (URN)"
        tick = Box(label="My school is not in the list", required=False, widget=forms.CheckboxInput())
        return found | {UNLISTED: tick} | {part: part_box(question, part) for part in PARTS}

    def collect(self, question: Question, data: Mapping, files: Mapping, boxes: Boxes) -> Any:
        looked_up = super().collect(question, data, files, boxes)
        if not question.unlisted:
            return looked_up
        given = {part: data.get(f"{question.key}-{part}") for part in PARTS}
        ticked = data.get(f"{question.key}-{UNLISTED}")
        # Without scripts all boxes stand there: who fills in the name, and nothing to look up, means the same.
        return given if ticked or (given["name"] and not looked_up) else looked_up

    def shown(self, question: Question, value: Any) -> dict[str, Any]:
        if said := unlisted_in(value):
            return {ONLY: None, UNLISTED: True, **said}
        return super().shown(question, value)

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> Any:
        if not (question.unlisted and isinstance(raw, Mapping)):
            return super().read(question, raw, alliance_id)
        typed = {part: raw.get(part) if isinstance(raw.get(part), str) else "" for part in PARTS}
        said = {part: words.one_line(text)[: PARTS[part][1]] for part, text in typed.items()}
        return {"key": "", "label": ", ".join(filter(None, said.values())), UNLISTED: said}

    def raw(self, question: Question, value: Any) -> Any:
        return unlisted_in(value) or super().raw(question, value)

    def problems(self, question: Question, value: Any) -> dict[str, str]:
        if (said := unlisted_in(value)) is None:
            return super().problems(question, value)
        wanted = {"name": "Write the name of your school", "postcode": "Write the postcode of your school"}
        return {part: text for part, text in wanted.items() if not said[part]}

    def problem(self, question: Question, value: Any) -> str:
        if not is_typed(value):
            return ""
        return f"Choose which school you mean by “{typed_in(value)}”, or type its name, town, postcode or URN"

    def text(self, question: Question, value: Any) -> str:
        return f"{value['label']} (not in the list of schools)" if unlisted_in(value) else value["label"]

    def columns(self, question: Question) -> list[str]:
        return [question.name, f"{question.name} (number)"]

    def cells(self, question: Question, value: Any) -> list[str | int]:
        return ["", ""] if value is None else [value["label"], value["key"]]


def part_box(question: Question, part: str) -> forms.Field:
    label, _ = PARTS[part]
    box: Any = Box(label=label, required=part != "town", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    box.shown_if = (f"{question.key}-{UNLISTED}", "True")
    return box


def unlisted_in(value: Any) -> dict[str, str] | None:
    """What was said of a school that is in no register; None for any other answer."""
    return value.get(UNLISTED) if isinstance(value, dict) else None
