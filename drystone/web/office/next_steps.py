"""The office's next step with a deployment, and what else can be done: the one most wanted first, the end last."""

from typing import Any

from django.urls import reverse

from drystone.deployment import handing_over, undoing
from drystone.deployment.lifecycle import DEPLOYMENT
from drystone.deployment.models import Closing, Deployment, DeploymentState, Review, VisitState, Why
from drystone.deployment.sentences import all_used
from drystone.deployment.visits import PLANNABLE

from ..components.actions import Action
from . import pausing

S = DeploymentState
ENDED = (S.STOPPED, S.HANDED_OVER, S.PAUSED)


def may(request: Any, shown: Deployment, closing: Closing | None) -> set[str]:
    """The moves that are open to her now; what was stopped early is closed, and reopened, without another state."""
    found = {move.verb for move in DEPLOYMENT.open_to(request.person, shown)}
    if shown.state != S.STOPPED:
        return found
    return found - {"take_back_stop"} | {"reopen"} if closing else found | {"close"}


def next_of(request: Any, shown: Deployment, closing: Closing | None) -> list[Action]:
    """The button that is most wanted, and what belongs to the same step."""
    found, open_now = [], may(request, shown, closing)
    if shown.state in PLANNABLE:
        found.append(Action("Plan a visit", reverse("office-visit-plan", args=[shown.pk]), press=False))
    if "finish" in open_now:
        found.insert(0 if all_used(shown) else len(found), finish(shown))
    if "close" in open_now and not is_awaited(shown):
        found.append(to(shown, "Close the deployment", "close"))
    if "resume" in open_now:
        found.append(to(shown, "Let the work go on", "resume"))
        found.append(to(shown, "Change the day on which it goes on", "pause-end"))
    if "draw_up" in open_now:
        label = "Draw up the agreement" if shown.state == S.PROPOSED else "Change the agreement"
        found.append(Action(label, reverse("office-agreement", args=[shown.pk]), press=False))
    return found


def is_awaited(shown: Deployment) -> bool:
    """The school is still asked what has changed."""
    return any(row.kind == Review.Kind.DEPLOYMENT and row.is_open for row in shown.reviews.all())


def finish(shown: Deployment) -> Action:
    """One press where no visit is planned; else a page asks first what becomes of each."""
    is_planned = any(visit.state == VisitState.PLANNED for visit in shown.visits.all())
    return Action("Finish", end(shown, "finish"), press=not is_planned)


def others(request: Any, shown: Deployment, closing: Closing | None) -> list[Action]:
    """To let it rest, to hand it over, to end it, to take an end back."""
    open_now, found = may(request, shown, closing), []
    begun = any(visit.state == VisitState.HELD for visit in shown.visits.all())
    if "close" in open_now and is_awaited(shown):
        found.append(to(shown, "Close it without the evaluation", "close"))
    if "reopen" in open_now:
        found.append(to(shown, "Reopen", "reopen"))
    if "pause" in open_now:
        found.append(to(shown, "Pause the work", "pause"))
    if "hand_over" in open_now and (begun or shown.state != S.AGREEING):
        found.append(Action("Hand over to another leader", end(shown, "hand_over"), press=False))
    if "stop" in open_now and (begun or shown.state != S.AGREEING):
        found.append(Action("Stop early", end(shown, "stop"), press=False, grave=True))
    if "cancel" in open_now and not begun:
        found.append(Action("Cancel the deployment", end(shown, "cancel"), press=False, grave=True))
    if "take_back_finish" in open_now:
        found.append(Action("It is not finished yet", reverse("office-deployment-undo", args=[shown.pk])))
    if "take_back_stop" in open_now and undoing.against_stop(shown, request.today) is None:
        found.append(Action("It goes on after all", reverse("office-deployment-undo", args=[shown.pk])))
    return found


def end(shown: Deployment, verb: str) -> str:
    return reverse("office-deployment-end", args=[shown.pk, verb])


def to(shown: Deployment, label: str, page: str) -> Action:
    return Action(label, reverse(f"office-deployment-{page}", args=[shown.pk]), press=False)


def rest_of(request: Any, shown: Deployment) -> dict[str, Any]:
    """Why it rests or has ended, for the office; the leader's own pause, where the work does not rest yet;
    whether visits can be planned."""
    whys = Why.objects.visible_to(request.person, on=request.today).filter(deployment=shown).select_related("by")
    return {
        "why": whys.first() if shown.state in ENDED else None,
        "away_until": pausing.away_until(shown.designation) if shown.state in PLANNABLE else None,
        "plannable": shown.state in PLANNABLE,
        "taken_over": handing_over.before(shown),
    }
