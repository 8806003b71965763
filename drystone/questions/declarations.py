"""Reading a form from TOML, strictly: a mistake is named with its line, never guessed around."""

import re
import tomllib
from functools import lru_cache
from typing import Any

from . import wellformed
from .spec import Choices, Condition, Form, Question, Section

QUESTION: dict[str, type | tuple[type, ...]] = {
    "key": str,
    "wording": str,
    "kind": str,
    "hint": str,
    "short": str,
    "missing": str,
    "needed": bool,
    "ask_if": dict,
    "follow_up": str,
    "personal": str,
    "system": bool,
    "confidential_to": str,
    "identifies": bool,
    "words": int,
    "characters": int,
    "min": (int, float),
    "max": (int, float),
    "unit": str,
    "format": str,
    "autocomplete": str,
    "options": dict,
    "options_from": str,
    "points": dict,
    "points_from": str,
    "rows": dict,
    "rows_from": str,
    "at_most": int,
    "alone": str,
    "comment": bool,
    "alike": str,
    "role": bool,
    "statement": str,
    "if_no": str,
    "unlisted": bool,
}
SECTION: dict[str, type | tuple[type, ...]] = {"key": str, "title": str, "intro": str, "question": list}
FORM: dict[str, type | tuple[type, ...]] = {"key": str, "title": str, "about": str, "section": list}
NEEDED = {"key", "title", "wording", "kind", "section"}


class Malformed(Exception):
    """The text is not a form; `problems` says what is wrong, line by line."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@lru_cache(maxsize=512)
def read(source: str) -> Form:
    """The form that this text declares. Raises Malformed."""
    form = sketch(source)
    if problems := [f"{line_of(source, key)}{text}" for key, text in wellformed.problems(form)]:
        raise Malformed(problems)
    return form


@lru_cache(maxsize=64)
def sketch(source: str) -> Form:
    """The same of a form that is still being written: its parts belong together, the whole may not be whole yet."""
    try:
        declared = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise Malformed([f"This is not TOML: {error}"]) from None
    problems: list[str] = []
    form = Reader(source, problems).form(declared)
    if problems:
        raise Malformed(problems)
    return form


def line_of(source: str, key: str) -> str:
    """ "line 14: ", where the key is declared."""
    found = re.search(rf'^\s*key\s*=\s*["\']{re.escape(key)}["\']', source, re.MULTILINE)
    return f"line {source[: found.start()].count(chr(10)) + 1}: " if found and key else ""


class Reader:
    """Turns tables into the form, and notes what does not belong."""

    def __init__(self, source: str, problems: list[str]):
        self.source, self.problems = source, problems

    def form(self, table: dict[str, Any]) -> Form:
        given = self.checked(table, FORM, "the form", {"key", "title", "section"})
        sections = self.with_follow_ups([self.section(t) for t in self.tables(given.pop("section", []))])
        return Form(**{"key": "", "title": "", **given}, sections=tuple(sections))

    def section(self, table: dict[str, Any]) -> Section:
        given = self.checked(table, SECTION, "section", {"key", "title", "question"})
        questions = tuple(self.question(t) for t in self.tables(given.pop("question", [])))
        return Section(**{"key": "", "title": "", **given}, questions=questions)

    def question(self, table: dict[str, Any]) -> Question:
        given = self.checked(table, QUESTION, "question", {"key", "wording", "kind"})
        for part in ("options", "points", "rows"):
            if part in given:
                given[part] = self.choices(given.get("key", ""), part, given[part])
        if "ask_if" in given:
            given["ask_if"] = self.condition(given.get("key", ""), given["ask_if"])
        return Question(**{"key": "", "wording": "", "kind": "", **given})

    def checked(self, table: dict, known: dict, what: str, asked: set[str]) -> dict[str, Any]:
        """The settings that belong here, of the right type; the others are noted."""
        key = table.get("key")
        where = f"{line_of(self.source, key) if isinstance(key, str) else ''}{what} “{key or '?'}”"
        for name in sorted(asked - table.keys()):
            self.problems.append(f"{where} needs “{name}”")
        fitting = {}
        for name, value in table.items():
            if name not in known:
                self.problems.append(f"{where} has “{name}”, which no {what.removeprefix('the ')} has")
            elif not isinstance(value, known[name]) or (isinstance(value, bool) and known[name] is not bool):
                self.problems.append(f"{where}: “{name}” is of the wrong type")
            else:
                fitting[name] = value.strip() if isinstance(value, str) else value
        return fitting

    def tables(self, items: list) -> list[dict]:
        if not all(isinstance(item, dict) for item in items):
            self.problems.append("sections and questions are written as [[section]] and [[section.question]]")
        return [item for item in items if isinstance(item, dict)]

    def choices(self, key: str, part: str, table: dict) -> Choices:
        for name, text in table.items():
            if not isinstance(text, str) or not text.strip():
                self.problems.append(f"{line_of(self.source, key)}“{name}” in the {part} of “{key}” needs words")
        return tuple((str(name), str(text)) for name, text in table.items())

    def condition(self, key: str, table: dict) -> Condition | None:
        pair = next(iter(table.items()), ("", ""))
        if len(table) == 1 and isinstance(pair[1], str):
            return Condition(*pair)
        self.problems.append(
            f'{line_of(self.source, key)}“{key}” may wait for one answer: ask_if = {{ that = "yes" }}'
        )
        return None

    def with_follow_ups(self, sections: list[Section]) -> list[Section]:
        """`follow_up = "key"` on a yes or no is the short way to say that the other is asked if yes."""
        waiting = {q.follow_up: q.key for s in sections for q in s.questions if q.follow_up}
        return [
            Section(s.key, s.title, s.intro, tuple(self.following(q, waiting) for q in s.questions)) for s in sections
        ]

    def following(self, question: Question, waiting: dict[str, str]) -> Question:
        asker = waiting.get(question.key)
        if not asker:
            return question
        if question.ask_if:
            self.problems.append(f"{line_of(self.source, question.key)}“{question.key}” waits for two answers")
        return Question(**(vars(question) | {"ask_if": Condition(asker, "yes")}))
