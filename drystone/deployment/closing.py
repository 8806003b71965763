"""How a deployment ends in the office: what came in, what is missing, the last word, and taking it up again.

An evaluation closes what is whole. Where something is missing, or the school says that it did not take place, the
deployment waits for the office. So does work that was stopped early: it stays stopped, with why, and is closed by
hand.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import transaction

from drystone import saying
from drystone.brokering import offers, requests
from drystone.brokering.models import RequestState, SupportRequest
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.people.models import Person
from drystone.questions import sheets

from . import inviting
from .access import office
from .lifecycle import DEPLOYMENT, REVIEW
from .models import (
    LIVING,
    Closing,
    Deployment,
    DeploymentState,
    RecordState,
    Review,
    ReviewState,
    Visit,
    VisitState,
)

Outcome = Closing.Outcome
MET = {"fully", "mostly"}
WAITING = (DeploymentState.EVALUATION_DUE, DeploymentState.STOPPED)


class NotYet(Refused):
    """Why it is not closed so; the sentence is for the office."""


@dataclass(frozen=True)
class CameIn:
    """All that came in about a deployment. Reads its visits with their records, and its reviews."""

    deployment: Deployment

    @cached_property
    def held(self) -> list[Visit]:
        return [visit for visit in self.deployment.visits.all() if visit.state == VisitState.HELD]

    @cached_property
    def unwritten(self) -> list[Visit]:
        """Visits that took place, of which no record was sent."""
        return [visit for visit in self.held if not sent(visit)]

    @cached_property
    def disputed(self) -> list[Visit]:
        return [visit for visit in self.held if sent(visit) and visit.record.state == RecordState.DISPUTED]

    @cached_property
    def evaluation(self) -> Review | None:
        return next((row for row in self.deployment.reviews.all() if row.kind == Review.Kind.DEPLOYMENT), None)

    @cached_property
    def said(self) -> dict[str, Any]:
        """What the school said at the end, as far as it has."""
        given = self.evaluation and self.evaluation.state == ReviewState.GIVEN
        return sheets.values(self.evaluation.sheet) if self.evaluation and given else {}

    @property
    def took_place(self) -> bool:
        """Nobody has said that it did not."""
        return self.said.get("took_place") is not False

    @property
    def missing(self) -> list[str]:
        """What speaks against closing it by itself, in sentences for the office."""
        found = [f"The visit of {saying.day(visit.starts_at)} has no record." for visit in self.unwritten]
        found += [f"The record of {saying.day(visit.starts_at)} is disputed." for visit in self.disputed]
        if self.evaluation and self.evaluation.is_open:
            found.append(f"{self.evaluation.asked} has not evaluated it yet.")
        if not self.took_place:
            found.append("The school says that it did not take place.")
            if self.held:
                visits = "1 visit is" if len(self.held) == 1 else f"{len(self.held)} visits are"
                found.append(f"Yet {visits} recorded as held.")
        return found

    @property
    def outcome(self) -> str:
        """How it ended, going by what the school said."""
        if not self.took_place:
            return Outcome.NOT_TAKEN_PLACE
        points = [kept.get("point") for kept in (self.said.get("objectives") or {}).values()]
        if not points:
            return Outcome.NOT_SAID
        if all(point in MET for point in points):
            return Outcome.MET
        return Outcome.NOT_MET if all(point == "not_yet" for point in points) else Outcome.PARTLY


def sent(visit: Visit) -> bool:
    return hasattr(visit, "record") and visit.record.state != RecordState.DRAFT


def what_came_in(deployment: Deployment) -> CameIn:
    """The same, read in four queries."""
    rows = Deployment.objects.prefetch_related("visits__record", "reviews__asked", "reviews__sheet__version")
    return CameIn(rows.select_related("request", "designation", "alliance").get(pk=deployment.pk))


def locked(deployment_id: int) -> Deployment:
    """The deployment, held until the end of the transaction: giving, waiving, closing and reopening take turns."""
    rows = Deployment.objects.select_for_update(of=("self",)).select_related("request", "designation")
    return rows.get(pk=deployment_id)


def settle(deployment: Deployment, *, by: Person, at: datetime) -> bool:
    """Closes it where it waits for nothing more. Its row is locked; returns whether it is closed."""
    came = what_came_in(deployment)
    if deployment.state != DeploymentState.EVALUATION_DUE or came.missing:
        return False
    shut(deployment, came.outcome, by=by, at=at)
    return True


@transaction.atomic
def close(
    deployment: Deployment, outcome: str, *, note: str = "", without: str = "", by: Person, at: datetime
) -> Deployment:
    """The office closes it with what it thinks of it, whether it was finished or stopped early. An evaluation that is
    still asked for is done `without`, for a reason. Raises NotYet where that reason is missing, or where visits were
    held and it is said not to have taken place."""
    deployment = locked(deployment.pk)
    came = what_came_in(deployment)
    if outcome == Outcome.NOT_TAKEN_PLACE and came.held:
        raise NotYet("Visits are recorded as held: choose how they ended.")
    if deployment.state in WAITING and came.evaluation and came.evaluation.is_open:
        if not without:
            raise NotYet("Say why you do without the evaluation.")
        do_without(came.evaluation, note=without, by=by, at=at)
    if deployment.state == DeploymentState.STOPPED:
        shut_stopped(deployment, outcome, note, by=by, at=at)
    else:
        shut(deployment, outcome, note=note, by=by, at=at)
    return deployment


def standing(deployment: Deployment) -> Closing | None:
    """How it was closed, unless it was taken up again since."""
    return Closing.objects.filter(deployment=deployment, reopened_at=None).first()


def do_without(review: Review, *, note: str, by: Person, at: datetime) -> None:
    REVIEW.move(review, "waive", by=by, at=at, note=note)
    inviting.stop_asking(review, by=by, at=at)


def shut(deployment: Deployment, outcome: str, *, note: str = "", by: Person, at: datetime) -> None:
    """Closed, and its request met; or, where it did not take place, free for another leader."""
    DEPLOYMENT.move(deployment, "close", by=by, at=at)
    write_down(deployment, outcome, note, at=at)
    if deployment.request.state != RequestState.ACCEPTED:
        return
    if outcome == Outcome.NOT_TAKEN_PLACE:
        offers.let_go(deployment.request, deployment.designation, at=at)
    else:
        requests.meet(deployment.request, by=None, at=at)


def shut_stopped(deployment: Deployment, outcome: str, note: str, *, by: Person, at: datetime) -> None:
    """What was stopped early stays so; what became of its request was said when it was stopped."""
    if not office(by, deployment):
        raise NotAllowed(f"{by} may not close {deployment}")
    if standing(deployment):
        raise AlreadyMoved(deployment, "close", "closed")
    write_down(deployment, outcome, note, at=at)
    events.record(deployment, "close", by=by, at=at)


def write_down(deployment: Deployment, outcome: str, note: str, *, at: datetime) -> None:
    Closing.objects.create(
        alliance_id=deployment.alliance_id, deployment=deployment, outcome=outcome, note=note, at=at
    )


@transaction.atomic
def reopen(deployment: Deployment, *, note: str, by: Person, at: datetime) -> Deployment:
    """The office takes a closed deployment up again, with the reason; what was given stays given.

    Raises NotYet where another leader helps with the request by now.
    """
    deployment = locked(deployment.pk)
    if deployment.state == DeploymentState.STOPPED:
        take_up_stopped(deployment, note, by=by, at=at)
        return deployment
    SupportRequest.objects.select_for_update().get(pk=deployment.request_id)
    if others(deployment):
        raise NotYet("Another System Leader helps with this request now.")
    DEPLOYMENT.move(deployment, "reopen", by=by, at=at, note=note)
    strike_out(deployment, note, at=at)
    return deployment


def take_up_stopped(deployment: Deployment, note: str, *, by: Person, at: datetime) -> None:
    """It waits to be closed again; it does not go on by that."""
    if not office(by, deployment):
        raise NotAllowed(f"{by} may not reopen {deployment}")
    if not strike_out(deployment, note, at=at):
        raise AlreadyMoved(deployment, "reopen", deployment.state)
    events.record(deployment, "reopen", by=by, at=at, note=note)


def strike_out(deployment: Deployment, note: str, *, at: datetime) -> int:
    """The closing that stands does not count any more; it stays to be read. How many did."""
    rows = Closing.objects.filter(deployment=deployment, reopened_at=None)
    return rows.update(reopened_at=at, reopened_because=note)


def others(deployment: Deployment) -> bool:
    """Whether the request has another deployment that is not over."""
    rows = Deployment.objects.filter(request=deployment.request_id, state__in=LIVING)
    return rows.exclude(pk=deployment.pk).exists()
