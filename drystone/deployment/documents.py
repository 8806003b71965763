"""The papers of a deployment: the signed agreement, the visit's calendar entry."""

from datetime import datetime
from typing import Any

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
    return {
        "alliance": agreement.alliance.letterhead,
        "facts": [
            ("System Leader", deployment.leader.name),
            ("Home school", deployment.home_school.name),
            ("Receiving school", deployment.receiving_school.name),
            ("Version", agreement.number),
            ("Days", saying.days(agreement.half_days)),
            ("From", agreement.starts),
            ("To", agreement.ends),
            ("Pattern", agreement.pattern or "As the schools agree"),
            ("Kinds of support", [wording.KINDS.get(kind, kind) for kind in agreement.kinds] or "As needed"),
        ],
        "objectives": [{"text": aim.text, "success": aim.success} for aim in wording.objectives(agreement)],
        "terms": agreement.terms.split("\n"),
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
        line["note"] = f"Recorded by {source.recorded_by.name}: {source.recorded_note}"
    if source.signature:
        signed = source.signature.printed() | {"statement": f"Agreed to version {source.agreement.number}."}
        line = signed | line
    return line


def calendar_entry(visit: Visit, *, at: datetime) -> bytes:
    """The visit as an .ics: one identifier that stays, a sequence number that grows when it moves."""
    deployment = visit.deployment
    alliance = deployment.alliance
    return calendar.event(
        f"visit-{visit.pk}",
        visit.starts_at,
        visit.ends_at,
        f"{alliance.word('system_leader')} visit: {deployment.leader.name}",
        f"Visit of {deployment.leader.name} to {deployment.receiving_school.name}.",
        visit.place or deployment.receiving_school.name,
        calendar.Mailbox(alliance.name, alliance.contact_email),
        visit.moved,
        at=at,
        cancelled=visit.state == VisitState.CANCELLED,
    )
