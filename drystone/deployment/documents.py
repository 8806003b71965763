"""The papers of a deployment: the signed agreement, the visit's calendar entry."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from drystone import saying
from drystone.documents import calendar, papers
from drystone.documents.models import Paper
from drystone.people.models import Person

from . import wording
from .models import Agreement, Consent, Visit, VisitState


def signed_agreement(agreement: Agreement, *, by: Person, at: datetime) -> Paper:
    """The sealed copy with every party's signature, the same for all; each reads her side of the money apart."""
    deployment = agreement.deployment
    return papers.keep(
        "Deployment agreement",
        "agreement",
        agreement_words(agreement),
        about=deployment,
        alliance_id=agreement.alliance_id,
        title=f"Deployment agreement: {deployment.home_school} and {deployment.receiving_school}",
        by=by,
        at=at,
    )


def agreement_words(agreement: Agreement) -> dict:
    deployment = agreement.deployment
    shared = wording.particular(agreement, None)
    return {
        "alliance": agreement.alliance.letterhead,
        "facts": [
            ("System Leader", deployment.leader.name),
            ("Home school", deployment.home_school.name),
            ("Receiving school", deployment.receiving_school.name),
            ("Version", agreement.number),
            *((term.name, list(term.said)) for term in shared if term.name != wording.OBJECTIVES),
        ],
        "objectives": [{"text": aim.text, "success": aim.success} for aim in wording.objectives(agreement)],
        "terms": [(term.name, list(term.said)) for term in wording.general(agreement, None)],
        "parties": [party(consent) for consent in agreement.consents.select_related("person", "signature")],
    }


def party(consent: Consent) -> dict[str, Any]:
    """One party's line; a consent that a change did not touch shows the signature it was carried over from."""
    line: dict[str, Any] = {
        "party": consent.get_party_display(),
        "name": consent.person.name,
        "state": consent.get_state_display(),
    }
    source = consent
    while source.carried_from:
        source = source.carried_from
    if source.recorded_by:
        day = saying.day(source.state_since)
        line["note"] = f"Recorded by {source.recorded_by.name} on {day}: {source.recorded_note}"
    if source.signature:
        signed = source.signature.printed() | {"statement": f"Agreed to version {source.agreement.number}."}
        line = signed | line
    return line


def calendar_entry(visit: Visit, *, at: datetime, invited: Person | None = None) -> bytes:
    """The visit as an .ics: one identifier that stays, a sequence number that grows when it moves."""
    entry = calendar.entry(*told(visit), at=at, cancelled=is_off(visit), invited=mailbox(invited))
    return calendar.alone(entry)


def calendar_entries(visits: Sequence[Visit], *, at: datetime, name: str = "") -> bytes:
    """Several visits as one .ics; all of them called off, it takes them out."""
    method = "CANCEL" if visits and all(is_off(visit) for visit in visits) else "PUBLISH"
    entries = [calendar.entry(*told(visit), at=at, cancelled=is_off(visit)) for visit in visits]
    return calendar.together(entries, method=method, year=localdate(at).year, name=name)


def told(visit: Visit) -> tuple[Any, ...]:
    deployment = visit.deployment
    alliance = deployment.alliance
    return (
        f"visit-{visit.pk}",
        visit.starts_at,
        visit.ends_at,
        f"{alliance.word('system_leader')} visit: {deployment.leader.name}",
        f"Visit of {deployment.leader.name} to {deployment.receiving_school.name}.",
        visit.place or deployment.receiving_school.name,
        calendar.Mailbox(alliance.name, alliance.contact_email),
        visit.moved,
    )


def is_off(visit: Visit) -> bool:
    return visit.state == VisitState.CANCELLED


def mailbox(person: Person | None) -> calendar.Mailbox | None:
    return calendar.Mailbox(person.name, person.email) if person and person.email else None
