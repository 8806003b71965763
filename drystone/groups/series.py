"""A series of meetings through the year: on the same weekday, in term time."""

from datetime import date, timedelta

from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance

WEEK = timedelta(weeks=1)
FURTHEST = 80  # weeks in which a series must find its days
EVERY = {1: "Every week", 2: "Every second week", 4: "Every fourth week", 6: "Every sixth week"}


def proposed(alliance: Alliance, first: date, *, times: int, every: int) -> list[date]:
    """So many school days from the first on, so many weeks apart; a holiday puts a meeting off by weeks.

    Fewer, where the year is not long enough for them.
    """
    working, found = WorkingDays(alliance), list[date]()
    day, last = first, first + FURTHEST * WEEK
    while len(found) < times and day <= last:
        if working.includes(day):
            found.append(day)
            day += every * WEEK
        else:
            day += WEEK
    return found
