"""Who is to see what is asked of a whole deployment: half-way, at the end, by whom and by whom not."""

from typing import Any

from drystone.deployment import closing, midpoint, reviews
from drystone.deployment.models import Deployment
from drystone.jobs.demonstration.filling import fill
from tests.clock import NOW

from .rows import OFFICE, Row, at

ROWS: dict[str, list[Row]] = {
    "school-evaluation": [
        at("due", "receiving head"),
        at("review", "receiving head"),
        at("looked_back", "leader"),
    ],
    "school-evaluation-check": [at("due", "receiving head")],
    "school-evaluation-save": [at("due", "receiving head")],
    "school-evaluation-section": [at("due", "receiving head", section="=objectives")],
    "school-evaluation-given": [
        at("review", "receiving head", "home head", OFFICE),
        at("looked_back", "leader", OFFICE),
        at("midpoint", "helped head", OFFICE),
        at("midpoint_leader", "leader", OFFICE),
    ],
    "school-evaluation-paper": [at("review", "receiving head", "home head", OFFICE)],
    "school-evaluation-summary": [at("review", "leader", OFFICE)],
    "office-review-waive": [at("due", OFFICE)],
    "office-review-person": [at("due", OFFICE)],
    "office-review-again": [at("unanswered", OFFICE)],
    "office-deployment-close": [at("due_deployment", OFFICE)],
    "office-deployment-reopen": [at("deployment", OFFICE)],
}


def half_way(helping: Any, deployment: Deployment) -> None:
    """School and leader each wrote a part that the other does not read."""
    midpoint.ask(deployment, at=NOW)
    for kind, who in (("midpoint", helping.susan), ("midpoint_leader", helping.leader)):
        part = deployment.reviews.get(kind=kind)
        fill(part.sheet, NOW, **{"continue": "with_changes", "changes": helping.canary(kind.upper())})
        reviews.give(part, **helping.by(who))
        helping.keep(**{kind: part})


def closed(helping: Any, deployment: Deployment) -> None:
    """Closed by the evaluation, reopened and closed again by the office; the leader has not looked back."""
    closing.reopen(deployment, note="A line was missing.", **helping.office)
    closing.close(deployment, "met", note=helping.canary("CLOSING"), **helping.office)
    unanswered = deployment.reviews.get(kind="reflection")
    reviews.waive(unanswered, note="She has left.", **helping.office)
    helping.keep(unanswered=unanswered)


def looked_back(helping: Any, deployment: Deployment) -> None:
    """The leader has written her reflection."""
    own = deployment.reviews.get(kind="reflection")
    fill(own.sheet, NOW, learned=helping.canary("LOOKED_BACK"))
    reviews.give(own, **helping.by(helping.leader))
    helping.keep(looked_back=own)
