"""What goes from one leader to the next: objectives, days, arrangements, records, and what was agreed to be done."""

from dataclasses import dataclass
from datetime import date

from . import days
from .models import Agreement, Deployment, DeploymentState
from .wording import in_force


@dataclass(frozen=True)
class Left:
    """What an earlier leader left to do: of which agreement, how many half-days, from when on."""

    agreement: Agreement
    half_days: int
    starts: date
    ends: date


def before(deployment: Deployment) -> Deployment | None:
    """The deployment that this one takes over from."""
    found = (each for each in deployment.of_same_request if each.hands_over_to_id == deployment.pk)
    return next((each for each in found if each.state == DeploymentState.HANDED_OVER), None)


def earlier(deployment: Deployment) -> list[int]:
    """The numbers of this deployment and of all it takes over from, the latest first."""
    led_by = {each.hands_over_to_id: each.pk for each in deployment.of_same_request if each.hands_over_to_id}
    found = [deployment.pk]
    while (last := led_by.get(found[-1])) and last not in found:
        found.append(last)
    return found


def left(deployment: Deployment, today: date) -> Left | None:
    """For the agreement of whoever takes over: what was in force, with the days that were not delivered."""
    handed = before(deployment)
    agreement = in_force(handed) if handed else None
    if handed is None or agreement is None:
        return None
    starts = max(today, agreement.starts)
    return Left(agreement, max(days.left(handed), 1), starts, max(agreement.ends, starts))
