"""What schools said of the work in a year, added up; small numbers stay hidden, so that nobody is known by hers."""

from collections.abc import Iterator

from drystone.alliances.models import Alliance
from drystone.deployment.models import Review

from . import said
from .table import Bars, Cell, Report, Table, moments_in, year_name

FEWEST = 5
"""Schools that answered, before their answers are shown: of fewer it could be told whose they are."""
PARTS = {said.EVALUATION: "At the end", said.FOLLOW_UP: "Some months after"}


def table(alliance: Alliance, year: int) -> Table:
    """One row an answer: how often it was given. Six queries, however many schools answered."""
    spoken = {kind: said.read(given(alliance, kind, year)) for kind in PARTS}
    rows = [row for kind, part in PARTS.items() for row in lines(part, kind, spoken[kind])]
    return Table(["When", "Question", "Answer", "Times"], rows, bars(spoken[said.EVALUATION], year))


def given(alliance: Alliance, kind: str, year: int) -> list[said.Sheet]:
    """The forms of a kind that were given in a year: one query."""
    rows = Review.objects.filter(moments_in(year, "given_at"), alliance=alliance, kind=kind, state="given")
    found = rows.order_by().values_list("sheet", "deployment", "given_at")
    return [said.Sheet(kind, sheet, about, at) for sheet, about, at in found if at]


def lines(part: str, kind: str, spoken: list[said.Said]) -> Iterator[tuple[Cell, ...]]:
    """The answers of so many schools; where too few answered, that, and no number."""
    if len(spoken) < FEWEST:
        yield part, "", f"Fewer than {FEWEST} schools have answered" if spoken else "Nobody has answered yet", None
        return
    for total in said.sums(spoken, kind):
        yield from ((part, total.asked, answer, times) for answer, times in total.counts)


def bars(spoken: list[said.Said], year: int) -> Bars:
    """How many would ask for such support again."""
    enough = spoken if len(spoken) >= FEWEST else []
    counts = [count for total in said.added(enough, "use_again") for count in total.counts]
    return Bars(f"Would you ask for such support again? {year_name(year)}", "Answer", "Schools", counts)


REPORT = Report(
    "what-schools-said",
    "What schools said",
    "Objectives met, difference made, the leader's work, whether schools would ask again, and what has lasted.",
    table,
)
