"""One question, and what two devices say of it: in words, beside each other, for her to choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import answers, kinds, merging
from .models import AnswerSheet


@dataclass(frozen=True)
class Sides:
    """What was sent now and what stands there, as a reader would read it; `mark` is a sign of what stands there."""

    question: str
    yours: str
    theirs: str
    mark: str


def of(sheet: AnswerSheet, key: str, raw: Any) -> Sides:
    """Both sides of one question. Raises NoSuchQuestion."""
    question = sheet.form.question(key)
    there = standing(sheet).get(key)
    given = kinds.of(question).read(question, raw, sheet.alliance_id)
    return Sides(question.wording, merging.said(question, given), merging.said(question, there), merging.mark(there))


def is_untouched(sheet: AnswerSheet, key: str, raw: Any, seen: str) -> bool:
    """The device says of a question what it said when its page was drawn: what stands there now is not its own."""
    question = sheet.form.question(key)
    given = kinds.of(question).read(question, raw, sheet.alliance_id)
    return merging.untouched(question, given=given, now=answers.rows(sheet).get(key), seen=merging.seen(seen))


def mark(sheet: AnswerSheet, key: str) -> str:
    """The sign of what stands on the sheet now."""
    return merging.mark(standing(sheet).get(key))


def changed(sheet: AnswerSheet, seen: str) -> list[tuple[str, str]]:
    """Of the questions in `seen`, those that say something else now: the question, and what it says."""
    marks: Mapping[str, str] = merging.seen(seen).marks
    rows = standing(sheet)
    return [
        (question.wording, merging.said(question, rows.get(question.key)))
        for question in sheet.form.questions
        if question.key in marks and marks[question.key] != merging.mark(rows.get(question.key))
    ]


def standing(sheet: AnswerSheet) -> dict[str, Any]:
    return {key: row.value for key, row in answers.rows(sheet).items()}
