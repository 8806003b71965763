"""Messages about the two documents of a visit, and what the school says before one."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.mail.models import Message
from drystone.people import links, posts
from drystone.people.models import Link, Person

from ..models import Visit, VisitEvaluation, VisitPreparation, VisitRecord
from .telling import VISIT, facts, tell, tell_office


@message(
    kind="deployment.record_sent",
    to="the colleague helped, or the receiving head where none is named",
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
    when="the leader sends a visit evaluation, or adds to one",
    why="you head the school that was visited",
    sample=VISIT,
)
@message(
    kind="deployment.evaluation_given_office",
    to="the office",
    when="the leader sends a visit evaluation, or adds to one",
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
    kind="deployment.record_settled",
    to="the colleague helped and the leader",
    when="the office settles a visit record that was disputed",
    why="you wrote this visit record, or the visit was for you",
    sample=VISIT,
)
def record_settled(record: VisitRecord, readers: list[Person], *, by: Person, at: datetime) -> None:
    visit = record.visit
    deployment, when = visit.deployment, saying.moment(visit.starts_at)
    page = reverse("leader-visit", args=[visit.pk])
    tell("deployment.record_settled", deployment.leader, deployment, at=at, about=record, link=page, when=when)
    for person in readers:
        link = links.invite(person, "visit-record", record, alliance=record.alliance, days=60, by=by, at=at)
        tell("deployment.record_settled", person, deployment, at=at, about=record, link=link, when=when)


@message(
    kind="deployment.before_visit",
    to="the colleague helped, or the receiving head where none is named",
    when="a visit is a few working days away",
    why="the visit is for you",
    sample=VISIT,
)
def before_visit(preparation: VisitPreparation, *, link: Link, at: datetime) -> None:
    """Not needed, so it waits for a good moment and is never repeated."""
    visit = preparation.visit
    outbox.queue(
        "deployment.before_visit",
        to=preparation.asked,
        alliance_id=preparation.alliance_id,
        at=at,
        about=preparation,
        context={**facts(visit.deployment), "when": saying.moment(visit.starts_at)},
        link=link,
        not_before=WorkingDays(preparation.alliance).good_moment(at),
    )
