"""Sheets as rows of a table, for CSV and spreadsheets. No cell of ours is ever run as a formula."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from . import answers, kinds, reader
from .models import AnswerSheet, FormVersion
from .spec import Form, Question

FORMULA = "=+-@"
CONTROLS = "\t\r\n"


def columns(version: FormVersion, audience: str = reader.READER) -> list[str]:
    """The heads: one for each question, several for those with parts."""
    return [
        guarded(head) for question in _shown(version.form, audience) for head in kinds.of(question).columns(question)
    ]


def row(sheet: AnswerSheet, audience: str = reader.READER) -> list[Any]:
    """The cells under `columns` of the same version; empty where nothing was asked or answered."""
    counted = answers.counted(sheet.form, answers.stored(sheet))
    cells: list[Any] = []
    for question in _shown(sheet.version.form, audience):
        here = sheet.form.by_key.get(question.key, question)
        cells += [guarded(cell) for cell in kinds.of(question).cells(here, counted.get(question.key))]
    return cells


def table(sheets: Iterable[AnswerSheet], audience: str = reader.READER) -> list[list[Any]]:
    """Heads and rows of sheets of one version. Prefetch `answers` and `version` to ask the database once."""
    listed = list(sheets)
    return [columns(listed[0].version, audience), *(row(s, audience) for s in listed)] if listed else []


def guarded(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front, which the spreadsheet hides.

    Also after spaces of any kind, and in the full-width forms that some spreadsheets read alike.
    """
    if not isinstance(cell, str) or not cell:
        return cell
    first = unicodedata.normalize("NFKC", cell.lstrip(" \u00a0\u3000\u200b\ufeff"))[:1]
    return f"'{cell}" if first in tuple(FORMULA + CONTROLS) or cell[0] in CONTROLS else cell


def _shown(form: Form, audience: str) -> list[Question]:
    return [question for question in form.questions if reader.may_read(question, audience)]
