"""In which weeks something would be: by term, without its holidays, in words a timetable is made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from drystone import saying

from .calendar import in_half_term, is_bank_holiday
from .models import Term

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Stretch:
    """The part of a term, or of days that no term holds, that lies between two days."""

    starts: date
    ends: date
    term: Term | None = None

    @property
    def weeks(self) -> int:
        """Those in which there is school on a day of the stretch, begun ones included."""
        days = (self.starts + timedelta(days=number) for number in range((self.ends - self.starts).days + 1))
        return len({day - timedelta(days=day.weekday()) for day in days if self.has_school(day)})

    def has_school(self, day: date) -> bool:
        is_off = self.term is not None and in_half_term(self.term, day)
        return day.weekday() < 5 and not is_bank_holiday(day) and not is_off

    def __str__(self) -> str:
        number = f"{self.weeks} week{'' if self.weeks == 1 else 's'}"
        said = f"{number}, {saying.day(self.starts)} to {saying.day(self.ends)}"
        named = f"{self.term}: {said}" if self.term else said
        return f"{named}; not in half-term, {self.pause}" if self.pause else named

    @property
    def pause(self) -> str:
        """The half-term that falls into it, in words."""
        term = self.term
        if not (term and term.half_term_starts and term.half_term_ends):
            return ""
        if term.half_term_starts > self.ends or term.half_term_ends < self.starts:
            return ""
        return f"{saying.short_day(term.half_term_starts)} to {saying.short_day(term.half_term_ends)}"


def between(starts: date, ends: date, terms: Iterable[Term]) -> list[Stretch]:
    """A stretch for each term that two days touch; what lies between terms is holiday. Without terms, one for all."""
    touched = [term for term in terms if term.starts <= ends and term.ends >= starts]
    if not touched:
        return [Stretch(starts, ends)]
    return [Stretch(max(starts, term.starts), min(ends, term.ends), term) for term in touched]
