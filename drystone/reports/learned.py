"""What a leader has learned, from all places in one list: her own notes, the office's, the registers of meetings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import academic_year_days
from drystone.alliances.models import Alliance
from drystone.documents import papers
from drystone.groups.models import Attendance
from drystone.people.models import Person
from drystone.register.models import Designation, Training

from .table import year_name

GROUP = "Meeting of a group"


@dataclass(frozen=True)
class Line:
    """One thing learned; `training` is the number of a note that may be taken out, and none of a meeting.

    A meeting names its `group`, and how many half-days of it she `facilitated`.
    """

    person_id: int
    on: date
    kind: str
    title: str
    minutes: int
    reflection: str = ""
    training: int | None = None
    group: tuple[int, str] | None = None
    facilitated: int = 0


def between(alliance: Alliance, people: Iterable[Person], first: date, last: date) -> list[Line]:
    """What these people learned with an alliance from one day to another, the latest first. Two queries."""
    theirs: dict[str, Any] = {"alliance": alliance, "person__in": people}
    noted = [
        Line(row.person_id, row.on, row.get_kind_display(), row.title, row.minutes, row.reflection, row.pk)
        for row in Training.objects.filter(**theirs, on__gte=first, on__lte=last)
    ]
    came = Attendance.objects.standing().filter(**theirs, came=True, meeting__state="held")
    came = came.filter(meeting__starts_at__date__gte=first, meeting__starts_at__date__lte=last)
    met = [
        Line(
            row.person_id,
            localdate(row.meeting.starts_at),
            GROUP,
            row.meeting.focus or row.meeting.group.name,
            (row.meeting.ends_at - row.meeting.starts_at) // timedelta(minutes=1),
            group=(row.meeting.group_id, row.meeting.group.name),
            facilitated=row.facilitated_half_days,
        )
        for row in came.select_related("meeting__group")
    ]
    return sorted([*noted, *met], key=lambda line: (line.on, line.title), reverse=True)


def of_year(designation: Designation, year: int) -> list[Line]:
    return between(designation.alliance, [designation.person], *academic_year_days(year))


def total(lines: Iterable[Line]) -> int:
    return sum(line.minutes for line in lines)


def statement(designation: Designation, year: int, *, at: datetime) -> bytes:
    """Her statement of learning for a school year, to take to her appraisal; made anew each time."""
    lines, alliance = of_year(designation, year), designation.alliance
    rows = [[line.on, line.title, line.kind, saying.hours(line.minutes)] for line in reversed(lines)]
    thoughts = [{"question": f"{line.title}, {saying.day(line.on)}", "answer": line.reflection} for line in lines]
    said = [each for each in thoughts if each["answer"]]
    parts: list[dict[str, Any]] = [
        {"title": "What it was", "table": {"columns": ["Day", "What", "Kind", "Time"], "rows": rows}}
    ]
    if said:
        parts.append({"title": "What I took from it", "sections": [{"title": "In my words", "questions": said}]})
    facts = [
        ("Name", designation.person.name),
        ("Home school", designation.home_school.name),
        ("School year", year_name(year)),
        ("Altogether", saying.hours(total(lines))),
    ]
    words = {"alliance": alliance.letterhead, "facts": facts, "parts": parts if rows else []}
    return papers.make("dossier", words, title=f"Learning of {designation.person.name}, {year_name(year)}", at=at)
