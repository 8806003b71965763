"""A statement or a charge schedule is of a period: a month, or one of the six half-terms of a school year.

Which of them, the Alliance's policy says for papers that are prepared from now on; those there are stay. A line goes
onto the first paper that is prepared after its day of work, whatever the period before it was: so another policy
neither states a line twice nor leaves one out, and neither do other days of a term.

A half-term ends on the last day before its holiday, or of its term, as the Alliance entered its terms: three a year
with their holidays, or six. For a year that is not entered, or whose days follow one another otherwise, it ends where
most English schools break, to the nearest end or middle of a month, and the summer at the end of July.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from drystone.alliances.calendar import academic_year, season
from drystone.alliances.models import Alliance, Term

from . import months

# By the month in which it begins; with the last day on which it commonly ends.
HALF_TERMS = {
    9: ("Autumn 1", 10, 31), 11: ("Autumn 2", 12, 31), 1: ("Spring 1", 2, 15),
    2: ("Spring 2", 3, 31), 4: ("Summer 1", 5, 31), 6: ("Summer 2", 7, 31),
}  # fmt: skip
TERMS = {"Autumn": (9, 11), "Spring": (1, 2), "Summer": (4, 6)}


@dataclass(frozen=True)
class Period:
    """A month or a half-term, by the first day of the month in which it begins."""

    month: date
    half_term: bool = False

    def __str__(self) -> str:
        """January 2027; Autumn 1, 2026."""
        return f"{HALF_TERMS[self.month.month][0]}, {self.month.year}" if self.half_term else f"{self.month:%B %Y}"

    @property
    def short(self) -> str:
        """For a column of a file: 2027-01; Autumn 1, 2026."""
        return str(self) if self.half_term else f"{self.month:%Y-%m}"


def over(alliance: Alliance, day: date) -> Period:
    """The last one that was over on a day."""
    if not alliance.half_termly:
        return Period(months.before(day))
    ends = ends_of(alliance, academic_year(day))
    return Period(max((last, first) for first, last in ends.items() if last < day)[1], half_term=True)


def beginning(alliance: Alliance, month: date) -> Period:
    """The one that begins in a month, or began last before it."""
    first = month.replace(day=1)
    while alliance.half_termly and first.month not in HALF_TERMS:
        first = months.before(first)
    return Period(first, alliance.half_termly)


def last_day(alliance: Alliance, period: Period) -> date:
    if not period.half_term:
        return months.following(period.month) - timedelta(days=1)
    return ends_of(alliance, academic_year(period.month))[period.month]


def stated_by(last: date) -> Q:
    """Lines for the papers of a period with this last day: by their day of work; a visit that was put right, by the
    day on which it was, as the credit of what was stated before."""
    return Q(on__lte=last) & (Q(turn=1) | Q(made_at__date__lte=last))


def ends_of(alliance: Alliance, year: int) -> dict[date, date]:
    """By its first month, the last day of each half-term of the school year that begins in `year`, and of the one
    before. One query."""
    terms = list(Term.objects.filter(alliance=alliance))
    return half_terms(year - 1, terms) | half_terms(year, terms)


def half_terms(year: int, terms: Iterable[Term]) -> dict[date, date]:
    calendar = {in_year(year, month): in_year(year, *ends) for month, (_, *ends) in HALF_TERMS.items()}
    found = calendar | entered(year, terms)
    days = [found[first] for first in sorted(found)]
    return found if days == sorted(set(days)) else calendar


def entered(year: int, terms: Iterable[Term]) -> dict[date, date]:
    """The same of the terms of that year; of a term without its holiday only the second half."""
    ends: dict[str, set[date]] = {name: set() for name in TERMS}
    for term in terms:
        middle = term.starts + (term.ends - term.starts) / 2
        if academic_year(middle) == year:
            holiday = term.half_term_starts
            name = season(middle)[0].split()[0]
            ends[name] |= {term.ends} | ({holiday - timedelta(days=1)} if holiday else set())
    return {
        in_year(year, month): last
        for name, found in ends.items()
        if len(found) <= 2
        for month, last in zip(TERMS[name][::-1], sorted(found, reverse=True), strict=False)
    }


def in_year(year: int, month: int, day: int = 1) -> date:
    """A day of the school year that begins in `year`."""
    return date(year if month >= 9 else year + 1, month, day)


def of(paper: Any) -> Period:
    """Of a row that keeps it as `month` and `half_term`."""
    return Period(paper.month, paper.half_term)
