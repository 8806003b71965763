"""An agreement as one of its parties finds it: what stands, what changed for her, and whether it is her turn."""

from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from .differences import Difference, between
from .lifecycle import UNANSWERED
from .models import Agreement, Consent, ConsentState, ConsentWords, Deployment, DeploymentState

ENDED = ("refused", "cancelled", "stopped_early", "handed_over")


@dataclass(frozen=True)
class Found:
    """One party's page. `stands` is what it says: open, answered, refused, over, change_over or left."""

    consent: Consent
    parties: list[Consent]
    stands: str
    since: Agreement | None = None
    changes: list[Difference] = field(default_factory=list)
    words: list[ConsentWords] = field(default_factory=list)


def find(asked: Consent, *, is_hers: bool) -> Found:
    """Whoever comes by the link to an earlier version finds the newest, where she is a party to it.

    Six queries at any number of versions: theirs, their parties, objectives, her words.
    """
    deployment = asked.agreement.deployment
    rows = parties_of(deployment)
    newest = max(rows, key=lambda row: row.agreement.number).agreement
    consent = next((row for row in rows if row.pk == asked.pk), asked)
    if is_hers:
        consent = next((row for row in rows if row.agreement == newest and is_of(row, asked)), consent)
    parties = [row for row in rows if row.agreement_id == consent.agreement_id]
    stands = standing(consent, newest, parties)
    since = version_before(consent, rows)
    changes = between(since, consent.agreement, consent.party) if since else []
    return Found(consent, parties, stands, since, changes, said_with(consent, rows))


def parties_of(deployment: Deployment) -> list[Consent]:
    """The parties to every version, each version with the deployment at hand."""
    about = ("person", "signature", "recorded_by", "carried_from__agreement", "carried_from__signature")
    found = Consent.objects.filter(agreement__deployment=deployment)
    rows = list(found.select_related("agreement__payer", "agreement__named", *about))
    prefetch_related_objects([deployment], "objectives")
    for row in rows:
        row.agreement.deployment = deployment
    return rows


def is_of(row: Consent, asked: Consent) -> bool:
    return (row.party, row.person_id) == (asked.party, asked.person_id)


def standing(consent: Consent, newest: Agreement, parties: list[Consent]) -> str:
    deployment = consent.agreement.deployment
    agreeing = deployment.state == DeploymentState.AGREEING
    gone = agreeing and deployment.designation.state == "ended"
    if consent.state == ConsentState.REFUSED:
        return "refused"
    if gone or deployment.state in ENDED:
        return "over"
    if consent.agreement != newest:
        return "left"
    if not agreeing and any(row.state != ConsentState.AGREED for row in parties):
        return "change_over"
    return "open" if consent.state in UNANSWERED else "answered"


def version_before(consent: Consent, rows: list[Consent]) -> Agreement | None:
    """With what she compares: the newest version that she agreed to before this, else the one that she was asked."""
    hers = [row for row in rows if is_of(row, consent) and row.agreement.number < consent.agreement.number]
    hers.sort(key=lambda row: (row.state == ConsentState.AGREED, row.agreement.number))
    return hers[-1].agreement if hers else None


def said_with(consent: Consent, rows: list[Consent]) -> list[ConsentWords]:
    """What she and the office wrote to each other, about any version; never a private reason."""
    hers = [row.pk for row in rows if is_of(row, consent)]
    found = ConsentWords.objects.filter(consent__in=hers).exclude(kind=ConsentWords.Kind.REASON)
    return list(found.select_related("by"))
