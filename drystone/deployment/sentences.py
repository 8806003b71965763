"""Where a deployment stands, in one plain sentence."""

from datetime import datetime

from drystone import saying

from .models import Consent, ConsentState, Deployment, DeploymentState, EvaluationState, VisitState

SAID = {
    DeploymentState.PROPOSED: "the office to draw up the agreement",
    DeploymentState.CLOSED: "nobody: closed",
    DeploymentState.REFUSED: "the office to find another System Leader",
    DeploymentState.CANCELLED: "nobody: cancelled",
    DeploymentState.STOPPED: "nobody: stopped early",
    DeploymentState.HANDED_OVER: "nobody: handed over",
}
UNANSWERED = (EvaluationState.DUE, EvaluationState.DRAFT)


def waiting_for(deployment: Deployment, at: datetime) -> str:
    """Whom it waits for. Reads agreements, visits and reviews; a list has them at hand (`with_next_step`)."""
    if deployment.state == DeploymentState.AGREEING:
        return agreeing(deployment)
    if deployment.state in (DeploymentState.AGREED, DeploymentState.UNDER_WAY):
        return visiting(deployment, at)
    if deployment.state == DeploymentState.EVALUATION_DUE:
        asked = [review.asked.name for review in deployment.reviews.all() if review.state in UNANSWERED]
        return f"{saying.listed(asked) or deployment.receiving_school} to say what has changed"
    return SAID[DeploymentState(deployment.state)]


def agreeing(deployment: Deployment) -> str:
    """The parties who have not agreed; whoever asked something waits for the office first."""
    rows = list(newest.consents.all()) if (newest := next(iter(deployment.agreements.all()), None)) else []
    spoken = [row.person.name for row in rows if row.state in (ConsentState.QUESTION, ConsentState.CHANGE)]
    if spoken:
        return f"the office to answer {saying.listed(spoken)}"
    return f"{saying.listed([name(row) for row in rows if row.state != ConsentState.AGREED]) or 'everybody'} to agree"


def name(consent: Consent) -> str:
    return "the office" if consent.party == Consent.Party.ALLIANCE else consent.person.name


def visiting(deployment: Deployment, at: datetime) -> str:
    """The visit that is not written up, else the one to come, else whoever plans the next."""
    planned = [visit for visit in deployment.visits.all() if visit.state == VisitState.PLANNED]
    if not planned:
        first = deployment.state == DeploymentState.AGREED
        return f"{deployment.leader} to plan the first visit" if first else "the next visit to be planned, or the end"
    if planned[0].ends_at <= at:
        return f"{deployment.leader} to write up the visit of {saying.day(planned[0].starts_at)}"
    return f"the visit of {saying.day(planned[0].starts_at)}"
