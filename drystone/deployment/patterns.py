"""Several visits at once, from the pattern that was agreed: "six half days, Tuesdays, fortnightly"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .clashes import Days
from .models import Agreement, Deployment

WEEK = timedelta(days=7)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
EVERY = {2: ("fortnight", "every other week", "every two weeks", "alternate"), 4: ("month", "every four weeks")}
AFTERNOON = ("afternoon", "pm")
MOST = 40


@dataclass(frozen=True)
class Pattern:
    """On which weekday (Monday is 0), every how many weeks, and how many half-days each time."""

    weekday: int
    every: int = 1
    half_days: int = 1
    afternoon: bool = False


def read(agreement: Agreement) -> Pattern:
    """What can be read out of the words that were agreed; the rest as is usual: Tuesdays, weekly, half a day."""
    said = agreement.pattern.lower()
    days = [number for number, name in enumerate(WEEKDAYS) if re.search(rf"\b{name[:3]}", said)]
    every = next((weeks for weeks, words in EVERY.items() if any(word in said for word in words)), 1)
    whole = re.search(r"\b(whole|full) days?\b|\bdays? each\b", said) is not None
    afternoon = any(re.search(rf"\b{word}s?\b", said) for word in AFTERNOON)
    return Pattern(days[0] if days else 1, every, 2 if whole else 1, afternoon)


def proposed(
    deployment: Deployment, agreement: Agreement, pattern: Pattern, *, number: int, starts: date, today: date
) -> list[date]:
    """The first days by a pattern that clash with nothing; where one does, the same weekday of the next week.

    At most so many, inside the agreement's dates; fewer where it has no room for more.
    """
    day = max(starts, agreement.starts, today)
    day += timedelta(days=(pattern.weekday - day.weekday()) % 7)
    if day > agreement.ends:
        return []
    found: list[date] = []
    known = Days(deployment, day, agreement.ends, today=today)
    while day <= agreement.ends and len(found) < min(number, MOST):
        if known.clashes(day, pattern.half_days):
            day += WEEK
        else:
            found.append(day)
            day += pattern.every * WEEK
    return found
