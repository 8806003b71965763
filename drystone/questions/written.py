"""A form written down as TOML again: what `declarations.read` makes of it is the same form."""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from .spec import Condition, Form, Question, Section

CHOICES = ("options", "points", "rows")


def toml(form: Form) -> str:
    """The form in the words of a declaration; what stands at its default is left out."""
    return "\n".join(_form(form)) + "\n"


def _form(form: Form) -> Iterator[str]:
    yield from _texts(key=form.key, title=form.title, about=form.about)
    for section in form.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield "\n[[section]]"
    yield from _texts(key=section.key, title=section.title, intro=section.intro)
    if not section.questions:
        yield "question = []"
    for question in section.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    yield "\n[[section.question]]"
    for setting in fields(question):
        given = getattr(question, setting.name)
        # A follow-up is said once, by the condition of the question that follows.
        if given != setting.default and setting.name not in (*CHOICES, "follow_up"):
            yield f"{setting.name} = {_value(given)}"
    for name in CHOICES:
        if choices := getattr(question, name):
            yield f"[section.question.{name}]"
            yield from (f"{_quoted(key)} = {_quoted(text)}" for key, text in choices)


def _texts(**given: str) -> Iterator[str]:
    yield from (f"{name} = {_quoted(text)}" for name, text in given.items() if text or name in ("key", "title"))


def _value(given: Any) -> str:
    if isinstance(given, Condition):
        return f"{{ {_quoted(given.question)} = {_quoted(given.answer)} }}"
    if isinstance(given, bool):
        return "true" if given else "false"
    return _quoted(given) if isinstance(given, str) else repr(given)


def _quoted(text: str) -> str:
    """As a string of JSON, which is one of TOML but for this one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
