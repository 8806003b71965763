"""What a school reads of its own request for support: where it stands, the choice it has, and who helps it."""

from drystone.brokering.models import SupportRequest
from drystone.brokering.sentences import for_school
from drystone.deployment.models import Deployment, DeploymentState

# Of these the school learns only that somebody is being looked for.
UNTOLD = (DeploymentState.PROPOSED, DeploymentState.REFUSED)


def told(asked: SupportRequest) -> str:
    """One sentence. Reads offers and deployments; a list has them at hand (`with_what_is_told`)."""
    if any(offer.state == "offered" for offer in asked.offers.all()):
        return "Waiting for you to choose your System Leader."
    if helping := helped_by(asked):
        return f"{helping.leader} is your System Leader: {helping.get_state_display().lower()}."
    return for_school(asked)


def helped_by(asked: SupportRequest) -> Deployment | None:
    """The deployment of which the school may know."""
    return next((each for each in asked.deployments.all() if each.state not in UNTOLD), None)


def with_what_is_told(rows):
    return rows.select_related("school").prefetch_related("offers", "deployments__leader")
