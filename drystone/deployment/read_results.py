"""What readers found over a term: what visit records do well, and what could be a topic for training."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from drystone.alliances.models import Term
from drystone.groups.feedback import FEWEST
from drystone.questions.models import Answer, AnswerSheet
from drystone.questions.spec import Choices

from .models import Reading, ReadingState, Sampled

QUESTION = "criteria"
WELL, LACKING, NOT_HERE = ("well", "yes"), ("partly", "not_yet"), "not_here"
TELLING = 3  # of so many answers one that is lacking, or more, makes a topic


@dataclass(frozen=True)
class Line:
    """One thing that a record should do: how often each point was given, in the order of the form."""

    wording: str
    points: Choices
    counts: Counter[str]

    @property
    def counted(self) -> int:
        """The answers, without those where it did not apply."""
        return self.counts.total() - self.counts[NOT_HERE]

    @property
    def well(self) -> int:
        return sum(self.counts[point] for point in WELL)

    @property
    def lacking(self) -> int:
        return sum(self.counts[point] for point in LACKING)

    @property
    def is_topic(self) -> bool:
        return self.counted >= FEWEST and self.lacking * TELLING >= self.counted


@dataclass(frozen=True)
class Results:
    """How many records were drawn and read, of how many leaders; and line by line what was found, unless a leader
    could be known by it."""

    drawn: int
    read: int
    leaders: int
    lines: tuple[Line, ...]

    @property
    def is_hidden(self) -> bool:
        return self.leaders < FEWEST

    @property
    def topics(self) -> list[Line]:
        """What is lacking most often first."""
        return sorted((line for line in self.lines if line.is_topic), key=lambda line: -line.lacking / line.counted)


def of_term(term: Term) -> Results:
    """Four queries, however many were read. Nothing is added up before the records of three leaders were read."""
    given = Reading.objects.filter(sampled__draw__term=term, state=ReadingState.GIVEN).order_by()
    drawn = Sampled.objects.filter(draw__term=term).count()
    rows = list(given.values_list("sampled", "sampled__record__visit__deployment__leader"))
    leaders = {leader for _, leader in rows}
    enough = len(leaders) >= FEWEST
    lines = tuple(added_up(given.values("sheet"))) if enough else ()
    return Results(drawn, len({sampled for sampled, _ in rows}), len(leaders), lines)


def added_up(sheets: QuerySet) -> Iterator[Line]:
    """As the latest form words the question; what applied to fewer than three is left out."""
    latest = AnswerSheet.objects.filter(pk__in=sheets).select_related("version").order_by("-version__id").first()
    if latest is None:
        return
    question = latest.form.question(QUESTION)
    rows = Answer.objects.filter(sheet__in=sheets, key=QUESTION).order_by()
    values: list[dict[str, Any]] = [value or {} for value in rows.values_list("value", flat=True)]
    for row, wording in question.rows:
        counts = Counter(said[row]["point"] for said in values if said.get(row, {}).get("point"))
        line = Line(wording, question.points, counts)
        if line.counted >= FEWEST:
            yield line
