"""A sheet for paper: plain data for the template of a PDF or a letter, nothing that can be mistaken for markup."""

from typing import Any

from . import reader
from .masks import Mask
from .models import AnswerSheet


def blocks(sheet: AnswerSheet, audience: str = reader.READER, mask: Mask | None = None) -> list[dict[str, Any]]:
    """One block a section: `heading`, and its `questions` with `wording`, `paragraphs` and, for ratings, `rows`.

    Each row is a (criterion, answer) pair. Everything is text; a template prints it as text.
    """
    return [
        {"heading": part.title, "questions": [_question(line) for line in part.lines]}
        for part in reader.read(sheet, audience, mask)
    ]


def _question(line: reader.Line) -> dict[str, Any]:
    text = line.text if line.answered else reader.NOT_ANSWERED
    return {
        "wording": line.wording,
        "paragraphs": [] if line.parts else [row.strip() for row in text.split("\n") if row.strip()],
        "rows": [list(pair) for pair in line.parts],
    }
