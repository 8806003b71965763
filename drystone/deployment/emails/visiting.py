"""Messages about visits, their records and their evaluations."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.mail.models import Message
from drystone.people import links, posts
from drystone.people.models import Link
from drystone.people.roles import READS_CONCERNS
from drystone.register import assurance

from ..models import Concern, Visit, VisitEvaluation, VisitRecord
from .telling import VISIT, WHO, facts, tell, tell_office


@message(
    kind="deployment.visit_planned",
    to="leader, receiving head and the colleague helped",
    when="a visit is planned or moved",
    why="you take part in this visit",
    sample={**VISIT, "letter": True},
)
def visit_planned(visit: Visit, *, at: datetime) -> None:
    """The head is told where the letter for her reception is, if her visitor's school has given its word."""
    given = assurance.of(visit.deployment.designation)
    letter = bool(given and given.until >= localdate(visit.starts_at))
    for_visitors("deployment.visit_planned", visit, at, letter=letter)


@message(
    kind="deployment.visit_cancelled",
    to="leader, receiving head and the colleague helped",
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
    deployment = visit.deployment
    home = deployment.home_school
    head = posts.approver_for(deployment.leader, deployment.alliance, home, localdate(at))
    if head is None or not head.email:
        return
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
        home=home.name,
        rule=rule,
        reason=reason,
    )


def for_visitors(kind: str, visit: Visit, at: datetime, **of_head: bool) -> None:
    """Each gets a link to the visit with its calendar entry; a day's notice or less is urgent.

    `of_head` is true for the receiving head at most.
    """
    deployment = visit.deployment
    head = posts.heads_of(deployment.receiving_school, deployment.alliance, localdate(at)).first()
    people = {p.pk: p for p in (deployment.leader, head, deployment.supported) if p}
    soon = visit.starts_at - at <= timedelta(days=1)
    for person in people.values():
        link = links.invite(person, "visit", visit, alliance=deployment.alliance, days=120, by=None, at=at)
        more: dict[str, Any] = {name: value and person == head for name, value in of_head.items()}
        more |= {"urgent": soon, "when": saying.moment(visit.starts_at)}
        tell(kind, person, deployment, at=at, about=visit, link=link, **more)


@message(
    kind="deployment.record_sent",
    to="the colleague helped",
    when="the leader sends a visit record, or adds to one",
    why="the visit was for you",
    sample=VISIT,
)
def record_sent(record: VisitRecord, *, link: Link, at: datetime) -> None:
    visit = record.visit
    tell(
        "deployment.record_sent",
        link.person,
        visit.deployment,
        at=at,
        about=record,
        link=link,
        when=saying.moment(visit.starts_at),
    )


@message(
    kind="deployment.record_disputed",
    to="the leader",
    when="the colleague helped says that a record is not right",
    why="you wrote this visit record",
    sample=VISIT,
)
@message(
    kind="deployment.record_disputed_office",
    to="the office",
    when="the colleague helped says that a record is not right",
    why="you look after this deployment",
    sample=VISIT,
)
def record_disputed(record: VisitRecord, *, at: datetime) -> None:
    visit = record.visit
    when, page = saying.moment(visit.starts_at), reverse("leader-visit", args=[visit.pk])
    tell("deployment.record_disputed", visit.deployment.leader, visit.deployment, at=at, link=page, when=when)
    tell_office("deployment.record_disputed_office", visit.deployment, at=at, when=when)


@message(
    kind="deployment.evaluation_given",
    to="the receiving head",
    when="the leader sends a visit evaluation",
    why="you head the school that was visited",
    sample=VISIT,
)
@message(
    kind="deployment.evaluation_given_office",
    to="the office",
    when="the leader sends a visit evaluation",
    why="you look after this deployment",
    sample=VISIT,
)
def evaluation_given(evaluation: VisitEvaluation, *, at: datetime) -> None:
    visit = evaluation.visit
    deployment, when = visit.deployment, saying.moment(visit.starts_at)
    for head in posts.heads_of(deployment.receiving_school, deployment.alliance, localdate(at)):
        if head.pk != deployment.supported_id:
            link = links.invite(
                head, "visit-evaluation", evaluation, alliance=deployment.alliance, days=60, by=None, at=at
            )
            tell("deployment.evaluation_given", head, deployment, at=at, about=evaluation, link=link, when=when)
    tell_office("deployment.evaluation_given_office", deployment, at=at, when=when)


@message(
    kind="deployment.write_up_due",
    to="the leader",
    when="a visit is not written up in the days the Alliance allows, and a week on",
    why="you made this visit",
    sample=VISIT,
)
def write_up_due(visit: Visit, *, key: str, at: datetime) -> Message | None:
    deployment = visit.deployment
    return outbox.queue_once(
        key,
        "deployment.write_up_due",
        to=deployment.leader,
        alliance_id=visit.alliance_id,
        at=at,
        about=visit,
        context={**facts(deployment), "when": saying.moment(visit.starts_at)},
        link=reverse("leader-visit", args=[visit.pk]),
        not_before=WorkingDays(visit.alliance).good_moment(at),
    )


@message(
    kind="deployment.concern_raised",
    to="the manager and the quality lead",
    when="a leader raises a concern in a visit evaluation",
    why="you are one of those who read concerns",
    sample=WHO,
)
def concern_raised(concern: Concern, *, at: datetime) -> None:
    """To those alone who may read it, whoever looks after the request; the text stays behind the door."""
    deployment = concern.deployment
    page = reverse("office-concern", args=[concern.pk])
    for person in posts.holders(deployment.alliance, localdate(at), *READS_CONCERNS):
        tell("deployment.concern_raised", person, deployment, at=at, about=concern, link=page)
