"""How a fund's money goes, month by month, as a drawing of two lines, with its table beside."""

from collections.abc import Callable
from dataclasses import dataclass

from drystone import saying
from drystone.payments.fund_figures import Figures, Month

from ..components import tables
from ..courses import BOTTOM as DEEP
from ..courses import LEFT, RIGHT, TOP, Point

BOTTOM = 2 * DEEP


@dataclass(frozen=True)
class Line:
    """Points of one kind; a broken line is told apart without colour."""

    points: tuple[Point, ...]
    is_broken: bool

    @property
    def drawn(self) -> str:
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


@dataclass(frozen=True)
class BurnDown:
    """`about` says in words how it stands; above is all there is to spend, below is nothing."""

    above: str
    about: str
    lines: tuple[Line, Line]
    table: tables.Table


def of(months: list[Month], figures: Figures, periods: int) -> BurnDown:
    """`periods` is how many months the fund runs, so that what is drawn ends where time is, not where paper is."""
    whole = figures.to_spend
    last = months[-1]
    across = max(periods, len(months))
    done = drawn(months, lambda month: undelivered(month, whole), whole, across, square=False)
    left = drawn(months, lambda month: whole - month.taken - month.went_on, whole, across, square=True)
    return BurnDown(
        saying.pounds(whole), in_words(last, whole), (Line(done, False), Line(left, True)), table(months, whole)
    )


def undelivered(month: Month, whole: int) -> int:
    return whole - month.delivered - month.went_on


def in_words(last: Month, whole: int) -> str:
    if last.went_on:
        return (
            f"Of {saying.pounds(whole)}, {saying.pounds(last.delivered)} was delivered; "
            f"{saying.pounds(last.went_on)} went on into the next fund."
        )
    return (
        f"Of {saying.pounds(whole)}, {saying.pounds(undelivered(last, whole))} is not delivered yet at the end of "
        f"{saying.month(last.first)}, and {saying.pounds(whole - last.taken)} is not promised either."
    )


def drawn(
    months: list[Month], left: Callable[[Month], int], whole: int, across: int, *, square: bool
) -> tuple[Point, ...]:
    return tuple(
        Point(
            round(LEFT + (RIGHT - LEFT) * place / max(1, across - 1), 1),
            height(left(month), whole),
            square,
            f"{saying.month(month.first)}: {saying.pounds(left(month))}",
        )
        for place, month in enumerate(months)
    )


def height(pence: int, whole: int) -> float:
    part = min(1.0, max(0.0, pence / whole)) if whole else 0.0
    return round(BOTTOM - part * (BOTTOM - TOP), 1)


def table(months: list[Month], whole: int) -> tables.Table:
    columns = [
        tables.Column("By the end of", lambda row: saying.month(row.first)),
        tables.Column("Delivered", lambda row: saying.pounds(row.delivered), number=True),
        tables.Column("Promised besides", lambda row: saying.pounds(row.taken - row.delivered), number=True),
        tables.Column("Not delivered yet", lambda row: saying.pounds(undelivered(row, whole)), number=True),
        tables.Column("Left", lambda row: saying.pounds(whole - row.taken - row.went_on), number=True),
    ]
    if any(month.went_on for month in months):
        columns.insert(3, tables.Column("Gone on", lambda row: saying.pounds(row.went_on), number=True))
    return tables.Table("How the money goes, month by month", columns, months, caption_hidden=True)
