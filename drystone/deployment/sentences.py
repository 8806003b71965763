"""Where a deployment stands, in one plain sentence."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from drystone import saying
from drystone.brokering.models import RequestState

from . import wording
from .models import Consent, ConsentState, Deployment, DeploymentState, Review, VisitState

SAID = {
    DeploymentState.PROPOSED: "the office to draw up the agreement",
    DeploymentState.CLOSED: "nobody: closed",
    DeploymentState.REFUSED: "the office to find another System Leader",
    DeploymentState.CANCELLED: "nobody: cancelled",
    DeploymentState.STOPPED: "nobody: stopped early",
}


def stands(deployment: Deployment) -> str:
    """How it stands, for everybody but the office: nobody else reads that somebody refused."""
    is_refused = deployment.state == DeploymentState.REFUSED
    return "Does not go ahead" if is_refused else deployment.get_state_display()


def waiting_for(deployment: Deployment, at: datetime) -> str:
    """Whom it waits for. Reads agreements, visits and reviews; a list has them at hand (`with_next_step`)."""
    if deployment.state == DeploymentState.AGREEING:
        return agreeing(deployment)
    if deployment.state in (DeploymentState.AGREED, DeploymentState.UNDER_WAY):
        return visiting(deployment, at)
    if deployment.state == DeploymentState.PAUSED:
        return resting(deployment, at)
    if deployment.state == DeploymentState.HANDED_OVER:
        taken = deployment.hands_over_to_id or deployment.request.state != RequestState.ACCEPTED
        return "nobody: handed over" if taken else "the office to find who takes over"
    if deployment.state in (DeploymentState.EVALUATION_DUE, DeploymentState.STOPPED):
        return evaluating(deployment)
    return SAID[DeploymentState(deployment.state)]


def resting(deployment: Deployment, at: datetime) -> str:
    """The day on which it goes on, and from then on the office."""
    until = getattr(deployment, "paused_until", None) or deployment.pauses.open().values_list("until", flat=True)[0]
    on = saying.day(until)
    return f"the office: it was to go on from {on}" if until <= localdate(at) else f"{on}, when the work goes on"


def evaluating(deployment: Deployment) -> str:
    of_the_end = [review for review in deployment.reviews.all() if review.kind == Review.Kind.DEPLOYMENT]
    asked = [review.asked.name for review in of_the_end if review.is_open]
    if asked:
        return f"{saying.listed(asked)} to say what has changed"
    return SAID[DeploymentState.STOPPED] if deployment.state == DeploymentState.STOPPED else "the office to close it"


def agreeing(deployment: Deployment) -> str:
    """The parties who have not agreed; whoever asked something waits for the office first."""
    newest = next(iter(deployment.agreements.all()), None)
    return still_to_agree(newest.consents.all() if newest else ()) or "everybody to agree"


def still_to_agree(parties: Iterable[Consent]) -> str:
    """Whose turn it is; nothing when all have agreed."""
    rows = list(parties)
    spoken = [row.person.name for row in rows if row.state in (ConsentState.QUESTION, ConsentState.CHANGE)]
    if spoken:
        return f"the office to answer {saying.listed(spoken)}"
    waited_for = [name(row) for row in rows if row.state != ConsentState.AGREED]
    return f"{saying.listed(waited_for)} to agree" if waited_for else ""


def name(consent: Consent) -> str:
    return "the office" if consent.party == Consent.Party.ALLIANCE else consent.person.name


def visiting(deployment: Deployment, at: datetime) -> str:
    """The visit that is not written up, else the one to come, else whoever plans the next."""
    planned = [visit for visit in deployment.visits.all() if visit.state == VisitState.PLANNED]
    if not planned and all_used(deployment):
        return "the office to finish: all days are used"
    if not planned:
        first = deployment.state == DeploymentState.AGREED
        return f"{deployment.leader} to plan the first visit" if first else "the next visit to be planned, or the end"
    if planned[0].ends_at <= at:
        return f"{deployment.leader} to write up the visit of {saying.day(planned[0].starts_at)}"
    return f"the visit of {saying.day(planned[0].starts_at)}"


def all_used(deployment: Deployment) -> bool:
    """Every agreed half-day was delivered."""
    agreement = wording.in_force(deployment)
    held = sum(visit.half_days for visit in deployment.visits.all() if visit.state == VisitState.HELD)
    return agreement is not None and held >= agreement.half_days
