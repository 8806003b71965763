"""Yes or no, one of a list, several of a list, a scale of worded points."""

from typing import Any

from django import forms

from .. import words
from ..spec import Choices, Question
from .base import ONLY, Box, Boxes, Kind

YES_OR_NO: Choices = (("yes", "Yes"), ("no", "No"))


class OneOf(Kind):
    """Kept as the key of the option."""

    name = "one_of"
    settings = frozenset({"options", "options_from"})
    asks: tuple[str, ...] = ("options|options_from",)
    missing = "Choose an answer to “{}”"

    def offered(self, question: Question) -> Choices:
        return question.options

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        return {ONLY: Box(widget=forms.RadioSelect(choices=self.offered(question)))}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> Any:
        return str(raw) if str(raw) in dict(self.offered(question)) else None

    def text(self, question: Question, value: Any) -> str:
        return dict(self.offered(question)).get(value, value)


class Scale(OneOf):
    """Points with words, in their order: never a bare number or a colour alone."""

    name = "scale"
    settings = frozenset({"points", "points_from"})
    asks: tuple[str, ...] = ("points|points_from",)

    def offered(self, question: Question) -> Choices:
        return question.points


class YesNo(OneOf):
    """Kept as true or false."""

    name = "yes_no"
    settings = frozenset({"follow_up", "if_no"})
    asks: tuple[str, ...] = ()

    def offered(self, question: Question) -> Choices:
        return YES_OR_NO

    def shown(self, question: Question, value: bool | None) -> dict[str, Any]:
        return {ONLY: None if value is None else "yes" if value else "no"}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> bool | None:
        return {"true": True, "yes": True, "false": False, "no": False}.get(str(raw).lower())

    def text(self, question: Question, value: Any) -> str:
        return "Yes" if value else "No"


class SeveralOf(Kind):
    """Kept as a list of keys, in the order of the form. One option, "nothing" say, may have to stand alone."""

    name = "several_of"
    settings = frozenset({"options", "options_from", "at_most", "alone"})
    asks = ("options|options_from",)
    missing = "Choose at least one answer to “{}”"

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        ticks = forms.CheckboxSelectMultiple(choices=question.options)
        ticks.alone = question.alone  # type: ignore[attr-defined]
        return {ONLY: Box(widget=ticks)}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> list[str] | None:
        several = raw if isinstance(raw, list | tuple | set | frozenset) else [raw]
        given = {words.one_line(key) for key in several}
        return [key for key, _ in question.options if key in given] or None

    def problem(self, question: Question, value: list[str]) -> str:
        if question.at_most and len(value) > question.at_most:
            return f"Choose no more than {question.at_most} answers to “{question.name}”"
        if question.alone in value and len(value) > 1:
            alone = dict(question.options)[question.alone]
            return f"Choose either “{alone}” or other answers to “{question.name}”, not both"
        return ""

    def text(self, question: Question, value: list[str]) -> str:
        names = dict(question.options)
        return "\n".join(names.get(key, key) for key in value)
