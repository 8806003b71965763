"""What every kind of question can do. A kind keeps no state: it is told the question, and what is kept for it.

`raw` is an answer as somebody gives it: typed text, a ticked choice, or for kinds of several boxes a dict by box.
`value` is what is kept: JSON, in one shape for each kind; None when nothing is answered. What cannot be an answer
yet (31 February) is kept as `{"typed": …}`, so that nothing that somebody typed is ever lost.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

from ..spec import Question

ONLY = ""
"""The name of the box of a kind that has only one."""


class Box(forms.Field):
    """One box to fill in. It checks nothing itself: the kind does, on what is kept."""

    def clean(self, value: Any) -> Any:
        return value


class WholeBox(Box, forms.IntegerField):
    """For whole numbers; only so that telephones show digits."""


class DecimalBox(Box, forms.DecimalField):
    """For days in halves; only so that telephones show digits and a point."""


Boxes = dict[str, forms.Field]


class Kind:
    name = ""
    settings: frozenset[str] = frozenset()
    """What a declaration may set beyond what every question has."""
    asks: tuple[str, ...] = ()
    """What a declaration must set; `a|b` means either."""
    missing = "Answer “{}”"

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        """The form fields by box. The field of the only box is named as the question."""
        raise NotImplementedError

    def collect(self, question: Question, data: Mapping, files: Mapping, boxes: Boxes) -> Any:
        """The answer as it stands in a posted form."""
        given = {
            box: field.widget.value_from_datadict(data, files, box_name(question, box)) for box, field in boxes.items()
        }
        return given[ONLY] if tuple(given) == (ONLY,) else given

    def shown(self, question: Question, value: Any) -> dict[str, Any]:
        """What stands in each box when the page is opened."""
        return {ONLY: typed_in(value) if is_typed(value) else value}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> Any:
        """What is kept of an answer given."""
        raise NotImplementedError

    def raw(self, question: Question, value: Any) -> Any:
        """The answer as it would be given again: `read` makes the same of it, if it still can be answered."""
        return value

    def problems(self, question: Question, value: Any) -> dict[str, str]:
        """What is wrong with what is kept, by box; nothing if it may be submitted."""
        if value is None:
            return self.lacking(question)
        text = self.problem(question, value)
        return {ONLY: text} if text else {}

    def lacking(self, question: Question, box: str = ONLY) -> dict[str, str]:
        if not question.needed:
            return {}
        return {box: question.missing or self.missing.format(question.wording)}

    def problem(self, question: Question, value: Any) -> str:
        return ""

    def text(self, question: Question, value: Any) -> str:
        """The answer in plain words."""
        return str(value)

    def parts(self, question: Question, value: Any) -> list[tuple[str, str]]:
        """The answer in labelled parts, for kinds that have them."""
        return []

    def columns(self, question: Question) -> list[str]:
        """The heads of its columns in a table."""
        return [question.name]

    def cells(self, question: Question, value: Any) -> list[str | int]:
        return [self.text(question, value).replace("\n", "; ") if value is not None else ""]


def box_name(question: Question, box: str) -> str:
    return f"{question.key}-{box}" if box else question.key


def is_typed(value: Any) -> bool:
    """Whether this was typed but is no answer yet."""
    return isinstance(value, dict) and value.keys() == {"typed"}


def typed(raw: Any) -> dict[str, Any]:
    return {"typed": raw}


def typed_in(value: Any) -> Any:
    return value["typed"]
