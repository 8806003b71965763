"""Asking somebody about a whole deployment: a form, a day to answer by, a link without account; and asking no more."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.people import links, posts
from drystone.people.models import Link, Person
from drystone.questions import sheets

from . import wording
from .models import Deployment, Review

PURPOSE = "deployment-evaluation"
DAYS_OF_LINK = 90
FORMS = {
    Review.Kind.MIDPOINT: "midpoint_review",
    Review.Kind.MIDPOINT_LEADER: "midpoint_leader",
    Review.Kind.DEPLOYMENT: "deployment_evaluation",
    Review.Kind.REFLECTION: "leader_reflection",
    Review.Kind.FOLLOW_UP: "follow_up",
}
DAYS_TO_ANSWER = 10
DAYS_HALFWAY = 5
NO_LONGER = "The Alliance no longer needs this."


@transaction.atomic
def ask(deployment: Deployment, kind: str, asked: Person, *, months: int = 0, at: datetime) -> Review | None:
    """Somebody is asked for a review; None when it was asked before, however that ended."""
    Deployment.objects.select_for_update().get(pk=deployment.pk)
    if deployment.reviews.filter(kind=kind, months=months).exists():
        return None
    return Review.objects.create(
        alliance_id=deployment.alliance_id,
        deployment=deployment,
        kind=kind,
        months=months,
        asked=asked,
        due_on=due_on(deployment, kind, localdate(at)),
        sheet=sheets.start(
            FORMS[Review.Kind(kind)],
            deployment.alliance_id,
            at=at,
            lists={"objectives": wording.aims(deployment)},
        ),
        state_since=at,
    )


def due_on(deployment: Deployment, kind: str, day: date) -> date:
    days = DAYS_HALFWAY if kind in Review.HALFWAY else DAYS_TO_ANSWER
    return WorkingDays(deployment.alliance).after(day, days)


def speaks_for_school(deployment: Deployment, day: date) -> Person:
    """The head of the receiving school on a day, or else whoever asked for help."""
    heads = posts.heads_of(deployment.receiving_school, deployment.alliance, day)
    return heads.first() or deployment.request.contact


def link_to(review: Review, *, by: Person | None, at: datetime) -> Link:
    """The link by which whoever is asked answers; the same one while it holds."""
    return links.invite(review.asked, PURPOSE, review, alliance=review.alliance, days=DAYS_OF_LINK, by=by, at=at)


def is_disowned(review: Review) -> bool:
    """Whoever had the link said that it was not for her, and nobody else was asked since."""
    return review.pk in disowned([review])


def disowned(reviews: Iterable[Review]) -> set[int]:
    """Those of which the newest link to whoever is asked was said not to be for her; one query."""
    asked = {review.pk: review.asked_id for review in reviews if review.is_open}
    if not asked:
        return set()
    rows = Link.objects.filter(record_type=Review._meta.label_lower, record_id__in=asked, purpose=PURPOSE)
    last = {row.record_id: row for row in rows.order_by("pk") if row.person_id == asked[row.record_id]}
    return {pk for pk, row in last.items() if row.revoked_because == links.NOT_HER}


def stop_asking(review: Review, *, by: Person | None, at: datetime, because: str = NO_LONGER) -> None:
    """No link leads to it any more; whoever still opens one reads why."""
    links.withdraw(review, PURPOSE, by=by, at=at, because=because)
