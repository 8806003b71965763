"""A deployment from the school's choice to its close."""

from datetime import datetime

from django.db import transaction

from drystone.brokering import offers
from drystone.brokering.models import Offer, SupportRequest
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people import links, people
from drystone.people.models import Link, Person

from . import days, emails, reviews, visits, wording
from .lifecycle import DEPLOYMENT
from .models import Deployment, DeploymentState, VisitEvaluation, VisitState

LIVING = (
    DeploymentState.PROPOSED,
    DeploymentState.AGREEING,
    DeploymentState.AGREED,
    DeploymentState.UNDER_WAY,
    DeploymentState.EVALUATION_DUE,
)


class NotChosen(Exception):
    """The receiving head has not chosen this leader."""


class DrawnUp(Refused):
    """The agreement has been drawn up: the choice is no longer taken back, the deployment is called off."""


class VisitsOpen(Exception):
    """A deployment does not finish while a visit is planned."""


@transaction.atomic
def propose(
    offer: Offer, *, supported: Person | None = None, supported_role: str = "", by: Person, at: datetime
) -> Deployment:
    """The chosen leader and the school become a deployment, ready for its agreement to be drawn up.

    Proposing twice gives the first one back. Raises NotChosen.
    """
    SupportRequest.objects.select_for_update().get(pk=offer.request_id)
    offer.refresh_from_db(fields=["state"])
    if offer.state != Offer.State.CHOSEN:
        raise NotChosen(f"{offer.request.school} has not chosen {offer.designation.person}.")
    standing = Deployment.objects.filter(request=offer.request, state__in=LIVING).first()
    if standing:
        return standing
    designation = offer.designation
    deployment = Deployment.objects.create(
        alliance_id=offer.alliance_id,
        request=offer.request,
        designation=designation,
        leader=designation.person,
        home_school=designation.home_school,
        receiving_school=offer.request.school,
        supported=supported,
        supported_role=supported_role,
        state_since=at,
    )
    events.record(deployment, "proposed", by=by, at=at)
    take_over(deployment)
    return deployment


@transaction.atomic
def take_back_choice(offer: Offer, *, note: str, by: Person, at: datetime) -> Offer:
    """The office undoes the school's choice, with the reason, until the agreement is drawn up; the school chooses
    again. Raises DrawnUp after that."""
    SupportRequest.objects.select_for_update().get(pk=offer.request_id)
    standing = Deployment.objects.filter(request=offer.request_id, state__in=LIVING).first()
    if standing and standing.state != DeploymentState.PROPOSED:
        raise DrawnUp("The agreement has been drawn up. Cancel the deployment instead.")
    if standing:
        DEPLOYMENT.move(standing, "cancel", by=by, at=at)
    return offers.take_back(offer, note=note, by=by, at=at)


def take_over(deployment: Deployment) -> None:
    """Where an earlier leader of this request handed over, hers leads on to this one."""
    handed = Deployment.objects.filter(
        request=deployment.request, state=DeploymentState.HANDED_OVER, hands_over_to__isnull=True
    )
    if last := handed.first():
        Deployment.objects.filter(pk=last.pk).update(hands_over_to=deployment)


@transaction.atomic
def name_colleague(deployment: Deployment, name: str, email: str, *, role: str, by: Person, at: datetime) -> Person:
    """The same by name and address: whoever the alliance knows so, or somebody new."""
    deployment = Deployment.objects.select_for_update().get(pk=deployment.pk)
    who = people.known(name, email, deployment.alliance, also=[deployment.supported])
    name_supported(deployment, who, role=role, by=by, at=at)
    return who


@transaction.atomic
def name_supported(deployment: Deployment, supported: Person, *, role: str, by: Person, at: datetime) -> Deployment:
    """Says which colleague is helped; the visit records go to her, the visit evaluations never.

    Said twice, it is said once.
    """
    if (deployment.supported, deployment.supported_role) == (supported, role):
        return deployment
    deployment.supported, deployment.supported_role = supported, role
    deployment.save(update_fields=["supported", "supported_role"])
    events.record(deployment, "supported_person_named", by=by, at=at, role=role)
    for evaluation in VisitEvaluation.objects.filter(visit__deployment=deployment):
        for link in Link.objects.unfinished().to_do(evaluation, "visit-evaluation").filter(person=supported):
            links.revoke(link, by=by, at=at)
    return deployment


@transaction.atomic
def finish(deployment: Deployment, *, by: Person | None, at: datetime) -> Deployment:
    """The work is done; the receiving head is asked for the deployment evaluation, days left over go back.

    Raises VisitsOpen while a visit is still planned.
    """
    Deployment.objects.select_for_update().get(pk=deployment.pk)
    if deployment.visits.filter(state=VisitState.PLANNED).exists():
        raise VisitsOpen("A visit is still planned. Write it up or call it off first.")
    DEPLOYMENT.move(deployment, "finish", by=by, at=at)
    days.keep_delivered(deployment, wording.in_force(deployment), at=at)
    reviews.ask_for_evaluation(deployment, by=by, at=at)
    return deployment


@transaction.atomic
def cancel(deployment: Deployment, *, note: str, by: Person, at: datetime) -> Deployment:
    """Called off before the first visit; the days go back to the home school's budget and the parties are told."""
    DEPLOYMENT.move(deployment, "cancel", by=by, at=at, note=note)
    return end(deployment, by=by, at=at)


@transaction.atomic
def stop(deployment: Deployment, *, note: str, by: Person, at: datetime) -> Deployment:
    """Stopped early, with the reason; days not used go back, days delivered are paid."""
    DEPLOYMENT.move(deployment, "stop", by=by, at=at, note=note)
    return end(deployment, by=by, at=at)


@transaction.atomic
def hand_over(deployment: Deployment, *, note: str, by: Person, at: datetime) -> Deployment:
    """This leader cannot go on; the request is free for another, whose deployment takes over from this one."""
    DEPLOYMENT.move(deployment, "hand_over", by=by, at=at, note=note)
    return end(deployment, by=by, at=at)


def end(deployment: Deployment, *, by: Person, at: datetime) -> Deployment:
    for visit in deployment.visits.filter(state=VisitState.PLANNED).select_related("deployment"):
        visits.cancel(visit, why="called_off", by=by, at=at)
    let_go(deployment, at=at)
    emails.called_off(deployment, at=at)
    return deployment


def let_go(deployment: Deployment, *, at: datetime) -> None:
    """Gives back the days that were not used, and frees the request for another leader."""
    days.keep_delivered(deployment, wording.in_force(deployment), at=at)
    offers.let_go(deployment.request, deployment.designation, at=at)
