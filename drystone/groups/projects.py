"""Projects of the Alliance: begun by the office, with the leaders who work on them and what came of it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import access
from drystone.people.models import Person
from drystone.register import contributions
from drystone.register.models import Contribution, Designation

from .models import Project


@dataclass(frozen=True)
class About:
    """What a project is for, when, and what came of it."""

    name: str
    aim: str
    started_on: date
    ended_on: date | None = None
    outputs: str = ""


@transaction.atomic
def start(alliance: Alliance, about: About, leaders: Iterable[Person], *, by: Person, at: datetime) -> Project:
    """The office starts a project. One of that name that there is already is that project."""
    if alliance.pk not in access.office_of(by):
        raise NotAllowed(f"{by} may not start a project")
    project, is_new = Project.objects.get_or_create(alliance=alliance, name=about.name, defaults=asdict(about))
    if is_new:
        events.record(project, "started", by=by, at=at)
        work_on(project, leaders, by, at)
    return project


@transaction.atomic
def change(project: Project, about: About, leaders: Iterable[Person], *, by: Person, at: datetime) -> Project:
    """Others work on it, or something came of it; the same again is nothing. Raises Refused for a taken name."""
    if not access.office(by, project):
        raise NotAllowed(f"{by} may not change {project}")
    project = Project.objects.select_for_update().get(pk=project.pk)
    if Project.objects.filter(alliance=project.alliance_id, name=about.name).exclude(pk=project.pk).exists():
        raise Refused("Another project has this name.")
    given = asdict(about)
    changed = [name for name, value in given.items() if getattr(project, name) != value]
    for name in changed:
        setattr(project, name, given[name])
    if changed:
        project.save(update_fields=changed)
    if work_on(project, leaders, by, at) or changed:
        events.record(project, "changed", by=by, at=at)
    return project


def work_on(project: Project, leaders: Iterable[Person], by: Person, at: datetime) -> bool:
    """Whoever works on it has contributed; says whether anybody joined or left."""
    wanted, standing = set(leaders), set(project.leaders.all())
    project.leaders.set(wanted)
    alive = Designation.objects.designated_on(localdate(at)).filter(alliance=project.alliance_id, person__in=wanted)
    for designation in alive.select_related("alliance", "person"):
        kind = Contribution.Kind.PROJECT
        contributions.note(designation, kind=kind, title=project.name, on=project.started_on, by=by, at=at)
    return wanted != standing
