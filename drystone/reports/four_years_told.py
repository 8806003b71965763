"""The years of a designation in plain words, chapter by chapter: the same on a page and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from drystone import saying
from drystone.documents import papers

from .four_years import Answers, FourYears
from .said import Quote
from .table import year_name

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chapter:
    """One part: a sentence about it, a table whose last `numbers` columns are numbers, words that may be quoted."""

    title: str
    about: str = ""
    columns: tuple[str, ...] = ()
    rows: Rows = ()
    numbers: int = 0
    quotes: tuple[Quote, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.quotes)


def chapters(years: FourYears) -> list[Chapter]:
    """What there is, in the order in which one asks for it."""
    return [chapter for chapter in every(years) if not chapter.is_empty]


def missing(years: FourYears) -> list[str]:
    """The titles of what there is nothing of yet."""
    return [chapter.title for chapter in every(years) if chapter.is_empty]


def every(years: FourYears) -> Iterator[Chapter]:
    """All that this reader reads."""
    yield days(years)
    yield schools(years)
    if years.evaluations is not None:
        of = counted(years.evaluations.given, "evaluation", "evaluations")
        yield answers("What schools said at the end", f"Of {of}.", years.evaluations)
    yield Chapter("In their words", "Only what we were allowed to quote.", quotes=years.quotes)
    if years.follow_ups is not None:
        of = counted(years.follow_ups.given, "school", "schools")
        yield answers("Six months on", f"Of {of}.", years.follow_ups)
    if years.progress is not None:
        at = counted(years.progress.given, "school", "schools")
        yield answers("Progress at the last visit", f"As the leader saw it, at {at}.", years.progress)
    yield groups(years)
    yield from heard(years)
    yield learning(years)
    yield contributions(years)
    yield projects(years)
    yield resources(years)


def days(years: FourYears) -> Chapter:
    """Days by area and school year, with their sums."""
    shown = sorted({year for _, year in years.days})
    areas = sorted({area for area, _ in years.days})
    lines = [(area or "No area", [years.days.get((area, year), 0) for year in shown]) for area in areas]
    if len(areas) > 1:
        lines.append(("All areas", [sum(row[at] for _, row in lines) for at in range(len(shown))]))
    rows = tuple((area, *map(amount, row), saying.days(sum(row))) for area, row in lines)
    about = f"{saying.days(years.half_days)} at {counted(len(schools_of(years)), 'school', 'schools')}."
    columns = ("Area", *map(year_name, shown), "Altogether")
    return Chapter("Days of work", about, columns, rows, len(shown) + 1)


def schools_of(years: FourYears) -> set[str]:
    return {each.school for each in years.deployments}


def amount(half_days: int) -> str:
    return saying.days(half_days) if half_days else "–"


def schools(years: FourYears) -> Chapter:
    """Each deployment. Nothing says that one was stopped, and none that was refused stands here."""
    rows = tuple(
        (
            each.school,
            ", ".join(filter(None, (each.area, each.phase))),
            period(each.first, each.last),
            each.stands,
            amount(each.agreed or 0),
            saying.days(each.held),
        )
        for each in years.deployments
    )
    columns = ("School", "Area and phase", "Visits", "How it stands", "Agreed", "Given")
    return Chapter("Schools helped", "", columns, rows, 2)


def period(first: Any, last: Any) -> str:
    return saying.short_day(first) if first == last else f"{saying.short_day(first)} to {saying.short_day(last)}"


def answers(title: str, about: str, found: Answers) -> Chapter:
    rows = tuple((each.asked, each.said) for each in found.sums)
    return Chapter(title, about, ("What was asked", "Answers"), rows)


def groups(years: FourYears) -> Chapter:
    rows = tuple(
        (each.name, "Leads" if each.facilitates else "Takes part", str(each.meetings), amount(each.half_days))
        for each in years.groups
    )
    columns = ("Group", "Part", "Meetings", "Days of leading")
    return Chapter("Groups", "", columns, rows, 2)


def heard(years: FourYears) -> Iterator[Chapter]:
    """What those who came to her groups said, a chapter for each group."""
    if years.feedback == ():
        yield Chapter("What groups said")
    for each in years.feedback or ():
        words = tuple(Quote(text) for text in each.words)
        about = f"By {each.answers.given} who came; nobody's name is known."
        yield replace(answers(f"What was said of {each.group}", about, each.answers), quotes=words)


def learning(years: FourYears) -> Chapter:
    rows = tuple((each.kind, str(each.times), saying.hours(each.minutes)) for each in years.learning)
    about = f"{saying.hours(sum(each.minutes for each in years.learning))} altogether."
    return Chapter("Learning", about, ("Kind", "Times", "Time"), rows, 2)


def contributions(years: FourYears) -> Chapter:
    rows = tuple((each.title, each.kind, saying.short_day(each.on)) for each in years.contributions)
    return Chapter("Given beside deployments", "", ("What", "Kind", "Day"), rows)


def projects(years: FourYears) -> Chapter:
    rows = tuple(
        (each.name, each.aim, each.outputs or "Still to come", period(each.started_on, each.ended_on or years.last))
        for each in years.projects
    )
    return Chapter("Projects", "", ("Project", "Aim", "What came of it", "When"), rows)


def resources(years: FourYears) -> Chapter:
    rows = tuple(
        (each.title, str(each.area or ""), saying.short_day(each.on), counted(each.views, "time", "times"))
        for each in years.resources
    )
    return Chapter("Resources made", "", ("Title", "Area", "Shared", "Opened"), rows, 1)


def counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def name_of(years: FourYears) -> str:
    return f"What the years of {years.designation.person.name} hold"


def paper(years: FourYears, *, at: datetime) -> bytes:
    """The years as a PDF, made anew each time."""
    shown = years.designation
    facts: list[tuple[str, Any]] = [
        ("Name", shown.person.name),
        ("Home school", shown.home_school.name),
        ("From", years.first),
        ("To", years.last),
    ]
    parts = [printed(chapter) for chapter in chapters(years)]
    lacking = saying.listed(missing(years))
    if lacking:
        parts.append({"title": "Nothing yet", "text": [f"{lacking.capitalize()}."]})
    words = {"alliance": shown.alliance.letterhead, "facts": facts, "parts": parts}
    return papers.make("dossier", words, title=name_of(years), at=at)


def printed(chapter: Chapter) -> dict[str, Any]:
    part: dict[str, Any] = {"title": chapter.title}
    if chapter.rows:
        part["table"] = {"columns": list(chapter.columns), "rows": [list(row) for row in chapter.rows]}
    quoted = [f"“{each.text}”" + (f" – {each.whose}" if each.whose else "") for each in chapter.quotes]
    return part | {"text": [*filter(None, [chapter.about]), *quoted]}
