"""May this leader be away on that day, and if not why; how many half-days are possible between two days.

One place answers for everybody who offers days. A school says what holds for one leader and for all together; the
narrower of the two holds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from drystone import saying
from drystone.alliances.calendar import WorkingDays

from .models import Away, ReleaseRule

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
WEEK = timedelta(days=7)
Taken = Counter[tuple[int | None, date]]  # half-days of a leader, or of all together, in the week of a Monday


@dataclass(frozen=True)
class Closed:
    """Days on which nobody goes, and why."""

    starts: date
    ends: date
    reason: str
    pk: int = 0

    def __str__(self) -> str:
        if self.starts == self.ends:
            return f"on {saying.day(self.starts)}"
        return f"from {saying.day(self.starts)} to {saying.day(self.ends)}"


@dataclass
class Rule:
    """What a school says of one leader, or of all together."""

    a_week: int | None = None
    never_on: frozenset[int] = frozenset()
    notice: int = 0
    note: str = ""
    closed: list[Closed] = field(default_factory=list)


@dataclass(frozen=True)
class Who:
    """A leader at her home school, by number and by name."""

    person: int
    school: int
    name: str
    school_name: str


@dataclass(frozen=True)
class Rules:
    """What holds for one leader: what is said of her, and what is said of all."""

    hers: Rule
    schools: Rule

    @property
    def never_on(self) -> frozenset[int]:
        return self.hers.never_on | self.schools.never_on

    @property
    def notice(self) -> int:
        return max(self.hers.notice, self.schools.notice)

    @property
    def closed(self) -> list[Closed]:
        return sorted([*self.hers.closed, *self.schools.closed], key=lambda each: each.starts)

    def is_open(self, day: date) -> bool:
        return day.weekday() not in self.never_on and not any(c.starts <= day <= c.ends for c in self.closed)


class Diary:
    """The rules of some schools, and what is taken of their weeks: two questions, however many leaders."""

    def __init__(self, alliance_id: int, schools: Iterable[int], *, starts: date, ends: date):
        self.rules = read(alliance_id, schools)
        self.taken: dict[int, Taken] = defaultdict(Counter)
        self.open: dict[tuple[Any, ...], Counter[date]] = {}
        self.first: dict[tuple[int, date], date] = {}
        limited = {school for (school, _), rule in self.rules.items() if rule.a_week}
        weeks = {"on__gte": monday(starts), "on__lt": monday(ends) + WEEK}
        for row in Away.objects.filter(alliance_id=alliance_id, home_school__in=limited, **weeks) if limited else ():
            for whose in (row.person_id, None):
                self.taken[row.home_school_id][whose, monday(row.on)] += row.half_days

    def of(self, person: int, school: int) -> Rules:
        return Rules(self.rules.get((school, person), Rule()), self.rules.get((school, None), Rule()))

    def why_not(self, who: Who, day: date, half_days: int, *, today: date, working: WorkingDays) -> str:
        """Why she may not be away on a day, as a sentence; empty when she may. Of a past day no notice is asked."""
        rules = self.of(who.person, who.school)
        if closed := next((each for each in rules.closed if each.starts <= day <= each.ends), None):
            return f"{who.school_name} keeps {who.name} in school {closed}: {closed.reason}."
        if day.weekday() in rules.never_on:
            return f"{who.school_name} does not release {who.name} on a {day:%A}."
        if rules.notice and today <= day < (first := working.after(today, rules.notice)):
            return f"{who.school_name} needs {noticed(rules.notice)}: not before {saying.day(first)}."
        return self.too_much(rules, who, day, half_days)

    def too_much(self, rules: Rules, who: Who, day: date, half_days: int) -> str:
        """Where the week of a day has no room for these half-days."""
        limits = (
            (rules.hers.a_week, who.person, who.name),
            (rules.schools.a_week, None, "all its System Leaders together"),
        )
        for a_week, whose, about in limits:
            taken = self.taken[who.school][whose, monday(day)]
            if a_week and taken + half_days > a_week:
                most = f"{who.school_name} releases {about} for at most {saying.days(a_week)} a week"
                return f"{most}. Taken in the week of {saying.day(monday(day))}: {saying.days(taken)}."
        return ""

    def possible(
        self, person: int, school: int, starts: date, ends: date, *, today: date, working: WorkingDays
    ) -> int | None:
        """For how many half-days between two days she may still be away; None where no rule limits them."""
        rules = self.of(person, school)
        if rules == Rules(Rule(), Rule()):
            return None
        first = max(starts, self.reached(rules.notice, today, working))
        weeks = self.open_days(rules, first, ends, working)
        taken = self.taken[school]
        limits = [(r.a_week, whose) for r, whose in ((rules.hers, person), (rules.schools, None)) if r.a_week]
        return sum(
            max(min([2 * days, *(most - taken[whose, week] for most, whose in limits)]), 0)
            for week, days in weeks.items()
        )

    def reached(self, notice: int, today: date, working: WorkingDays) -> date:
        """The first day for which there is so much notice; asked once of all who need as much."""
        if (notice, today) not in self.first:
            self.first[notice, today] = working.after(today, notice)
        return self.first[notice, today]

    def open_days(self, rules: Rules, first: date, ends: date, working: WorkingDays) -> Counter[date]:
        """How many days of each week are open; asked once of all whose rules say the same."""
        asked = (rules.never_on, tuple(rules.closed), first, ends)
        if asked not in self.open:
            days = (first + timedelta(days=number) for number in range((ends - first).days + 1))
            self.open[asked] = Counter(monday(day) for day in days if rules.is_open(day) and working.includes(day))
        return self.open[asked]


def read(alliance_id: int, schools: Iterable[int]) -> dict[tuple[int, int | None], Rule]:
    """Each rule of these schools by school and leader, with its closed dates, in one question."""
    found: dict[tuple[int, int | None], Rule] = {}
    said = ("half_days_a_week", "never_on", "notice_working_days", "note")
    closed = ("closed__starts", "closed__ends", "closed__reason", "closed__pk")
    rows = ReleaseRule.objects.filter(alliance_id=alliance_id, home_school__in=set(schools))
    for row in rows.values_list("home_school", "person", *said, *closed):
        school, person, a_week, never_on, notice, note, *dates = row
        rule = found.setdefault((school, person), Rule(a_week, frozenset(never_on), notice, note))
        if dates[-1]:
            rule.closed.append(Closed(*dates))
    return found


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def noticed(days: int) -> str:
    return f"{saying.working_days(days)} notice"


def said(rules: Rules) -> list[str]:
    """The rules as sentences."""
    a_week = [
        (rules.hers.a_week, "At most {} a week."),
        (rules.schools.a_week, "At most {} a week for all System Leaders of the school together."),
    ]
    days = saying.listed([f"{WEEKDAYS[number]}s" for number in sorted(rules.never_on)])
    return [
        *(sentence.format(saying.days(most)) for most, sentence in a_week if most),
        *([f"Never on {days}."] if days else []),
        *([f"At least {noticed(rules.notice)}."] if rules.notice else []),
        *(f"Nobody goes {closed}: {closed.reason}." for closed in rules.closed),
        *dict.fromkeys(filter(None, (rules.hers.note, rules.schools.note))),
    ]
