"""Messages about visits that are planned or called off, each with the entry that changes the reader's calendar."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from drystone import saying
from drystone.mail.catalogue import message
from drystone.people import links, posts
from drystone.people.models import Person
from drystone.register import assurance

from .. import documents
from ..models import Visit, VisitorArrangements
from .telling import VISIT, WHO, tell

LINK_DAYS = 120
TAKING_PART = "leader, receiving head and the colleague helped; the home head where the Alliance says so"


@message(
    kind="deployment.visit_planned",
    to=TAKING_PART,
    when="a visit is planned",
    why="you take part in this visit",
    sample={**VISIT, "letter": True},
)
def visit_planned(visit: Visit, *, at: datetime) -> None:
    """The head is told where the letter for her reception is, if her visitor's school has given its word."""
    for_visitors("deployment.visit_planned", visit, at, letter=has_letter(visit))


@message(
    kind="deployment.visits_planned",
    to=TAKING_PART,
    when="several visits are planned at once",
    why="you take part in these visits",
    sample={**WHO, "visits": ["Tuesday 17 November 2026 at 9am", "Tuesday 1 December 2026 at 9am"], "letter": True},
)
def visits_planned(visits: Sequence[Visit], *, at: datetime) -> None:
    """One message to each, with all the days and an entry for the calendar that holds all of them."""
    first = visits[0]
    entries = documents.calendar_entries(visits, at=at)
    days = [saying.moment(visit.starts_at) for visit in visits]
    letter, head = has_letter(first), head_of(first, at)
    for person in taking_part(first, at):
        more: dict[str, Any] = {"visits": days, "letter": letter and person == head, "calendar": entries}
        tell_visitor("deployment.visits_planned", person, first, at, **more)


@message(
    kind="deployment.visit_cancelled",
    to=TAKING_PART,
    when="a visit is called off",
    why="you were to take part in this visit",
    sample=VISIT,
)
def visit_cancelled(visit: Visit, *, at: datetime) -> None:
    for_visitors("deployment.visit_cancelled", visit, at)


@message(
    kind="deployment.planned_in_spite",
    to="the home approver",
    when="the office plans a visit on a day that the home school's rules leave out",
    why="you approve the release of this System Leader",
    sample={
        **VISIT,
        "home": "Reeth Community Primary School",
        "rule": "Reeth Community Primary School does not release Tom Raine on a Friday.",
        "reason": "The inspectors come on Monday.",
    },
)
def planned_in_spite(visit: Visit, rule: str, reason: str, *, at: datetime) -> None:
    """With the rule and the office's reason; nobody is told where no approver is known."""
    head = approver(visit, at)
    if head is None:
        return
    deployment = visit.deployment
    release = ("release", deployment.designation)
    link = links.invite(head, *release, alliance=deployment.alliance, days=60, by=None, at=at)
    tell(
        "deployment.planned_in_spite",
        head,
        deployment,
        at=at,
        about=visit,
        link=link,
        when=saying.moment(visit.starts_at),
        home=deployment.home_school.name,
        rule=rule,
        reason=reason,
    )


@message(
    kind="deployment.arrangements_asked",
    to="the receiving head",
    when="everybody has agreed, and it is not known yet what visitors to the school should know",
    why="a System Leader is going to visit your school",
    sample=WHO,
)
def arrangements_asked(row: VisitorArrangements, deployment: Any, *, at: datetime) -> None:
    head = posts.heads_of(deployment.receiving_school, deployment.alliance, localdate(at)).first()
    if head and head.email:
        link = links.invite(head, "arrangements", row, alliance=deployment.alliance, days=LINK_DAYS, by=None, at=at)
        tell("deployment.arrangements_asked", head, deployment, at=at, about=row, link=link)


def has_letter(visit: Visit) -> bool:
    given = assurance.of(visit.deployment.designation)
    return bool(given and given.until >= localdate(visit.starts_at))


def head_of(visit: Visit, at: datetime) -> Person | None:
    deployment = visit.deployment
    return posts.heads_of(deployment.receiving_school, deployment.alliance, localdate(at)).first()


def approver(visit: Visit, at: datetime) -> Person | None:
    """Whoever releases the leader, where we can write to her."""
    deployment = visit.deployment
    home = deployment.home_school
    head = posts.approver_for(deployment.leader, deployment.alliance, home, localdate(at))
    return head if head and head.email else None


def taking_part(visit: Visit, at: datetime) -> list[Person]:
    """Whose calendars a visit stands in; nobody twice."""
    deployment = visit.deployment
    told = [deployment.leader, head_of(visit, at), deployment.supported]
    if deployment.alliance.home_heads_told_of_visits:
        told.append(approver(visit, at))
    return list({person.pk: person for person in told if person}.values())


def for_visitors(kind: str, visit: Visit, at: datetime, **of_head: bool) -> None:
    """Each gets a link to the visit and the entry that changes her calendar.

    `of_head` is true for the receiving head at most.
    """
    head = head_of(visit, at)
    for person in taking_part(visit, at):
        entry = documents.calendar_entry(visit, at=at, invited=person)
        more: dict[str, Any] = {name: value and person == head for name, value in of_head.items()}
        tell_visitor(kind, person, visit, at, calendar=entry, when=saying.moment(visit.starts_at), **more)


def tell_visitor(kind: str, person: Person, visit: Visit, at: datetime, **more: Any) -> None:
    """By a link to the visit; a day's notice or less is urgent."""
    deployment = visit.deployment
    soon = visit.starts_at - at <= timedelta(days=1)
    link = links.invite(person, "visit", visit, alliance=deployment.alliance, days=LINK_DAYS, by=None, at=at)
    tell(kind, person, deployment, at=at, about=visit, link=link, urgent=soon, **more)
