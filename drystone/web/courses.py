"""The course of something over time as a drawing: a point for each time that it was rated, with the table beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from drystone import saying
from drystone.deployment.impact import Impact, Stand

from .components import tables

LEFT, RIGHT, TOP, BOTTOM, SIDE = 10, 470, 12, 68, 12


@dataclass(frozen=True)
class Point:
    """Where it stands in the drawing; what the school said is a square, what the leader said a circle."""

    x: float
    y: float
    is_square: bool
    said: str

    @property
    def drawn(self) -> SafeString:
        """As SVG, with what was said for whoever points at it."""
        if self.is_square:
            left, top = self.x - SIDE // 2, self.y - SIDE // 2
            square = '<rect class="course__school" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
            return format_html(square, left, top, SIDE, SIDE, self.said)
        circle = '<circle class="course__leader" cx="{}" cy="{}" r="{}"><title>{}</title></circle>'
        return format_html(circle, self.x, self.y, SIDE // 2, self.said)


@dataclass(frozen=True)
class Course:
    """One line of points; `about` says in words how it began and how it stands."""

    title: str
    about: str
    points: tuple[Point, ...]

    @property
    def line(self) -> str:
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


def courses(impact: Impact) -> list[Course]:
    """One for each objective, all on the same days, so that they can be compared."""
    days = [moment.on for moment in impact.moments]
    drawn = []
    for aim in impact.aims:
        found = impact.of(aim)
        points = [
            Point(place(moment.on, days), height(stand), moment.by_school, stand.said) for moment, stand in found
        ]
        first, last = found[0], found[-1]
        now = f"Latest, {saying.short_day(last[0].on)}, {last[0].title.lower()}: {last[1].said}."
        begun = f"First, {saying.short_day(first[0].on)}: {first[1].said}. " if len(found) > 1 else ""
        drawn.append(Course(aim.text, f"{begun}{now}", tuple(points)))
    return drawn


def place(day: date, days: Sequence[date]) -> float:
    """How far to the right, by the calendar."""
    whole = (days[-1] - days[0]).days
    return round(LEFT + (RIGHT - LEFT) * (day - days[0]).days / whole, 1) if whole else (LEFT + RIGHT) / 2


def height(stand: Stand) -> float:
    """How far down."""
    return round(BOTTOM - stand.height * (BOTTOM - TOP), 1)


def table(impact: Impact) -> tables.Table:
    """The same as a table: a row for each moment, a column for each objective."""
    columns = [
        tables.Column("When", lambda moment: saying.short_day(moment.on)),
        tables.Column("What", lambda moment: moment.title),
        tables.Column("Said by", lambda moment: "The school" if moment.by_school else "The System Leader"),
        *(
            tables.Column(aim.text, lambda moment, pk=aim.pk: said(moment.stands.get(pk)))  # type: ignore[misc]
            for aim in impact.aims
        ),
    ]
    return tables.Table("Where each objective stood", columns, impact.moments, caption_hidden=True)


def said(stand: Stand | None) -> str:
    return stand.said if stand else "–"
