"""What stands on a sheet: read back, and what of it counts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from . import kinds
from .kinds.base import box_name
from .models import Answer, AnswerSheet
from .spec import Form, Question, Section


@dataclass(frozen=True)
class Problem:
    """What is missing or wrong, and where: on which page, in which box."""

    section: str
    section_title: str
    question: str
    box: str
    text: str

    @property
    def anchor(self) -> str:
        """The id of the box on its page, for a link's address: `…/about_you/#id_first_name`."""
        return f"id_{self.box}"


def rows(sheet: AnswerSheet) -> dict[str, Answer]:
    """Everything that stands on the sheet by key, also what no longer counts. One query, or none if prefetched."""
    return {answer.key: answer for answer in sheet.answers.all()}


def stored(sheet: AnswerSheet) -> dict[str, Any]:
    return given(rows(sheet))


def given(rows: Mapping[str, Answer]) -> dict[str, Any]:
    """Without those that were emptied again."""
    return {key: answer.value for key, answer in rows.items() if answer.value is not None}


def counted(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that count: to questions that are asked, and that are answers at all."""
    return {
        question.key: values[question.key]
        for question in form.asked(values)
        if values.get(question.key) is not None and not kinds.is_typed(values[question.key])
    }


def problems(form: Form, values: Mapping[str, Any]) -> list[Problem]:
    """Every page's own check, on what is stored."""
    asked = {question.key for question in form.asked(values)}
    return [
        problem
        for section in form.sections
        for question in section.questions
        if question.key in asked
        for problem in _problems(section, question, values.get(question.key))
    ]


def _problems(section: Section, question: Question, value: Any) -> Iterator[Problem]:
    for box, text in kinds.of(question).problems(question, value).items():
        name = box_name(question, box) if box else first_box(question)
        yield Problem(section.key, section.title, question.key, name, text)


def problem_about(form: Form, key: str, text: str) -> Problem:
    """What a rule of a room finds wrong with an answer that its own kind accepts."""
    question = form.question(key)
    section = next(each for each in form.sections if question in each.questions)
    return Problem(section.key, section.title, key, first_box(question), text)


def first_box(question: Question) -> str:
    """The name of the first box of a question on its page, where a link to it leads."""
    if question.kind == "date":
        return f"{question.key}_day"
    first = {
        "actions": "1-what",
        "person": "name",
        "signature": "name",
        "rating": question.rows[0][0] if question.rows else "",
    }
    return box_name(question, first.get(question.kind, ""))


def remarks(form: Form, values: Mapping[str, Any]) -> list[str]:
    """What the form has to say to each no, in its order: a kind word on why not yet, and what to do."""
    return [q.if_no for q in form.asked(values) if q.if_no and values.get(q.key) is False]


def canonical(value: Any) -> bytes:
    """The one way of writing a value down, for digests."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(sheet: AnswerSheet, values: Mapping[str, Any]) -> str:
    """SHA-256 over the version's text, the rows that the record brought, and every answer."""
    return sha256(canonical({"form": sheet.version.digest, "lists": sheet.lists, "answers": dict(values)})).hexdigest()
