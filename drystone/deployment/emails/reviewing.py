"""Messages about what is asked of a whole deployment."""

from datetime import datetime

from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.mail.models import Message
from drystone.people import links
from drystone.people.models import Link

from ..models import Review
from .telling import WHO, facts, tell, tell_office


@message(
    kind="deployment.evaluation_asked",
    to="the receiving head",
    when="the work of a deployment is done",
    why="your school received this support",
    sample={**WHO, "due": "Friday 4 December"},
)
def evaluation_asked(review: Review, *, link: Link, at: datetime) -> None:
    deployment, due = review.deployment, day(review)
    tell("deployment.evaluation_asked", review.asked, deployment, at=at, about=review, link=link, due=due)


def day(review: Review) -> str:
    return f"{review.due_on:%A} {review.due_on.day} {review.due_on:%B}"


@message(
    kind="deployment.review_due",
    to="whoever owes a review",
    when="it falls due, and a week on",
    why="your school received this support",
    sample={**WHO, "due": "Friday 4 December"},
)
def review_due(review: Review, *, key: str, at: datetime) -> Message | None:
    link = links.invite(
        review.asked, "deployment-evaluation", review, alliance=review.alliance, days=90, by=None, at=at
    )
    return outbox.queue_once(
        key,
        "deployment.review_due",
        to=review.asked,
        alliance_id=review.alliance_id,
        at=at,
        about=review,
        context={**facts(review.deployment), "due": day(review)},
        link=link,
        not_before=WorkingDays(review.alliance).good_moment(at),
    )


@message(
    kind="deployment.review_given",
    to="the office",
    when="a deployment evaluation is given",
    why="you look after this deployment",
    sample=WHO,
)
def review_given(review: Review, *, at: datetime) -> None:
    tell_office("deployment.review_given", review.deployment, at=at)
