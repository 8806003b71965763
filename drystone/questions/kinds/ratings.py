"""A rating per criterion or per objective: rows by worded points, with a comment to each row if asked.

Where most rows get the same point, `alike` words one choice for all that are not answered by themselves. What is kept
is row by row all the same.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

from .. import words
from ..spec import Question
from .base import Box, Boxes, Kind

COMMENT, ALIKE = "comment", "all-alike"
MOST_WORDS = 300
"""Of a comment whose question names no limit."""


class Rating(Kind):
    """Kept as `{row: {"point": key, "comment": text}}`."""

    name = "rating"
    settings = frozenset({"rows", "rows_from", "points", "points_from", "comment", "words", "alike"})
    asks = ("rows|rows_from", "points|points_from")

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        boxes: Boxes = {}
        if question.alike:
            widget = forms.RadioSelect(choices=question.points)
            boxes[ALIKE] = Box(label=question.alike, required=False, widget=widget)
        for row, text in question.rows:
            boxes[row] = Box(label=text, widget=forms.RadioSelect(choices=question.points))
            if question.comment:
                attrs = {"data-maxwords": question.words or MOST_WORDS}
                label = f"Comment on “{text}”"
                boxes[f"{row}-{COMMENT}"] = Box(label=label, required=False, widget=forms.Textarea(attrs=attrs))
        return boxes

    def shown(self, question: Question, value: Any) -> dict[str, Any]:
        points = {row: kept.get("point") for row, kept in (value or {}).items()}
        return points | {f"{row}-{COMMENT}": kept.get(COMMENT) for row, kept in (value or {}).items()}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> dict[str, dict[str, str]] | None:
        given = raw if isinstance(raw, Mapping) else {}
        kept = {row: self._row(question, row, given) for row, _ in question.rows}
        if question.alike and (point := str(given.get(ALIKE))) in dict(question.points):
            kept = {row: {"point": point} | parts for row, parts in kept.items()}
        return {row: parts for row, parts in kept.items() if parts} or None

    def _row(self, question: Question, row: str, given: Mapping) -> dict[str, str]:
        """One row, given as a point, as point and comment, or as boxes of a form."""
        here = given.get(row)
        parts = here if isinstance(here, Mapping) else {"point": here, COMMENT: given.get(f"{row}-{COMMENT}")}
        comment = words.clean(parts.get(COMMENT) or "") if question.comment else ""
        point = str(parts.get("point"))
        rated = {"point": point} if point in dict(question.points) else {}
        return rated | ({COMMENT: comment} if comment else {})

    def problems(self, question: Question, value: Any) -> dict[str, str]:
        found, most = {}, question.words or MOST_WORDS
        for row, text in question.rows:
            parts = (value or {}).get(row, {})
            if question.needed and "point" not in parts:
                found[row] = f"Choose an answer to “{text}”"
            written = words.count(parts.get(COMMENT, ""))
            if written > most:
                found[f"{row}-{COMMENT}"] = f"The comment on “{text}” has {written} words; the limit is {most}"
        return found

    def text(self, question: Question, value: Any) -> str:
        return "\n".join(f"{label}: {text}" for label, text in self.parts(question, value))

    def parts(self, question: Question, value: Any) -> list[tuple[str, str]]:
        """In the order of the form; the database keeps none."""
        points = dict(question.points)
        return [
            (text, " – ".join(filter(None, (points.get(value[row].get("point", "")), value[row].get(COMMENT)))))
            for row, text in question.rows
            if row in value
        ]

    def columns(self, question: Question) -> list[str]:
        if question.rows_from:
            return [question.name]
        heads = [f"{question.name}: {text}" for _, text in question.rows]
        return [head + part for head in heads for part in (("", " (comment)") if question.comment else ("",))]

    def cells(self, question: Question, value: Any) -> list[str | int]:
        if question.rows_from:
            return super().cells(question, value)
        points, kept = dict(question.points), value or {}
        rows = [kept.get(row, {}) for row, _ in question.rows]
        pairs = [(points.get(row.get("point", ""), ""), row.get(COMMENT, "")) for row in rows]
        return [cell for pair in pairs for cell in pair[: 2 if question.comment else 1]]
