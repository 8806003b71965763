"""What the years of a designation hold, gathered by itself: days, schools, what was said of them, what was learned."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value

from drystone.alliances.models import Alliance
from drystone.deployment.models import Review, VisitEvaluation
from drystone.groups.feedback import FEWEST
from drystone.groups.models import Attendance, Feedback, Member, Project, Resource
from drystone.register.models import Contribution, Designation

from . import learned, said, worked
from .table import days_of, midnight_after
from .worked import Deployed


class Reader(StrEnum):
    """For whom the years are gathered."""

    LEADER = "leader"
    PANEL = "panel"
    OFFICE = "office"
    HOME = "home"


ALL = frozenset(Reader)
NOT_HOME = ALL - {Reader.HOME}
READ_BY: dict[str, frozenset[Reader]] = {
    "days": ALL,
    "deployments": ALL,
    "quotes": ALL,
    "progress": NOT_HOME,
    "evaluations": NOT_HOME,
    "follow_ups": NOT_HOME,
    "groups": ALL,
    "feedback": NOT_HOME,
    "learning": ALL,
    "contributions": ALL,
    "projects": ALL,
    "resources": ALL,
}
"""Who reads which part. A concern, a refusal and what was written to the office alone are in no part."""
A_NEED = "What a school needs"
SUMMED = {"progress": said.VISIT, "evaluations": said.EVALUATION, "follow_ups": said.FOLLOW_UP}
"""The parts that are sums of forms. A home head reads them too where her alliance lets home heads read evaluations, of
what was given since."""


@dataclass(frozen=True)
class Answers:
    """How many answered, and their answers added up."""

    given: int
    sums: tuple[said.Sum, ...]


@dataclass(frozen=True)
class Grouped:
    """A group: whether she leads it, to how many of its meetings she came, half-days for which she facilitated."""

    name: str
    facilitates: bool
    meetings: int
    half_days: int


@dataclass(frozen=True)
class GroupAnswers:
    """What those who came to her groups said; only where so many did that nobody is known by her answer."""

    group: str
    answers: Answers
    words: tuple[str, ...]


@dataclass(frozen=True)
class Learned:
    kind: str
    times: int
    minutes: int


@dataclass(frozen=True)
class Given:
    """What she gave beside deployments."""

    title: str
    kind: str
    on: date


@dataclass(frozen=True)
class FourYears:
    """The parts. None is what this reader does not read; an empty one is what there is none of yet."""

    designation: Designation
    first: date
    last: date
    days: dict[tuple[str, int], int]
    deployments: tuple[Deployed, ...]
    quotes: tuple[said.Quote, ...]
    progress: Answers | None
    evaluations: Answers | None
    follow_ups: Answers | None
    groups: tuple[Grouped, ...]
    feedback: tuple[GroupAnswers, ...] | None
    learning: tuple[Learned, ...]
    contributions: tuple[Given, ...]
    projects: tuple[Project, ...]
    resources: tuple[Resource, ...]

    @property
    def half_days(self) -> int:
        return sum(self.days.values())


def gather(designation: Designation, *, until: date, reads: Reader) -> FourYears:
    """The years of one designation as far as a day, for one kind of reader. Ten queries, however long they were."""
    first, last = designation.starts, min(filter(None, (designation.ends, designation.ended_on, until)))
    visits = worked.held(designation, first, last)
    deployments = worked.deployed(visits)
    spoken = said.read(counting(given(designation, first, last, until), deployments))
    lines = learned.between(designation.alliance, [designation.person], first, last)
    projects, resources = work_on(designation, first, last), made(designation, first, last)
    parts: dict[str, Any] = {
        "days": worked.by_year(visits),
        "deployments": deployments,
        "quotes": said.quotes(spoken, {each.pk: each.school for each in deployments}),
        **{part: added_up(spoken, kind, designation.alliance, reads) for part, kind in SUMMED.items()},
        "groups": grouped(designation, lines),
        "feedback": group_answers(spoken, lines),
        "learning": by_kind(lines),
        "contributions": gave(designation, first, last, told_elsewhere(projects, resources), reads),
        "projects": projects,
        "resources": resources,
    }
    read: dict[str, Any] = {
        part: held if may(part, reads, designation.alliance) else None for part, held in parts.items()
    }
    return FourYears(designation, first, last, **read)


def may(part: str, reads: Reader, alliance: Alliance) -> bool:
    let = reads == Reader.HOME and part in SUMMED and alliance.home_heads_read_evaluations_since is not None
    return let or reads in READ_BY[part]


def given(designation: Designation, first: date, last: date, until: date) -> list[said.Sheet]:
    """The forms that were given about her work and her groups by that day: one query."""
    hers: dict[str, Any] = {"alliance": designation.alliance_id, "given_at__lt": midnight_after(until)}
    visits = VisitEvaluation.objects.filter(
        days_of(first, last, "visit__starts_at"),
        visit__deployment__leader=designation.person_id,
        state="given",
        **hers,
    )
    reviews = Review.objects.filter(
        deployment__leader=designation.person_id, kind__in=(said.EVALUATION, said.FOLLOW_UP), state="given", **hers
    )
    came = Attendance.objects.standing().filter(meeting=OuterRef("meeting"), person=designation.person_id, came=True)
    leads = Member.objects.filter(group=OuterRef("meeting__group"), person=designation.person_id, facilitates=True)
    answers = Feedback.objects.filter(
        Exists(came), Exists(leads), days_of(first, last, "meeting__starts_at"), meeting__state="held", **hers
    )
    rows = columns(visits, Value(said.VISIT, CharField()), "visit__deployment").union(
        columns(reviews, F("kind"), "deployment"),
        columns(answers, Value(said.FEEDBACK, CharField()), "meeting__group"),
        all=True,
    )
    return [said.Sheet(*row) for row in rows]


def columns(rows: QuerySet, kind: Any, about: str) -> QuerySet:
    """Forms of one kind as rows of the columns that all kinds have."""
    return rows.order_by().annotate(of_kind=kind).values_list("of_kind", "sheet", about, "given_at")


def counting(sheets: list[said.Sheet], deployments: Iterable[Deployed]) -> list[said.Sheet]:
    """Those that count: of the visits to a school the last alone, which says where its objectives stood in the end."""
    here = {each.pk for each in deployments}
    of_work = [sheet for sheet in sheets if sheet.kind != said.FEEDBACK and sheet.about in here]
    latest = {(sheet.kind, sheet.about): sheet for sheet in sorted(of_work, key=lambda sheet: (sheet.at, sheet.pk))}
    return [*latest.values(), *(sheet for sheet in sheets if sheet.kind == said.FEEDBACK)]


def added_up(spoken: list[said.Said], kind: str, alliance: Alliance, reads: Reader) -> Answers:
    since = alliance.home_heads_read_evaluations_since if reads == Reader.HOME else None
    found = [each for each in spoken if each.sheet.kind == kind and (since is None or each.sheet.at >= since)]
    return Answers(len(found), said.sums(found, kind))


def grouped(designation: Designation, lines: Iterable[learned.Line]) -> tuple[Grouped, ...]:
    """Her groups, those she leads first. One query."""
    led = Member.objects.filter(alliance=designation.alliance_id, person=designation.person_id, facilitates=True)
    leads = set(led.values_list("group", flat=True))
    by_group: dict[tuple[int, str], list[learned.Line]] = {}
    for line in lines:
        if line.group:
            by_group.setdefault(line.group, []).append(line)
    made = [
        Grouped(name, pk in leads, len(met), sum(line.facilitated for line in met))
        for (pk, name), met in by_group.items()
    ]
    return tuple(sorted(made, key=lambda each: (not each.facilitates, each.name)))


def group_answers(spoken: list[said.Said], lines: Iterable[learned.Line]) -> tuple[GroupAnswers, ...]:
    names = dict(line.group for line in lines if line.group)
    by_group: dict[int, list[said.Said]] = {}
    for each in spoken:
        if each.sheet.kind == said.FEEDBACK:
            by_group.setdefault(each.sheet.about, []).append(each)
    made = [
        GroupAnswers(
            names[group],
            Answers(len(found), said.sums(found, said.FEEDBACK)),
            tuple(sorted(filter(None, (each.text("difference") for each in found)))),
        )
        for group, found in by_group.items()
        if len(found) >= FEWEST
    ]
    return tuple(sorted(made, key=lambda each: each.group))


def by_kind(lines: Iterable[learned.Line]) -> tuple[Learned, ...]:
    """Of each kind of learning how often and how long, the longest first."""
    times, minutes = Counter[str](), Counter[str]()
    for line in lines:
        times[line.kind] += 1
        minutes[line.kind] += line.minutes
    return tuple(Learned(kind, times[kind], spent) for kind, spent in minutes.most_common())


def work_on(designation: Designation, first: date, last: date) -> tuple[Project, ...]:
    """Projects that ran in these years and that she works or worked on."""
    rows = Project.objects.filter(
        alliance=designation.alliance_id, leaders=designation.person_id, started_on__lte=last
    )
    return tuple(rows.exclude(ended_on__lt=first))


def made(designation: Designation, first: date, last: date) -> tuple[Resource, ...]:
    hers: dict[str, Any] = {"alliance": designation.alliance_id, "made_by": designation.person_id}
    return tuple(Resource.objects.filter(**hers, on__gte=first, on__lte=last).select_related("area"))


def told_elsewhere(projects: Iterable[Project], resources: Iterable[Resource]) -> set[tuple[str, str]]:
    return {("project", each.name) for each in projects} | {("resource", each.title) for each in resources}


def gave(
    designation: Designation, first: date, last: date, elsewhere: set[tuple[str, str]], reads: Reader
) -> tuple[Given, ...]:
    """What she gave beside deployments; which school she noted a need for, she and the office alone know."""
    hers: dict[str, Any] = {"alliance": designation.alliance_id, "person": designation.person_id}
    rows = Contribution.objects.filter(**hers, on__gte=first, on__lte=last)
    knows = reads in (Reader.LEADER, Reader.OFFICE)
    return tuple(
        Given(each.title if knows or each.kind != "need" else A_NEED, each.get_kind_display(), each.on)
        for each in rows
        if (each.kind, each.title) not in elsewhere
    )
