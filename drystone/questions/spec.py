"""A form as data: sections of questions, each with a key, wording, kind and limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

Choices = tuple[tuple[str, str], ...]
Values = Mapping[str, Any]
LEFT_OUT = "left_out"
"""The list by which a record says which questions its sheet does not ask: each key, and why."""
TELLING = ("school", "person", "signature", "file")


class NoSuchQuestion(KeyError):
    """The form has no question or section of this key."""


@dataclass(frozen=True)
class Condition:
    """Ask only if that question has this answer."""

    question: str
    answer: str

    def holds(self, values: Values) -> bool:
        return self.answer in answers_in(values.get(self.question))


def answers_in(value: Any) -> tuple[str, ...]:
    """The answers that a condition may name, in what is kept for a yes or no, a choice, or several choices."""
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else ()


@dataclass(frozen=True)
class Question:
    key: str
    wording: str
    kind: str
    hint: str = ""
    short: str = ""
    missing: str = ""
    needed: bool = True
    ask_if: Condition | None = None
    follow_up: str = ""
    personal: str = ""
    system: bool = False
    confidential_to: str = ""
    identifies: bool = False
    # Limits and parts, as far as the kind knows them.
    words: int | None = None
    characters: int | None = None
    min: float | None = None
    max: float | None = None
    unit: str = ""
    format: str = ""
    autocomplete: str = ""
    options: Choices = ()
    options_from: str = ""
    points: Choices = ()
    points_from: str = ""
    rows: Choices = ()
    rows_from: str = ""
    at_most: int | None = None
    alone: str = ""
    comment: bool = False
    alike: str = ""
    role: bool = False
    statement: str = ""
    if_no: str = ""
    unlisted: bool = False

    @property
    def name(self) -> str:
        """What to call it where there is little room: in a message, at the head of a column."""
        return self.short or self.wording

    @property
    def tells_who(self) -> bool:
        """Whether its answer says who answered, so that whoever reads blind is not shown it.

        Contact details do, a school, a person, a signature, a file, and whatever is marked so.
        """
        return self.identifies or self.personal == "contact" or self.kind in TELLING

    def with_lists(self, lists: Mapping[str, Choices]) -> "Question | None":
        """The question with what its record brings; none if the record brings nothing to choose or rate."""
        brought: dict[str, Any] = {}
        for part in ("options", "points", "rows"):
            source = getattr(self, f"{part}_from")
            if source in lists:
                brought[part] = lists[source]
            if source and not brought.get(part, getattr(self, part)):
                return None
        return replace(self, **brought) if brought else self


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    intro: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Form:
    key: str
    title: str
    about: str = ""
    sections: tuple[Section, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def plain(self) -> "Form":
        """The same form said in one way: what follows upon a yes is said by its condition alone."""
        return replace(
            self,
            sections=tuple(
                replace(section, questions=tuple(replace(q, follow_up="") for q in section.questions))
                for section in self.sections
            ),
        )

    @cached_property
    def by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    def question(self, key: str) -> Question:
        try:
            return self.by_key[key]
        except KeyError:
            raise NoSuchQuestion(f"“{self.key}” has no question “{key}”") from None

    def section(self, key: str) -> Section:
        for section in self.sections:
            if section.key == key:
                return section
        raise NoSuchQuestion(f"“{self.key}” has no section “{key}”")

    def after(self, key: str) -> Section | None:
        """The section that follows, or none after the last."""
        following = iter(self.sections)
        next((section for section in following if section.key == key), None)
        return next(following, None)

    def asked(self, values: Values) -> Iterator[Question]:
        """The questions that are asked, given these answers. One that waits for a question not asked is not asked."""
        keys: set[str] = set()
        for question in self.questions:
            condition = question.ask_if
            if condition is None or (condition.question in keys and condition.holds(values)):
                keys.add(question.key)
                yield question

    def with_lists(self, lists: Mapping[str, Any]) -> "Form":
        """The form as one sheet asks it: with the rows and options that its record brought, without what it leaves
        out."""
        left_out = {key for key, _ in lists.get(LEFT_OUT, ())}
        if not left_out and not any(q.options_from or q.points_from or q.rows_from for q in self.questions):
            return self
        given = {name: tuple((str(key), str(text)) for key, text in items) for name, items in lists.items()}
        asked = lambda old: None if old.key in left_out else old.with_lists(given)  # noqa: E731
        sections = tuple(
            replace(section, questions=tuple(q for old in section.questions if (q := asked(old))))
            for section in self.sections
        )
        return replace(self, sections=tuple(section for section in sections if section.questions))
