"""Messages about what is asked of a whole deployment."""

from datetime import datetime

from drystone import saying
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
    sample={**WHO, "due": "Friday 4 December 2026"},
)
def evaluation_asked(review: Review, *, link: Link, at: datetime) -> None:
    deployment, due = review.deployment, saying.day(review.due_on)
    tell("deployment.evaluation_asked", review.asked, deployment, at=at, about=review, link=link, due=due)


@message(
    kind="deployment.review_due",
    to="whoever owes a review",
    when="it falls due, and a week on",
    why="your school received this support",
    sample={**WHO, "due": "Friday 4 December 2026"},
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
        context={**facts(review.deployment), "due": saying.day(review.due_on)},
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
