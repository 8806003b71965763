"""Messages about visits that moved, do not suit, were missed, or give way to an inspection."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links, posts
from drystone.people.models import Person
from drystone.schools.models import Organisation

from .. import documents
from ..models import Deployment, Side, Visit, VisitMove
from .planning import LINK_DAYS, TAKING_PART, approver, head_of, taking_part, tell_visitor
from .telling import VISIT, tell, tell_office


@message(
    kind="deployment.visit_moved",
    to=TAKING_PART,
    when="a visit moves to another day or hour",
    why="you take part in this visit",
    sample={
        **VISIT,
        "was": "Tuesday 10 November 2026 at 9am",
        "who": "Leyburn Primary School",
        "may_object": True,
    },
)
def visit_moved(move: VisitMove, *, at: datetime) -> None:
    """Without the reason, which stands on the page for those who may read it."""
    visit, head = move.visit, head_of(move.visit, at)
    both = {Side.SCHOOL: head, Side.LEADER: visit.deployment.leader}
    asked = [person for side, person in both.items() if side != move.asked_by]
    for person in taking_part(visit, at):
        tell_visitor(
            "deployment.visit_moved",
            person,
            visit,
            at,
            when=saying.moment(visit.starts_at),
            was=saying.moment(move.was_starts_at),
            who=side_name(move.asked_by, visit),
            may_object=person in asked,
            calendar=documents.calendar_entry(visit, at=at, invited=person),
        )


def side_name(side: str, visit: Visit) -> str:
    """The side by its name."""
    deployment = visit.deployment
    names = {
        Side.LEADER: deployment.leader.name,
        Side.SCHOOL: deployment.receiving_school.name,
        Side.HOME: deployment.home_school.name,
    }
    return names.get(Side(side), deployment.alliance.name)


@message(
    kind="deployment.move_objected",
    to="whoever moved the visit",
    when="the other side says that the new day does not suit",
    why="you moved this visit",
    sample={**VISIT, "who": "Susan Iveson"},
)
@message(
    kind="deployment.move_objected_office",
    to="the office",
    when="a new day does not suit one side of a visit",
    why="you look after this deployment",
    sample={**VISIT, "who": "Susan Iveson"},
)
def move_objected(move: VisitMove, *, at: datetime) -> None:
    """Whoever moved it is told; the office too, which can help them to find a day."""
    visit, mover = move.visit, move.by
    deployment = visit.deployment
    told: dict[str, Any] = {"when": saying.moment(visit.starts_at), "who": str(move.objected_by)}
    if mover.pk == deployment.leader_id:
        page = reverse("leader-visit", args=[visit.pk])
        tell("deployment.move_objected", mover, deployment, at=at, about=visit, link=page, **told)
    elif mover in posts.heads_of(deployment.receiving_school, deployment.alliance, localdate(at)):
        tell_visitor("deployment.move_objected", mover, visit, at, **told)
    tell_office("deployment.move_objected_office", deployment, at=at, **told)


@message(
    kind="deployment.visit_missed",
    to="leader and receiving head",
    when="somebody says that a visit was missed",
    why="this visit was yours",
    sample={**VISIT, "who": "Leyburn Primary School"},
)
def visit_missed(visit: Visit, *, at: datetime) -> None:
    who = side_name(visit.missed_by, visit)
    for person in filter(None, (visit.deployment.leader, head_of(visit, at))):
        tell_visitor("deployment.visit_missed", person, visit, at, when=saying.moment(visit.starts_at), who=who)


@message(
    kind="deployment.inspection_called",
    to="everybody who takes part in a visit that gives way, and the office",
    when="a school has been called by Ofsted, and its visits move in one press",
    why="you take part in one of these visits, or look after them",
    sample={
        "school": "Leyburn Primary School",
        "alliance": "Swaledale Alliance",
        "moved": ["Tom Raine at Leyburn: Tuesday 17 November 2026 at 9am, now Tuesday 1 December 2026 at 9am"],
        "off": ["Farah Siddiqui at Leyburn Primary School: Friday 20 November 2026 at 1pm"],
    },
)
def inspection_called(
    school: Organisation, moved: Sequence[VisitMove], off: Sequence[Visit], *, office: Sequence[Person], at: datetime
) -> None:
    """One message to each, with what moved where of hers, and one to the office with all of it.

    That a school is being inspected, its own people, the leader and the office are told. The others read that the day
    had to change: it is not theirs to know.
    """
    works = {visit.deployment_id: visit for visit in [*(move.visit for move in moved), *off]}
    approvers = {pk: approver(visit, at) for pk, visit in works.items()}
    people = {pk: touched(visit, approvers[pk], at) for pk, visit in works.items()}
    readers: dict[Person, tuple[list[VisitMove], list[Visit]]] = {}
    for move in moved:
        for person in people[move.visit.deployment_id]:
            readers.setdefault(person, ([], []))[0].append(move)
    for visit in off:
        for person in people[visit.deployment_id]:
            readers.setdefault(person, ([], []))[1].append(visit)
    for person, (mine, gone) in readers.items():
        visits = [move.visit for move in mine] + gone
        theirs = ((visit.deployment, approvers[visit.deployment_id]) for visit in visits)
        told = person in office or any(is_told(person, school, *each) for each in theirs)
        page = page_for(person, visits, at)
        if told:
            send_called(person, school, mine, gone, page, at)
        else:
            visits_give_way(person, mine, gone, page, at=at)
    for person in office:
        if person not in readers:
            page = reverse("office-deployment", args=[next(iter(works))])
            send_called(person, school, moved, off, page, at)


@message(
    kind="deployment.visits_give_way",
    to="who takes part in such a visit, and belongs to the other school",
    when="a school has been called by Ofsted; which, and why the visits move, is not said",
    why="you take part in one of these visits",
    sample={
        "alliance": "Swaledale Alliance",
        "moved": ["Tom Raine at Leyburn: Tuesday 17 November 2026 at 9am, now Tuesday 1 December 2026 at 9am"],
        "off": ["Farah Siddiqui at Leyburn Primary School: Friday 20 November 2026 at 1pm"],
    },
)
def visits_give_way(
    person: Person, moved: Sequence[VisitMove], off: Sequence[Visit], link: Any, *, at: datetime
) -> None:
    send_called(person, None, moved, off, link, at)


def is_told(person: Person, school: Organisation, work: Deployment, releases: Person | None) -> bool:
    """She makes the visit, or belongs to the school that has been called."""
    if person == work.leader:
        return True
    return school.pk == (work.home_school_id if person == releases else work.receiving_school_id)


def touched(visit: Visit, releases: Person | None, at: datetime) -> list[Person]:
    """Those who take part; and whoever releases the leader, since her school's days change."""
    people = [*taking_part(visit, at), *filter(None, [releases])]
    return list({person.pk: person for person in people if person.email}.values())


def page_for(person: Person, visits: Sequence[Visit], at: datetime) -> Any:
    """The visit itself; where there are several, the first, whose page names the others."""
    if all(visit.deployment.leader_id == person.pk for visit in visits):
        return reverse("leader-visits")
    return links.invite(person, "visit", visits[0], alliance=visits[0].alliance, days=LINK_DAYS, by=None, at=at)


def send_called(
    person: Person,
    school: Organisation | None,
    moved: Sequence[VisitMove],
    off: Sequence[Visit],
    link: Any,
    at: datetime,
) -> None:
    """Without the school, to whom it is not told."""
    visits = [move.visit for move in moved] or list(off)
    first = visits[0]
    outbox.queue(
        "deployment.inspection_called" if school else "deployment.visits_give_way",
        to=person,
        alliance_id=first.alliance_id,
        at=at,
        about=first.deployment,
        context={
            **({"school": school.name} if school else {}),
            "alliance": first.alliance.name,
            "moved": [moved_line(move) for move in moved],
            "off": [f"{visit.deployment}: {saying.moment(visit.starts_at)}" for visit in off],
        },
        link=link,
        urgent=any(each.was_starts_at - at <= timedelta(days=1) for each in moved),
        calendar=documents.calendar_entries(visits, at=at),
    )


def moved_line(move: VisitMove) -> str:
    was, now = saying.moment(move.was_starts_at), saying.moment(move.starts_at)
    return f"{move.visit.deployment}: {was}, now {now}"
