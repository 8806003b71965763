"""Days of a school alliance: terms, half-terms, bank holidays of England, working days, the academic year."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from .models import Alliance, Term

LONDON = ZoneInfo("Europe/London")
LATE_ON_FRIDAY = time(15, 0)
MORNING = time(7, 30)
LONGEST_HOLIDAY = timedelta(days=45)  # further than a summer from every term that was entered, a day is in no holiday
READ_AHEAD = "_terms_read_ahead"


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a calendar year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    return day in bank_holidays(day.year)


def midnight(day: date) -> datetime:
    """The moment at which a day begins in London."""
    return datetime.combine(day, time(), LONDON)


def same_hour(moment: datetime, day: date) -> datetime:
    """The same time by London's clock on another day."""
    return datetime.combine(day, moment.astimezone(LONDON).time(), LONDON)


def academic_year(day: date) -> int:
    """The year in which the academic year of a day began: 1 September to 31 August."""
    return day.year if day.month >= 9 else day.year - 1


def academic_year_days(year: int) -> tuple[date, date]:
    """First and last day of the academic year that begins in `year`."""
    return date(year, 9, 1), date(year + 1, 8, 31)


def season(day: date) -> tuple[str, date, date]:
    """The school term of a day by the calendar, with the holiday after it: its name, first and last day.

    For years whose terms an alliance has not entered; it takes no account of Easter.
    """
    if day.month >= 9:
        return f"Autumn term {day.year}", date(day.year, 9, 1), date(day.year, 12, 31)
    if day.month <= 3:
        return f"Spring term {day.year}", date(day.year, 1, 1), date(day.year, 3, 31)
    return f"Summer term {day.year}", date(day.year, 4, 1), date(day.year, 8, 31)


def terms_from(alliance: Alliance, day: date, last: date) -> list[str]:
    """The names of the school terms from that of a day to that of a later one, both included; one query.

    As the alliance entered them, and by the calendar beyond those.
    """
    known = list(Term.objects.filter(alliance=alliance, ends__gte=day, starts__lte=last))
    names = [term.name for term in known]
    after = season(known[-1].starts)[2] + timedelta(days=1) if known else day
    while after <= last:
        name, _, ends = season(after)
        names.append(name)
        after = ends + timedelta(days=1)
    return names


def next_term(alliance: Alliance, day: date) -> Term | None:
    """The term under way on a day, or the next to begin."""
    return Term.objects.filter(alliance=alliance, ends__gte=day).first()


def read_ahead(alliance: Alliance) -> Alliance:
    """Reads its terms once, for all that is done with this very record of it: a release of hundreds, say."""
    vars(alliance)[READ_AHEAD] = list(Term.objects.filter(alliance=alliance))
    return alliance


class WorkingDays:
    """The working days of one alliance: weekdays in term, without bank holidays and half-terms.

    Loads the terms once, or takes those that were read ahead. An alliance that has not entered its terms for a day
    has every weekday of it.
    """

    def __init__(self, alliance: Alliance, terms: list[Term] | None = None):
        ahead = vars(alliance).get(READ_AHEAD) if terms is None else terms
        self.terms: list[Term] = list(Term.objects.filter(alliance=alliance)) if ahead is None else ahead

    def includes(self, day: date) -> bool:
        return day.weekday() < 5 and not is_bank_holiday(day) and self.in_term(day)

    def in_term(self, day: date) -> bool:
        if not any(t.starts - LONGEST_HOLIDAY <= day <= t.ends + LONGEST_HOLIDAY for t in self.terms):
            return True
        return any(t.starts <= day <= t.ends and not in_half_term(t, day) for t in self.terms)

    def after(self, day: date, days: int) -> date:
        """The day that lies `days` working days after a day (before it, when negative)."""
        step = timedelta(days=1 if days >= 0 else -1)
        for _ in range(abs(days)):
            day += step
            while not self.includes(day):
                day += step
        return day

    def on_or_after(self, day: date) -> date:
        """This day, or the next working day where it is none."""
        return day if self.includes(day) else self.after(day, 1)

    def good_moment(self, at: datetime) -> datetime:
        """When a message that is not urgent may go: now, or the next working morning when schools are shut, or it
        is late on a Friday."""
        local = at.astimezone(LONDON)
        late = local.weekday() == 4 and local.time() >= LATE_ON_FRIDAY
        if self.includes(local.date()) and not late:
            return at
        return datetime.combine(self.after(local.date(), 1), MORNING, LONDON)


def in_half_term(term: Term, day: date) -> bool:
    return bool(term.half_term_starts and term.half_term_ends and term.half_term_starts <= day <= term.half_term_ends)


def anniversary(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes 1 March where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
