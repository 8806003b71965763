"""The scores of a round: where its assessors were furthest apart, what was agreed, and who stands above a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, IntegerField, When

from .models import Application, ApplicationArea, ApplicationState, Round

TO_AGREE_FIRST = ("is_agreed", "-apart", "pk")
SIFTED_OR_TO_BE = (ApplicationState.SUBMITTED, ApplicationState.SHORTLISTED, ApplicationState.NOT_SHORTLISTED)


def to_moderate(round_: Round) -> Any:  # applications with one thing more, which the type of the rows cannot say
    """All that every assessor has locked: what is not agreed comes first, of that where they were furthest apart."""
    agreed = Case(When(moderation__isnull=False, then=1), default=0, output_field=IntegerField())
    rows = Application.objects.filter(round=round_, apart__isnull=False).annotate(is_agreed=agreed)
    return rows.select_related("person", "school", "round", "moderation__by").order_by(*TO_AGREE_FIRST)


@dataclass(frozen=True)
class Line:
    """From which agreed score on somebody is to be interviewed, in percent; another, perhaps, for an area needed."""

    score: Decimal | None = None
    needed: Decimal | None = None

    def has(self, total: Decimal, *, is_needed: bool) -> bool:
        """Whether this score stands above it."""
        lowest = [each for each in (self.score, self.needed if is_needed else None) if each is not None]
        return bool(lowest) and total >= min(lowest)


@dataclass(frozen=True)
class Scored:
    """An application whose scores are agreed."""

    pk: int
    total: Decimal
    state: str
    is_needed: bool
    is_above: bool


@dataclass(frozen=True)
class Cover:
    """One area that the round needs: who applied for it with agreed scores, and how many of them stand above."""

    area: str
    scored: int
    above: int
    best_below: Decimal | None


@dataclass(frozen=True)
class Drawn:
    """A line drawn through a round: everybody with agreed scores, the best first, and what of each needed area."""

    scored: list[Scored]
    covers: list[Cover]

    @property
    def above(self) -> int:
        return sum(each.is_above for each in self.scored)


def draw(round_: Round, line: Line) -> Drawn:
    """Who stands above a line, of all whose scores are agreed; three queries, however many there are."""
    needed = dict(round_.priority_areas.values_list("pk", "name"))
    asked = ApplicationArea.objects.filter(application__round=round_, area__in=needed)
    by_application: dict[int, list[int]] = {}
    for application, area in asked.values_list("application", "area"):
        by_application.setdefault(application, []).append(area)
    rows = Application.objects.filter(round=round_, state__in=SIFTED_OR_TO_BE, moderation__isnull=False)
    found = rows.order_by("-moderation__total", "number", "pk").values_list("pk", "moderation__total", "state")
    scored = [
        Scored(pk, total, state, pk in by_application, line.has(total, is_needed=pk in by_application))
        for pk, total, state in found
    ]
    return Drawn(scored, [cover(name, pk, scored, by_application) for pk, name in needed.items()])


def cover(name: str, area: int, scored: Sequence[Scored], by_application: dict[int, list[int]]) -> Cover:
    """How far one needed area would be covered."""
    hers = [each for each in scored if area in by_application.get(each.pk, ())]
    below = [each.total for each in hers if not each.is_above]
    return Cover(name, len(hers), sum(each.is_above for each in hers), max(below, default=None))


def rows_of(scored: Sequence[Scored]) -> list[Application]:
    """These with what their lines say, in this order; two queries."""
    numbers = [each.pk for each in scored]
    rows = Application.objects.filter(pk__in=numbers).select_related("person", "school", "round", "moderation")
    place = {pk: n for n, pk in enumerate(numbers)}
    return sorted(rows.prefetch_related("areas__area"), key=lambda row: place[row.pk])
