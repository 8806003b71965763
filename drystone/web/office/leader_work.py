"""What one System Leader does for others: deployments, and what she gives beside them."""

from typing import Any

from drystone.deployment.models import DeploymentState
from drystone.register import queries
from drystone.register.models import Designation

S = DeploymentState
OPEN = (S.PROPOSED, S.AGREEING, S.AGREED, S.UNDER_WAY, S.PAUSED, S.EVALUATION_DUE)


def read(request: Any, shown: Designation) -> dict[str, Any]:
    """Where she works and did; her latest deployments, and what she gave the Alliance besides."""
    return {
        "placements": shown.placements.select_related("school"),
        "deployments": shown.deployments.select_related("receiving_school").order_by("-id")[:50],
        "contributions": queries.contributions_of(shown)[:50],
    }
