"""Who may, in deployment."""

from typing import Any

from drystone.people.access import heads, office, quality
from drystone.people.models import Person

from .models import Consent, Review, Visit, VisitRecord

__all__ = [
    "asked",
    "leads",
    "office",
    "party",
    "quality",
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


def receiving_head(person: Person, visit: Visit) -> bool:
    """She heads the school that is visited."""
    return heads(person, visit.deployment.receiving_school_id, visit.alliance_id)


def supported(person: Person, record: VisitRecord) -> bool:
    """She is the colleague helped."""
    return record.visit.deployment.supported_id == person.pk


def asked(person: Person, review: Review) -> bool:
    """She was asked for this review."""
    return review.asked_id == person.pk


def visits_with(person: Person, visit: Visit) -> bool:
    """She makes the visit, or heads the school that is visited."""
    return leads(person, visit) or receiving_head(person, visit)


def receives(person: Person, visit: Visit) -> bool:
    """She may show at the reception who comes: who makes the visit, whose school is visited, the office."""
    return visits_with(person, visit) or office(person, visit)
