"""Sheets as rows of a table, for CSV."""

from collections.abc import Iterable
from typing import Any

from . import answers, kinds, reader
from .models import AnswerSheet
from .spec import Form, Question

Place = tuple[str, int]


def table(sheets: Iterable[AnswerSheet], audience: str = reader.READER) -> tuple[list[str], list[list[Any]]]:
    """Heads and rows: a column for each question of any version, several for those with parts.

    Empty where nothing was asked or answered. Prefetch `answers` and `version` to ask the database once.
    """
    listed = list(sheets)
    heads: dict[Place, str] = {}
    for form in {sheet.version_id: sheet.version.form for sheet in listed}.values():
        heads |= columns(form, audience)
    rows = [cells(sheet, audience) for sheet in listed]
    return list(heads.values()), [[row.get(place, "") for place in heads] for row in rows]


def columns(form: Form, audience: str) -> dict[Place, str]:
    """The heads of a form, by question and part."""
    shown = [question for question in form.questions if reader.may_read(question, audience)]
    return {(q.key, at): head for q in shown for at, head in enumerate(kinds.of(q).columns(q))}


def cells(sheet: AnswerSheet, audience: str) -> dict[Place, Any]:
    counted = answers.counted(sheet.form, answers.stored(sheet))
    asked: list[Question] = [question for question in sheet.form.questions if reader.may_read(question, audience)]
    return {(q.key, at): cell for q in asked for at, cell in enumerate(kinds.of(q).cells(q, counted.get(q.key)))}
