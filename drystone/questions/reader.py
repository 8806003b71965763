"""A sheet read back: for checking one's answers, for whoever may read them, for a machine."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import answers, kinds
from .masks import Mask
from .models import AnswerSheet, FormVersion
from .spec import Form, Question

READER, WRITER, OFFICE = "reader", "writer", "office"
"""For whom: anybody who may read the record; the person who writes it; the office. A part that is confidential to
the office is shown to its writer and the office, and to nobody else, as if it had not been asked."""
NOT_ANSWERED = "Not answered"


@dataclass(frozen=True)
class Line:
    key: str
    wording: str
    text: str
    """The answer in plain words, line by line; empty when there is none."""
    kind: str
    answered: bool
    parts: tuple[tuple[str, str], ...] = ()
    """For a rating: each row and what was answered."""
    attachment: int | None = None
    confidential: bool = False
    box: str = ""
    """The box on its page, for a link to change it."""


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    lines: tuple[Line, ...]

    @property
    def is_answered(self) -> bool:
        return any(line.answered for line in self.lines)


def read(sheet: AnswerSheet, audience: str = READER, mask: Mask | None = None) -> list[Part]:
    """The questions that were asked with their answers, section by section, on the sheet's own version.

    Through a mask whoever reads does not see who answered: what tells it is left out, as if it had not been asked.
    """
    parts = parts_of(sheet.form, answers.stored(sheet), audience, blind=bool(mask))
    return [masked(part, mask) for part in parts] if mask else parts


def masked(part: Part, mask: Mask) -> Part:
    lines = (
        replace(line, text=mask.over(line.text), parts=tuple((row, mask.over(said)) for row, said in line.parts))
        for line in part.lines
    )
    return replace(part, lines=tuple(lines))


def parts_of(form: Form, values: Mapping[str, Any], audience: str = READER, *, blind: bool = False) -> list[Part]:
    counted = answers.counted(form, values)
    readable = [question for question in form.asked(values) if may_read(question, audience)]
    asked = {question.key for question in readable if not (blind and question.tells_who)}
    parts = [
        Part(
            section.key,
            section.title,
            tuple(
                line(question, counted.get(question.key)) for question in section.questions if question.key in asked
            ),
        )
        for section in form.sections
    ]
    return [part for part in parts if part.lines]


def may_read(question: Question, audience: str) -> bool:
    return not question.confidential_to or audience in (WRITER, question.confidential_to)


def line(question: Question, value: Any) -> Line:
    kind, given = kinds.of(question), value is not None
    return Line(
        key=question.key,
        wording=question.wording,
        text=kind.text(question, value) if given else "",
        kind=question.kind,
        answered=given,
        parts=tuple(kind.parts(question, value)) if given else (),
        attachment=value["attachment"] if given and question.kind == "file" else None,
        confidential=bool(question.confidential_to),
        box=answers.first_box(question),
    )


def personal(about: AnswerSheet | FormVersion) -> dict[str, list[str]]:
    """The keys of the questions about people, by how long their answers are kept (`retention.RETENTION`)."""
    found: dict[str, list[str]] = {}
    for question in about.form.questions:
        if question.personal:
            found.setdefault(question.personal, []).append(question.key)
    return found
