"""Who may, in deployment."""

from typing import Any

from drystone.people.access import heads, office, quality
from drystone.people.models import Person

from .models import (
    Concern,
    ConcernReaders,
    Consent,
    Deployment,
    DeploymentState,
    Reading,
    Review,
    Visit,
    VisitPreparation,
    VisitRecord,
)

__all__ = [
    "asked",
    "confides",
    "does_without",
    "gives_evidence",
    "home_head",
    "leads",
    "may_let_it_be_told",
    "may_take_further",
    "office",
    "party",
    "quality",
    "reads",
    "reads_agreement",
    "reads_concern",
    "receives",
    "receiving_head",
    "supported",
    "visits_with",
    "writes",
]


def party(person: Person, consent: Consent) -> bool:
    """She is the party who was asked."""
    return consent.person_id == person.pk


def leads(person: Person, visit: Visit) -> bool:
    """She is the System Leader who makes this visit."""
    return visit.deployment.leader_id == person.pk


def writes(person: Person, document: Any) -> bool:
    """She is the System Leader who made the visit that this document is about."""
    return leads(person, document.visit)


def does_without(person: Person, document: Any) -> bool:
    """She works in the office, and did not make the visit herself."""
    return office(person, document) and not writes(person, document)


def receiving_head(person: Person, visit: Visit) -> bool:
    """She heads the school that is visited."""
    return heads(person, visit.deployment.receiving_school_id, visit.alliance_id)


def home_head(person: Person, visit: Visit) -> bool:
    """She heads the school of the leader who makes the visit."""
    return heads(person, visit.deployment.home_school_id, visit.alliance_id)


def supported(person: Person, record: VisitRecord) -> bool:
    """She is the colleague helped; where none is named, she heads the school that was visited."""
    helped = record.visit.deployment.supported_id
    return helped == person.pk if helped else receiving_head(person, record.visit)


def asked(person: Person, review: Review | VisitPreparation) -> bool:
    """She was asked for this."""
    return review.asked_id == person.pk


def visits_with(person: Person, visit: Visit) -> bool:
    """She makes the visit, or heads the school that is visited."""
    return leads(person, visit) or receiving_head(person, visit)


def receives(person: Person, visit: Visit) -> bool:
    """She may show at the reception who comes: who makes the visit, whose school is visited, the office."""
    return visits_with(person, visit) or office(person, visit)


def reads_agreement(person: Person, visit: Visit) -> bool:
    """She may come back to what was signed from a visit: who takes part in it but the colleague helped, and whoever
    heads the home school. The signed copy holds no money."""
    return receives(person, visit) or home_head(person, visit)


WITHOUT_WORK = (DeploymentState.PROPOSED, DeploymentState.AGREEING, DeploymentState.REFUSED, DeploymentState.CANCELLED)


def gives_evidence(person: Person, deployment: Deployment) -> bool:
    """Once there is work to show the leader, the school helped and the office give evidence: its head, or whoever was
    asked what has changed."""
    if deployment.state in WITHOUT_WORK:
        return False
    theirs = deployment.leader_id == person.pk or may_let_it_be_told(person, deployment)
    return theirs or deployment.reviews.filter(asked=person).exists()


def may_let_it_be_told(person: Person, deployment: Deployment) -> bool:
    """Whether the school helped is named, and what is told of it, is its head's to say, or the office's who asked."""
    return heads(person, deployment.receiving_school_id, deployment.alliance_id) or office(person, deployment)


def reads(person: Person, reading: Reading) -> bool:
    """She was asked to read this visit record."""
    return reading.reader_id == person.pk


def confides(person: Person, deployment: Deployment) -> bool:
    """She may tell the Alliance in confidence: the colleague helped, who heads the school helped, or the office for
    somebody who rang."""
    if deployment.supported_id == person.pk or office(person, deployment):
        return True
    return heads(person, deployment.receiving_school_id, deployment.alliance_id)


def reads_concern(person: Person, concern: Concern) -> bool:
    """She is one of the few who read this concern."""
    return Concern.objects.visible_to(person, on=person.on).filter(pk=concern.pk).exists()


def may_take_further(person: Person, concern: Concern) -> bool:
    """She is one of the few who read this concern, and it is not with the directors alone already."""
    return concern.readers != ConcernReaders.DIRECTORS and reads_concern(person, concern)
