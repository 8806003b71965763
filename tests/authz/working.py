"""The office's pages of a deployment, in what state it may be; and why work rests: the office's alone."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.deployment import consents, pausing
from drystone.deployment.models import Agreement, Consent

from .rows import OFFICE, Row, at

ROWS: dict[str, list[Row]] = {
    "office-deployment": [at("deployment", OFFICE), at("refused_deployment", OFFICE), at("open_deployment", OFFICE)],
    "office-agreement": [at("going", OFFICE)],
    "office-deployment-colleague": [at("going", OFFICE)],
    "office-visit-plan": [at("going", OFFICE)],
    **{f"office-visit-{verb}": [at("planned", OFFICE)] for verb in ("move", "cancel")},
    "office-consent": [at("asked_consent", OFFICE)],
    "office-consent-answer": [at("question", OFFICE)],
    "office-consent-reason": [at("refused", OFFICE)],
    "office-consent-reminder": [at("asked_consent", OFFICE)],
    "office-consent-proof": [at("proved", OFFICE)],
    "office-agreement-parties": [at("agreement", OFFICE)],
    "office-agreement-time": [at("agreement", OFFICE)],
    "office-visit-evaluation-waive": [at("going_visit", OFFICE)],
    "office-visit-evaluation-ask": [at("going_visit", OFFICE)],
    "office-record-settle": [at("disputed", OFFICE)],
    "office-deployment-end": [at("going", OFFICE, verb="=stop")],
    "office-deployment-pause": [at("going", OFFICE)],
    "office-deployment-pause-end": [at("resting", OFFICE)],
    "office-deployment-resume": [at("resting", OFFICE)],
    "office-deployment-undo": [at("due_deployment", OFFICE)],
}


def rested(at: Any) -> dict[str, Any]:
    """A deployment that all have agreed to, and that rests."""
    at.word = "_RESTS"
    work = at.agreed()
    at.word = ""
    pausing.pause(work, until=date(2026, 12, 7), reason="leader", text=at.canary("WHY_IT_RESTS"), **at.office)
    return {"resting": work}


def proved(at: Any, agreement: Agreement) -> Consent:
    """An answer that the office recorded, with what shows it."""
    consent = at.consent(agreement, "leader")
    proof = SimpleUploadedFile("mail.pdf", b"%PDF-1.7 " + at.canary("PROOF").encode())
    return consents.record(consent, agreed=True, note="By phone", proof=proof, **at.office)
