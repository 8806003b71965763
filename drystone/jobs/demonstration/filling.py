"""Filling in forms the way people do: what is given stands, the rest is answered plausibly."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from drystone.questions import sheets
from drystone.questions.models import AnswerSheet
from drystone.questions.spec import Question

PARAGRAPHS = (
    "I lead a small team across two mixed-age classes. We began by looking at pupils' work together, agreed what good "
    "looked like, and planned the next half-term from that. After a year the books told a different story.",
    "What changed most was the talk in our meetings. Colleagues now bring a question instead of a complaint, try one "
    "thing, and report back. Results followed a year later, first in reading and then in writing.",
    "I coached a colleague who was new to leading. We met each fortnight, watched one lesson a month, and wrote down "
    "a single next step. She now leads the work herself and coaches somebody else.",
    "With three neighbouring schools I set up a group that meets each term. We compare moderated work, share what has "
    "failed as well as what has worked, and visit each other in between.",
    "I start from what the school wants to be different, look for evidence with the leaders rather than for them, and "
    "agree one or two priorities that can be reached within a term.",
)

# What people of this scheme usually say where the first, the last or "no" would be an odd answer.
USUALLY: Mapping[str, Any] = {
    "known_for": "We have worked together for six years, three of them since I came to lead the school.",
    "confirms_role": "yes",
    "confirms_two_years": "yes",
    "board_agrees": "yes",
    "applicant_may_see": "yes",
    "barriers": ["time"],
    "took_place": "yes",
    "still_right": "yes",
}
BEST = ("green", "fully", "excellent", "yes")


def fill(sheet: AnswerSheet, at: datetime, pages: int | None = None, **given: Any) -> AnswerSheet:
    """Answers every question that is needed, of the first `pages` if not of all; `given` by key, as somebody types."""
    questions = [question for section in sheet.form.sections[:pages] for question in section.questions]
    answers = {question.key: plausible(question, at) for question in questions if question.needed}
    answers |= {question.key: given[question.key] for question in questions if question.key in given}
    sheets.prefill(sheet, {key: value for key, value in answers.items() if value is not None}, at)
    return sheet


def plausible(question: Question, at: datetime) -> Any:
    kind, points = question.kind, [key for key, _ in question.points or question.options or ()]
    simple: Mapping[str, Any] = {
        "short_text": "As talked through on the telephone",
        "long_text": PARAGRAPHS[sum(map(ord, question.key)) % len(PARAGRAPHS)],
        "whole_number": str(max(int(question.min or 0), 3)),
        "days": "3",
        "date": at.date().isoformat(),
        "yes_no": "no",
        "declaration": True,
    }
    if question.key in USUALLY:
        return USUALLY[question.key]
    if question.format == "clock":
        return "9:00"
    if kind in simple:
        return simple[kind]
    best = next((point for point in points if point in BEST), points[-1] if points else "")
    if kind in ("one_of", "scale"):
        return best if kind == "scale" else points[0]
    if kind == "several_of":
        return points[:2]
    if kind == "rating":
        return {row: best for row, _ in question.rows}
    return None
