"""Messages about what is asked of a whole deployment: half-way, at the end, some months after."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.mail.models import Message
from drystone.people import links, posts
from drystone.people.models import Link

from ..models import Consent, Review
from .telling import WHO, facts, tell, tell_office

DUE = {**WHO, "due": "Friday 4 December 2026"}
COPY, SUMMARY = "evaluation-copy", "evaluation-summary"


@message(
    kind="deployment.evaluation_asked",
    to="the receiving head",
    when="the work of a deployment is done",
    why="your school received this support",
    sample=DUE,
)
def evaluation_asked(review: Review, *, link: Link, at: datetime) -> None:
    tell_asked("deployment.evaluation_asked", review, link=link, at=at)


@message(
    kind="deployment.midpoint_asked",
    to="the receiving head",
    when="half of the days, or half of the time, of a deployment is over",
    why="your school receives this support",
    sample=DUE,
)
def midpoint_asked(review: Review, *, link: Link, at: datetime) -> None:
    tell_asked("deployment.midpoint_asked", review, link=link, at=at)


@message(
    kind="deployment.midpoint_leader_asked",
    to="the System Leader",
    when="half of the days, or half of the time, of a deployment is over",
    why="you help this school",
    sample=DUE,
)
def midpoint_leader_asked(review: Review, *, link: Link, at: datetime) -> None:
    tell_asked("deployment.midpoint_leader_asked", review, link=link, at=at)


@message(
    kind="deployment.reflection_asked",
    to="the System Leader",
    when="the work of a deployment is done",
    why="you helped this school",
    sample=WHO,
)
def reflection_asked(review: Review, *, link: Link, at: datetime) -> None:
    tell("deployment.reflection_asked", review.asked, review.deployment, at=at, about=review, link=link)


@message(
    kind="deployment.follow_up_asked",
    to="whoever heads the receiving school by then",
    when="so many months as the Alliance says have passed since the last visit",
    why="your school received this support",
    sample={**DUE, "area": "English", "last": "Friday 5 June 2026"},
)
def follow_up_asked(review: Review, *, link: Link, at: datetime) -> None:
    deployment = review.deployment
    last = deployment.visits.filter(state="held").aggregate(last=Max("starts_at"))["last"] or review.state_since
    told = {"area": str(deployment.request.area or "its work"), "last": saying.day(localdate(last))}
    tell_asked("deployment.follow_up_asked", review, link=link, at=at, **told)


HOW_ASKED: dict[str, Callable[..., None]] = {
    Review.Kind.MIDPOINT: midpoint_asked,
    Review.Kind.MIDPOINT_LEADER: midpoint_leader_asked,
    Review.Kind.DEPLOYMENT: evaluation_asked,
    Review.Kind.REFLECTION: reflection_asked,
    Review.Kind.FOLLOW_UP: follow_up_asked,
}


def asked_of(review: Review, *, link: Link, at: datetime) -> None:
    """Whoever is asked is told, in the words of this kind of review."""
    HOW_ASKED[review.kind](review, link=link, at=at)


def tell_asked(kind: str, review: Review, *, link: Link, at: datetime, **told: Any) -> None:
    due = saying.day(review.due_on)
    tell(kind, review.asked, review.deployment, at=at, about=review, link=link, due=due, **told)


@message(
    kind="deployment.review_due",
    to="whoever owes a review",
    when="it falls due, and a week on",
    why="you were asked about this support",
    sample={**DUE, "what": "deployment evaluation"},
)
def review_due(review: Review, *, link: Link, key: str, at: datetime) -> Message | None:
    return outbox.queue_once(
        key,
        "deployment.review_due",
        to=review.asked,
        alliance_id=review.alliance_id,
        at=at,
        about=review,
        context={**facts(review.deployment), "due": saying.day(review.due_on), "what": review.title.lower()},
        link=link,
        not_before=WorkingDays(review.alliance).good_moment(at),
    )


@message(
    kind="deployment.review_given",
    to="the office",
    when="somebody answers what was asked about a deployment",
    why="you look after this deployment",
    sample={**WHO, "who": "Susan Iveson", "what": "deployment evaluation", "stands": "Closed"},
)
def review_given(review: Review, *, at: datetime) -> None:
    deployment = review.deployment
    deployment.refresh_from_db(fields=["state"])
    told = {"who": review.asked.name, "what": review.title.lower(), "stands": deployment.get_state_display()}
    tell_office("deployment.review_given", deployment, at=at, **told)


@message(
    kind="deployment.evaluation_copied",
    to="the home head",
    when="the receiving school has evaluated the work of a leader, where the Alliance lets home heads read it",
    why="you approve the release of this System Leader",
    sample=WHO,
)
def evaluation_copied(review: Review, *, at: datetime) -> None:
    deployment = review.deployment
    head = posts.approver_for(deployment.leader, review.alliance, deployment.home_school, localdate(at))
    if head and head.email:
        link = links.invite(head, COPY, review, alliance=review.alliance, days=60, by=None, at=at)
        tell("deployment.evaluation_copied", head, deployment, at=at, about=review, link=link)


@message(
    kind="deployment.evaluation_summed_up",
    to="the System Leader; and the payer, where another body pays",
    when="the receiving school has evaluated the work",
    why="you are a party to this deployment",
    sample=WHO,
)
def evaluation_summed_up(review: Review, *, at: datetime) -> None:
    deployment = review.deployment
    page = reverse("school-evaluation-summary", args=[review.pk])
    tell("deployment.evaluation_summed_up", deployment.leader, deployment, at=at, about=review, link=page)
    paying = Consent.objects.filter(agreement__deployment=deployment, party=Consent.Party.PAYER, state="agreed")
    for consent in paying.select_related("person").order_by("-pk")[:1]:
        link = links.invite(consent.person, SUMMARY, review, alliance=review.alliance, days=60, by=None, at=at)
        tell("deployment.evaluation_summed_up", consent.person, deployment, at=at, about=review, link=link)
