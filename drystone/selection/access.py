"""Who may, in selection."""

from drystone.people.access import manager, office
from drystone.people.models import Person

from .models import Application, Assessment, Correction, Decision, Reference

__all__ = ["applicant", "assessor", "manager", "office", "referee", "second_person"]


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
