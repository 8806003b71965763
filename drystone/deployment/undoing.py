"""An end that was pressed by mistake is taken back: a finish until the school has answered, a stop for a few days."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.brokering import offers, requests
from drystone.brokering.models import RequestState
from drystone.lifecycle import Refused
from drystone.people.models import Person
from drystone.register.promises import NotEnoughRelease

from . import closing, days, deployments, emails, reviews, wording
from .lifecycle import DEPLOYMENT
from .models import Deployment, Review, ReviewState, VisitState

WORKING_DAYS = 5


@transaction.atomic
def take_back_finish(deployment: Deployment, *, by: Person, at: datetime) -> Deployment:
    """The work goes on; what the school has begun to write is kept for when it is asked again.

    Raises AlreadyMoved once the evaluation was given, Refused where the days were promised elsewhere meanwhile.
    """
    deployment.hold_still()
    DEPLOYMENT.move(deployment, "take_back_finish", by=by, at=at)
    go_on(deployment, by=by, at=at)
    emails.goes_on(deployment, at=at)
    return deployment


@transaction.atomic
def take_back_stop(deployment: Deployment, *, by: Person, at: datetime) -> Deployment:
    """The work goes on, as it was agreed; visits that were called off are planned anew by hand.

    Raises Refused once it was closed, after five working days, once a fee of a visit called off is on a due line, once
    the school has said what changed, or where leader or days went elsewhere.
    """
    deployment.hold_still()
    if (reason := against_stop(deployment, localdate(at))) is not None:
        raise Refused(reason)
    stand_again(deployment, by=by, at=at)
    DEPLOYMENT.move(deployment, "take_back_stop", by=by, at=at)
    go_on(deployment, by=by, at=at)
    emails.goes_on(deployment, at=at)
    return deployment


def go_on(deployment: Deployment, *, by: Person, at: datetime) -> None:
    """The days are set aside again, nobody is asked what changed, and with a visit held it is under way."""
    set_aside_again(deployment, at)
    call_back_evaluation(deployment, by=by, at=at)
    if deployments.has_begun(deployment):
        DEPLOYMENT.move(deployment, "begin", by=by, at=at)


def until(deployment: Deployment) -> date:
    """The last day on which a stop is taken back."""
    return WorkingDays(deployment.alliance).after(localdate(deployment.state_since), WORKING_DAYS)


def against_stop(deployment: Deployment, today: date) -> str | None:
    """Why a stop is not taken back any more, if so."""
    if closing.standing(deployment):
        return "The office has closed it. Reopen it first."
    if today > until(deployment):
        return "A stop is taken back within five working days. Ask for the work anew."
    if deployment.visits.filter(state=VisitState.CANCELLED, locked=True).exists():
        return "A visit that was called off is on a statement already. Ask for the work anew."
    if deployment.reviews.filter(kind=Review.Kind.DEPLOYMENT, state=ReviewState.GIVEN).exists():
        return "The school has said what changed. Ask for the work anew."
    return None


def stand_again(deployment: Deployment, *, by: Person, at: datetime) -> None:
    """The request is this work's again."""
    if deployment.request.state == RequestState.MET:
        requests.go_on(deployment.request, by=by, at=at)
    else:
        offers.stand_again(deployment.request, deployment.designation, by=by, at=at)


def set_aside_again(deployment: Deployment, at: datetime) -> None:
    """All days of the agreement stand in the release budgets again."""
    agreement = wording.in_force(deployment)
    missing = agreement.half_days - days.promised(deployment) if agreement else 0
    if agreement and missing > 0:
        try:
            days.take_again(deployment, agreement, missing, at=at)
        except NotEnoughRelease as short:
            raise days.TooFewLeft(deployment, missing, short.left) from short
    deployment.pauses.exclude(given_back=0).update(given_back=0)  # what a pause gave back is among them


def call_back_evaluation(deployment: Deployment, *, by: Person, at: datetime) -> None:
    of_the_end = (Review.Kind.DEPLOYMENT, Review.Kind.REFLECTION)
    for review in deployment.reviews.filter(kind__in=of_the_end, state__in=Review.OPEN):
        reviews.waive(review, note="The work goes on.", by=by, at=at)
