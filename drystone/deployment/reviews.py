"""What is asked of a whole deployment: above all the receiving school's deployment evaluation."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.brokering import requests
from drystone.brokering.models import RequestState
from drystone.people import links, posts
from drystone.people.models import Person
from drystone.questions import sheets

from . import emails, wording
from .lifecycle import DEPLOYMENT, REVIEW
from .models import Deployment, DeploymentState, EvaluationState, Review

PURPOSE = "deployment-evaluation"
FORMS = {
    Review.Kind.MIDPOINT: "midpoint_review",
    Review.Kind.DEPLOYMENT: "deployment_evaluation",
    Review.Kind.REFLECTION: "leader_reflection",
    Review.Kind.FOLLOW_UP: "follow_up",
}
DAYS_TO_ANSWER = 10
FORGOTTEN = timedelta(days=60)  # nobody is reminded of what is so long past


@transaction.atomic
def ask_for_evaluation(deployment: Deployment, *, by: Person | None, at: datetime) -> Review:
    """Asks the receiving head, or else whoever asked for help, what changed. Asking twice gives the same review."""
    heads = posts.heads_of(deployment.receiving_school, deployment.alliance, localdate(at))
    asked = heads.first() or deployment.request.contact
    standing = deployment.reviews.filter(kind=Review.Kind.DEPLOYMENT).first()
    if standing:
        return standing
    review = Review.objects.create(
        alliance_id=deployment.alliance_id,
        deployment=deployment,
        kind=Review.Kind.DEPLOYMENT,
        asked=asked,
        due_on=WorkingDays(deployment.alliance).after(localdate(at), DAYS_TO_ANSWER),
        sheet=sheets.start(
            FORMS[Review.Kind.DEPLOYMENT],
            deployment.alliance_id,
            at=at,
            lists={"objectives": wording.aims(deployment)},
        ),
        state=EvaluationState.DUE,
        state_since=at,
    )
    link = links.invite(asked, PURPOSE, review, alliance=deployment.alliance, days=90, by=by, at=at)
    emails.evaluation_asked(review, link=link, at=at)
    return review


@transaction.atomic
def give(review: Review, *, by: Person, at: datetime) -> Review:
    """The evaluation is given; the deployment is closed and its request met.

    Raises questions' Unfinished when a needed answer is missing.
    """
    sheets.seal(review.sheet, at=at)
    REVIEW.move(review, "give", by=by, at=at, given_at=at)
    close(review, by=by, at=at)
    emails.review_given(review, at=at)
    return review


@transaction.atomic
def waive(review: Review, *, note: str, by: Person, at: datetime) -> Review:
    """The office does without this review, and says why; a deployment that waited for it is closed."""
    REVIEW.move(review, "waive", by=by, at=at, note=note)
    links.withdraw(review, PURPOSE, by=by, at=at, because="The Alliance no longer needs this evaluation.")
    close(review, by=by, at=at)
    return review


def close(review: Review, *, by: Person, at: datetime) -> None:
    """The deployment that waited for its evaluation is closed, and with it the request that it answers."""
    deployment = Deployment.objects.select_for_update().select_related("request").get(pk=review.deployment_id)
    if review.kind != Review.Kind.DEPLOYMENT or deployment.state != DeploymentState.EVALUATION_DUE:
        return
    DEPLOYMENT.move(deployment, "close", by=by, at=at)
    if deployment.request.state == RequestState.ACCEPTED:
        requests.meet(deployment.request, by=None, at=at)


def remind_late(*, at: datetime) -> int:
    """Reminds whoever owes a review: when it falls due, and a week on. Returns how many were queued."""
    today = localdate(at)
    late = Review.objects.filter(
        state__in=(EvaluationState.DUE, EvaluationState.DRAFT), due_on__lte=today, due_on__gt=today - FORGOTTEN
    )
    rows = late.select_related("alliance", "asked", "deployment__receiving_school", "deployment__leader")
    return sum(remind(review, at=at) for review in rows.iterator(chunk_size=200))


def remind(review: Review, *, at: datetime) -> bool:
    """The latest reminder that is due goes, if it has not gone."""
    week = int((localdate(at) - review.due_on).days >= 7)
    return emails.review_due(review, key=f"{review.pk}/{week}", at=at) is not None
