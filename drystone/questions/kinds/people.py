"""A person and her e-mail address; a declaration; a signature."""

from collections.abc import Mapping
from typing import Any

from django import forms

from .. import words
from ..spec import Question
from .base import ONLY, Box, Boxes, Kind
from .writing import SHORT, wrong_format

NAME, EMAIL, ROLE, AGREED = "name", "email", "role", "agreed"


class Person(Kind):
    """Kept as `{"name": …, "email": …}`, and `role` where it is asked."""

    name = "person"
    settings = frozenset({"role"})

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        boxes = {
            NAME: Box(label="Full name", widget=forms.TextInput(attrs={"autocomplete": "off"})),
            ROLE: Box(label="Role", widget=forms.TextInput(attrs={"autocomplete": "off"})),
            EMAIL: Box(label="Work e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "off"})),
        }
        return {box: boxes[box] for box in self._asked(question)}

    def shown(self, question: Question, value: Any) -> dict[str, Any]:
        return dict(value or {})

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> dict[str, str] | None:
        given = raw if isinstance(raw, Mapping) else {}
        kept = {box: words.one_line(given.get(box) or "") for box in self._asked(question)}
        return {box: text for box, text in kept.items() if text} or None

    def problems(self, question: Question, value: Any) -> dict[str, str]:
        if value is None and not question.needed:
            return {}
        asked = {NAME: "full name", ROLE: "role", EMAIL: "work e-mail address"}
        found = {
            box: f"Fill in the {asked[box]} for “{question.wording}”"
            for box in self._asked(question)
            if not (value or {}).get(box)
        }
        found |= {box: "This is too long" for box, text in (value or {}).items() if len(text) > SHORT}
        wrong = wrong_format("email", value[EMAIL]) if value and EMAIL in value else ""
        return found | ({EMAIL: wrong} if wrong else {})

    def text(self, question: Question, value: dict[str, str]) -> str:
        return "\n".join(value[box] for box in self._asked(question) if box in value)

    def columns(self, question: Question) -> list[str]:
        return [f"{question.name}: {box.replace('email', 'e-mail')}" for box in self._asked(question)]

    def cells(self, question: Question, value: Any) -> list[str | int]:
        return [(value or {}).get(box, "") for box in self._asked(question)]

    def _asked(self, question: Question) -> tuple[str, ...]:
        return (NAME, ROLE, EMAIL) if question.role else (NAME, EMAIL)


class Declaration(Kind):
    """A statement and a box to tick. Kept as true; unticked is no answer."""

    name = "declaration"
    settings = frozenset({"statement"})
    asks = ("statement",)
    missing = "Tick the box to confirm “{}”"

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        return {ONLY: Box(label=question.statement, widget=forms.CheckboxInput())}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> bool | None:
        return True if ticked(raw) else None

    def text(self, question: Question, value: bool) -> str:
        return f"Confirmed: {question.statement}"

    def cells(self, question: Question, value: Any) -> list[str | int]:
        return ["Confirmed" if value else ""]


class Signature(Kind):
    """A name typed, in what role, and a tick under the statement that is signed: what the law asks of a signature."""

    name = "signature"
    settings = frozenset({"statement"})
    asks = ("statement",)

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        return {
            NAME: Box(
                label="Your full name, as your signature", widget=forms.TextInput(attrs={"autocomplete": "name"})
            ),
            ROLE: Box(label="Your role", widget=forms.TextInput(attrs={"autocomplete": "organization-title"})),
            AGREED: Box(label=question.statement, widget=forms.CheckboxInput()),
        }

    def shown(self, question: Question, value: Any) -> dict[str, Any]:
        return dict(value or {})

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> dict[str, Any] | None:
        given = raw if isinstance(raw, Mapping) else {}
        kept: dict[str, Any] = {box: words.one_line(given.get(box) or "") for box in (NAME, ROLE)}
        kept[AGREED] = ticked(given.get(AGREED))
        if not (kept[NAME] or kept[AGREED]):
            return None  # her role may stand there already: nobody has begun to sign
        return {box: part for box, part in kept.items() if part}

    def problems(self, question: Question, value: Any) -> dict[str, str]:
        if value is None and not question.needed:
            return {}
        lacking = {
            NAME: "Type your full name to sign",
            ROLE: "Say in what role you sign",
            AGREED: "Tick the box to sign",
        }
        found = {box: text for box, text in lacking.items() if not (value or {}).get(box)}
        long = {box: "This is too long" for box in (NAME, ROLE) if len((value or {}).get(box, "")) > SHORT}
        return found | long

    def text(self, question: Question, value: dict[str, Any]) -> str:
        who = ", ".join(filter(None, (value.get(NAME), value.get(ROLE))))
        return f"Signed by {who}\n{question.statement}"

    def cells(self, question: Question, value: Any) -> list[str | int]:
        return [", ".join(filter(None, (value.get(NAME), value.get(ROLE)))) if value else ""]


def ticked(raw: Any) -> bool:
    return str(raw).lower() in ("true", "on", "yes")
