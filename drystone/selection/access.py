"""Who may, in selection."""

from drystone.people.access import manager, office
from drystone.people.models import Person

from .models import Application, Arrival, Assessment, Correction, Decision, Departure, Reference

__all__ = ["applicant", "assessor", "manager", "manager_alone", "office", "referee", "second_manager", "second_person"]


def applicant(person: Person, application: Application) -> bool:
    """She is the applicant."""
    return application.person_id == person.pk


def referee(person: Person, reference: Reference) -> bool:
    """She is the referee who was asked."""
    return reference.referee_id == person.pk


def assessor(person: Person, assessment: Assessment) -> bool:
    """She was assigned this assessment."""
    return assessment.assessor_id == person.pk


def second_person(person: Person, decision: Decision | Correction) -> bool:
    """She works in the office and did not prepare this decision."""
    return office(person, decision) and decision.prepared_by_id != person.pk


def manager_alone(person: Person, departure: Departure) -> bool:
    """She manages the alliance, and the other one is not here to say it itself."""
    return departure.to_alliance_id is None and manager(person, departure)


def second_manager(person: Person, arrival: Arrival) -> bool:
    """She manages the alliance and did not prepare this transfer."""
    return manager(person, arrival) and arrival.prepared_by_id != person.pk
