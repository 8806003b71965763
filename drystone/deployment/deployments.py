"""A deployment from the school's choice to its close."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Model, Q
from django.utils.timezone import localdate

from drystone.brokering import offers, requests
from drystone.brokering.models import Offer, RequestState, SupportRequest
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people import links, people, posts
from drystone.people.models import Link, Person

from . import days, emails, fates, pausing, reviews, wording
from .lifecycle import DEPLOYMENT
from .models import (
    LIVING,
    Deployment,
    DeploymentState,
    Visit,
    VisitEvaluation,
    VisitPreparation,
    VisitRecord,
    VisitState,
    Why,
)


class NotChosen(Exception):
    """The receiving head has not chosen this leader."""


class DrawnUp(Refused):
    """The agreement has been drawn up: the choice is no longer taken back, the deployment is called off."""


class Begun(Refused):
    """A visit took place: the work is stopped early, not cancelled."""


class NotBegun(Refused):
    """No visit took place: the work is cancelled, not stopped early."""


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
    """Where an earlier leader of this request handed over, hers leads on to this one, with the colleague helped.

    A deployment in between that came to nothing is left out.
    """
    came_to_nothing = Q(hands_over_to__state__in=(DeploymentState.REFUSED, DeploymentState.CANCELLED))
    handed = Deployment.objects.filter(request=deployment.request, state=DeploymentState.HANDED_OVER)
    last = handed.filter(Q(hands_over_to__isnull=True) | came_to_nothing).first()
    if last is None:
        return
    Deployment.objects.filter(pk=last.pk).update(hands_over_to=deployment)
    if last.supported and not deployment.supported:
        deployment.supported, deployment.supported_role = last.supported, last.supported_role
        deployment.save(update_fields=["supported", "supported_role"])


@transaction.atomic
def name_colleague(deployment: Deployment, name: str, email: str, *, role: str, by: Person, at: datetime) -> Person:
    """The same by name and address: whoever the alliance knows so, or somebody new."""
    deployment = Deployment.objects.select_for_update().get(pk=deployment.pk)
    who = people.known(name, email, deployment.alliance, also=[deployment.supported])
    name_supported(deployment, who, role=role, by=by, at=at)
    return who


@transaction.atomic
def name_supported(deployment: Deployment, supported: Person, *, role: str, by: Person, at: datetime) -> Deployment:
    """Says which colleague is helped; the visit records go to her, the visit evaluations never. Whoever was named
    before reads none of them any more, unless she heads the school.

    Said twice, it is said once.
    """
    before = deployment.supported
    if (before, deployment.supported_role) == (supported, role):
        return deployment
    deployment.supported, deployment.supported_role = supported, role
    deployment.save(update_fields=["supported", "supported_role"])
    events.record(deployment, "supported_person_named", by=by, at=at, role=role)
    close_links(supported, deployment, VisitEvaluation, by=by, at=at)
    heads = posts.heads_of(deployment.receiving_school, deployment.alliance, localdate(at))
    if before and before != supported and before not in heads:
        for kind in (Visit, VisitRecord, VisitPreparation):
            close_links(before, deployment, kind, by=by, at=at)
    return deployment


def close_links(person: Person, deployment: Deployment, kind: type[Model], *, by: Person, at: datetime) -> None:
    """No link of hers opens a visit of this work any more, or a document of one."""
    way = "deployment" if kind is Visit else "visit__deployment"
    rows = kind._default_manager.filter(**{way: deployment}).values("pk")
    held = Link.objects.unfinished().filter(person=person, record_type=kind._meta.label_lower, record_id__in=rows)
    for link in held:
        links.revoke(link, by=by, at=at)


@transaction.atomic
def finish(
    deployment: Deployment, *, of_visits: Mapping[int, str] | None = None, by: Person | None, at: datetime
) -> Deployment:
    """The work is done; the receiving head is asked for the deployment evaluation, days left over go back.

    `of_visits` says what becomes of each visit that is still planned. Raises fates.VisitsOpen for one left out.
    """
    deployment.hold_still()
    fates.settle(deployment, of_visits or {}, by=by, at=at)
    DEPLOYMENT.move(deployment, "finish", by=by, at=at)
    days.keep_delivered(deployment, wording.in_force(deployment), at=at)
    reviews.ask_for_evaluation(deployment, by=by, at=at)
    return deployment


@transaction.atomic
def cancel(
    deployment: Deployment, *, note: str, of_visits: Mapping[int, str] | None = None, by: Person, at: datetime
) -> Deployment:
    """Called off before the first visit; the days go back to the home school's budget and the parties are told.

    Raises Begun once a visit was held, fates.VisitsOpen for a visit of which nothing was said.
    """
    deployment.hold_still()
    fates.settle(deployment, of_visits or {}, by=by, at=at)
    if has_begun(deployment):
        raise Begun("A visit has taken place. Stop the work early instead.")
    DEPLOYMENT.move(deployment, "cancel", by=by, at=at, note=note)
    let_go(deployment, at=at)
    emails.called_off(deployment, at=at)
    return deployment


@transaction.atomic
def stop(
    deployment: Deployment,
    *,
    reason: str,
    text: str,
    of_visits: Mapping[int, str] | None = None,
    asks_evaluation: bool = True,
    by: Person,
    at: datetime,
) -> Deployment:
    """Stopped early; days not used go back, days delivered are paid. Why is for the office alone.

    Where a visit took place the school is asked what changed, unless the office says not. Where the aim is met the
    request is met, too; else it is free for another leader. Raises NotBegun, fates.VisitsOpen.
    """
    deployment.hold_still()
    fates.settle(deployment, of_visits or {}, by=by, at=at)
    if deployment.state == DeploymentState.AGREEING and not has_begun(deployment):
        raise NotBegun("No visit has taken place yet. Cancel the deployment instead.")
    DEPLOYMENT.move(deployment, "stop", by=by, at=at)
    pausing.write_why(deployment, Why.Verb.STOP, reason, text, by=by, at=at)
    end(deployment, is_met=reason == Why.Reason.AIM_MET, at=at)
    emails.stopped(deployment, at=at)
    if asks_evaluation and has_begun(deployment):
        reviews.ask_for_evaluation(deployment, by=by, at=at)
    return deployment


@transaction.atomic
def hand_over(
    deployment: Deployment,
    *,
    reason: str,
    text: str,
    of_visits: Mapping[int, str] | None = None,
    shows_evaluations: bool = False,
    by: Person,
    at: datetime,
) -> Deployment:
    """This leader cannot go on; the request is free for another, who takes over what is left of the days.

    Whoever takes over reads the visit records, the evaluations only where the office says so. Why is for the office
    alone. Raises fates.VisitsOpen.
    """
    deployment.hold_still()
    fates.settle(deployment, of_visits or {}, by=by, at=at)
    left = days.left(deployment)
    DEPLOYMENT.move(deployment, "hand_over", by=by, at=at, shows_evaluations=shows_evaluations)
    pausing.write_why(deployment, Why.Verb.HAND_OVER, reason, text, by=by, at=at)
    end(deployment, is_met=False, at=at)
    if left > 0:
        requests.ask_for_rest(deployment.request, half_days=left, by=by, at=at)
    emails.handed_over(deployment, at=at)
    return deployment


def has_begun(deployment: Deployment) -> bool:
    return deployment.visits.filter(state=VisitState.HELD).exists()


def end(deployment: Deployment, *, is_met: bool, at: datetime) -> None:
    pausing.end_with_the_work(deployment, at=at)
    if not is_met:
        let_go(deployment, at=at)
        return
    days.keep_delivered(deployment, wording.in_force(deployment), at=at)
    if deployment.request.state == RequestState.ACCEPTED:
        requests.meet(deployment.request, by=None, at=at)


def let_go(deployment: Deployment, *, at: datetime) -> None:
    """Gives back the days that were not used, and frees the request for another leader."""
    days.keep_delivered(deployment, wording.in_force(deployment), at=at)
    offers.let_go(deployment.request, deployment.designation, at=at)
