"""What applications and interviews are judged by, and how far apart those who judged were."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from drystone.questions import sheets
from drystone.questions.models import AnswerSheet
from drystone.questions.spec import Choices, Form, Question

from .models import Application, Assessment, AssessmentState, Interview, Round

FOUR: Choices = (
    ("p0", "0: no evidence"),
    ("p1", "1: limited evidence"),
    ("p2", "2: some evidence"),
    ("p3", "3: good evidence"),
    ("p4", "4: strong evidence"),
)

AREAS = "areas."
"""So begin the keys of what is judged of each area applied for."""


@dataclass(frozen=True)
class Line:
    """One criterion: the points given for it by each who judged, in their order, and the notes beside them."""

    key: str
    name: str
    points: dict[str, str]
    given: list[str]
    notes: list[str]

    @property
    def spread(self) -> int:
        """How many steps of the scale lie between the lowest and the highest."""
        order = list(self.points)
        steps = [order.index(point) for point in self.given if point in self.points]
        return max(steps) - min(steps) if steps else 0

    @property
    def said(self) -> list[str]:
        """The points in words."""
        return [self.points.get(point, "–") for point in self.given]

    @property
    def together(self) -> str:
        """The point that all gave, if they did: the natural proposal for the agreed one."""
        return self.given[0] if self.given and len(set(self.given)) == 1 else ""


def total(lines: Iterable[Line], agreed: Mapping[str, str], weights: Mapping[str, int]) -> Decimal:
    """The agreed points, each as often as its criterion counts, in percent of the most that could be had.

    Rounded half up to a tenth. How far the evidence carries an area is another matter and no part of it.
    """
    most, had = 0, 0
    for line in lines:
        if line.key.startswith(AREAS):
            continue
        counts, order = weights.get(line.key, 1), list(line.points)
        most += counts * (len(order) - 1)
        had += counts * order.index(agreed[line.key])
    return (Decimal(100 * had) / most if most else Decimal()).quantize(Decimal("0.1"), ROUND_HALF_UP)


def weighed(form: Form) -> list[tuple[str, str]]:
    """The criteria of a sheet that a round may weigh: key and name."""
    return [(key, name) for key, name, _, _ in judged(form) if not key.startswith(AREAS)]


def lists(application: Application) -> dict[str, Choices]:
    """What an application brings to the sheets it is judged on: its areas, and the round's scale unless it is the
    forms' own, red, amber and green."""
    areas = tuple((f"area{row.pk}", row.area.name) for row in application.areas.select_related("area"))
    numbers = {"scale": FOUR} if application.round.scale == Round.Scale.FOUR else {}
    return {"areas": areas, **numbers}


def compared(application: Application) -> list[Line]:
    """The scores of an application side by side, those furthest apart first."""
    return compare(application.assessments.select_related("sheet__version").prefetch_related("sheet__answers"))


def compare(assessments: Iterable[Assessment]) -> list[Line]:
    """The same of assessments that were read with their sheets; whoever declared a conflict is left out."""
    standing = [row.sheet for row in assessments if row.state != AssessmentState.CONFLICT]
    return furthest_first(side_by_side(standing))


def compared_marks(interview: Interview) -> list[Line]:
    """The marks of an interview side by side, those furthest apart first."""
    rows = interview.panel.standing().select_related("sheet__version").prefetch_related("sheet__answers")
    return furthest_first(side_by_side([row.sheet for row in rows]))


def furthest_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -line.spread)


def side_by_side(answered: list[AnswerSheet]) -> list[Line]:
    """One line for each thing that is judged, in the order of the form."""
    if not answered:
        return []
    values = [sheets.values(sheet) for sheet in answered]
    lines = [
        Line(
            key=key,
            name=name,
            points=dict(question.points),
            given=[point_in(question, row, each) for each in values],
            notes=[note_in(question, row, each) for each in values],
        )
        for key, name, question, row in judged(answered[0].form)
    ]
    return [line for line in lines if any(line.given)]


def judged(form: Form) -> Iterator[tuple[str, str, Question, str]]:
    """Everything on a form that is judged on worded points: scales, and each row of a rating."""
    for question in form.questions:
        if question.kind == "scale":
            yield question.key, question.name, question, ""
        elif question.kind == "rating":
            for row, name in question.rows:
                yield f"{question.key}.{row}", name, question, row


def point_in(question: Question, row: str, values: dict[str, Any]) -> str:
    value = values.get(question.key)
    return (value or {}).get(row, {}).get("point", "") if row else value or ""


def note_in(question: Question, row: str, values: dict[str, Any]) -> str:
    return (values.get(question.key) or {}).get(row, {}).get("comment", "") if row else ""
