"""What there is to do about a round, cut by the parts of its life; the part that matters now first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from drystone.people.access import manager
from drystone.selection import board
from drystone.selection.models import Round
from drystone.selection.phases import Phase, phase_of
from drystone.selection.queries import Funnel
from drystone.selection.steps import STEPS, due

from ..components.rows import Task
from ..pressing import back_to
from ..templatetags.say import counted

NOW_IN = {
    Phase.DRAFT: "setting-up",
    Phase.UPCOMING: "setting-up",
    Phase.OPEN: "applications",
    Phase.CLOSED: "applications",
    Phase.REFERENCES_CLOSED: "reading",
    Phase.INTERVIEWING: "interviews",
    Phase.DECIDED: "decisions",
}
# The steps of each part that have no page of their own: the way to them is the list of applications.
LISTED = {
    "applications": ("to_settle", "to_confirm", "to_refer", "to_name"),
    "reading": ("to_score",),
    "interviews": ("to_invite", "to_book", "to_rearrange", "to_hold", "to_record", "to_mark"),
    "decisions": ("to_decide", "to_check", "held_back", "timed"),
}
UNTIMED = ("to_invite", "to_book", "to_rearrange")


@dataclass(frozen=True)
class Section:
    """One part of a round's life: what can be done in it, and what waits there."""

    key: str
    name: str
    tasks: list[Task]
    is_now: bool = False


@dataclass(frozen=True)
class Standing:
    """How a round stands at a moment, as its sections read it; `waits` counts applications by their step."""

    round: Round
    at: datetime
    funnel: Funnel
    waits: dict[str, int]
    is_managers: bool

    def page(self, title: str, name: str, state: str = "", tone: str = "rest") -> Task:
        return Task(title, back_to(name, self.round.pk), state, tone)

    def awaiting(self, title: str, name: str, step: str, doing: str) -> Task:
        """A page on which all that stand at a step are dealt with."""
        number = self.waits.get(step, 0)
        return self.page(title, name, f"{number} {doing}{self.late(step)}" if number else "", self.tone(step))

    def listed(self, key: str) -> Iterator[Task]:
        """The list of those at a step, for each step of a section at which somebody stands."""
        for step in LISTED[key]:
            if number := self.waits.get(step):
                url = f"{back_to('office-round', self.round.pk)}?waiting={step}#list"
                said = f"{counted(number, 'application')}{self.late(step)}"
                yield Task(STEPS[step].label, url, said, self.tone(step))

    def late(self, step: str) -> str:
        return ", overdue" if self.is_late(step) else ""

    def tone(self, step: str) -> str:
        if self.is_late(step):
            return "stop"
        return {"office": "now", "nobody": "rest"}.get(STEPS[step].whom, "wait")

    def is_late(self, step: str) -> bool:
        until = due(step, self.round)
        return until is not None and until < self.at


def sections(request: Any, round_: Round, funnel: Funnel, found: board.Found) -> list[Section]:
    """Every part in which this person can do something: what matters now stands first, the others in their order."""
    at = request.now
    standing = Standing(round_, at, funnel, found.at_step, manager(request.person, round_))
    now = key_of_now(round_, at)
    made = [
        Section("setting-up", "Setting up", setting_up(standing)),
        Section("applications", "Applications and references", [*applications(standing)]),
        Section("reading", "Reading", reading(standing)),
        Section("interviews", "Interviews", interviews(standing)),
        Section("decisions", "Decisions", decisions(standing)),
    ]
    marked = [replace(section, is_now=section.key == now) for section in made if section.tasks]
    return sorted(marked, key=lambda section: not section.is_now)


def key_of_now(round_: Round, at: datetime) -> str:
    """Interviews until their last day, and then decisions."""
    phase = phase_of(round_, at)
    over = phase == Phase.INTERVIEWING and localdate(at) > round_.interviews_to
    return "decisions" if over else NOW_IN[phase]


def setting_up(standing: Standing) -> list[Task]:
    areas = standing.page("Areas needed and hoped for", "office-round-areas")
    if standing.round.is_of_renewals:
        return renewing(standing)
    if not standing.is_managers:
        return [areas]
    own = len(standing.round.own_questions)
    return [
        standing.page("Change dates and terms", "office-round-edit"),
        standing.page("Questions before applying", "office-round-questions", f"{own} of your own" if own else ""),
        areas,
        standing.page("What counts how much", "office-weights"),
        Task("Copy it for another year", f"{back_to('office-round-new')}?like={standing.round.pk}"),
    ]


def renewing(standing: Standing) -> list[Task]:
    """The clock opens a round of renewals, and whoever may renew is asked nothing before."""
    if not standing.is_managers:
        return []
    return [
        standing.page("Change dates and terms", "office-round-edit"),
        standing.page("What counts how much", "office-weights"),
    ]


def applications(standing: Standing) -> Iterator[Task]:
    if drafts := standing.funnel.number("draft"):
        url = f"{back_to('office-round', standing.round.pk)}?state=draft#list"
        yield Task("Begun and not sent in", url, counted(drafts, "draft"), "wait")
    yield from standing.listed("applications")
    if standing.is_managers:
        yield standing.page("A later deadline for one person", "office-extension")


def reading(standing: Standing) -> list[Task]:
    return [
        standing.awaiting("Share applications out", "office-sharing-out", "to_assign", "to share out"),
        *standing.listed("reading"),
        standing.awaiting("Scores", "office-scores", "to_moderate", "to agree"),
        standing.awaiting("The line of the shortlist", "office-line", "to_shortlist", "to shortlist or not"),
    ]


def interviews(standing: Standing) -> list[Task]:
    free = standing.funnel.free_times
    needed = sum(standing.waits.get(step, 0) for step in UNTIMED)
    said, tone = (f"{free} free", "rest") if free >= needed else (f"{free} free, {needed} needed", "stop")
    times = standing.page("Times for interviews", "office-slots", said if free or needed else "", tone)
    return [
        times,
        Task("Questions for interviews", back_to("office-interview-questions")),
        *standing.listed("interviews"),
    ]


def decisions(standing: Standing) -> list[Task]:
    ready = standing.funnel.to_release
    release = standing.page("Release decisions", "office-round-release", f"{ready} ready" if ready else "", "now")
    return [*standing.listed("decisions"), release]
