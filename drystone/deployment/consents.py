"""Each party's answer to one version of an agreement. A deployment is agreed when all of them have agreed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from drystone.groups import files
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people import links, signatures
from drystone.people.models import Link, Person
from drystone.register.models import Designation, DesignationState

from . import arrangements, days, deployments, differences, documents, emails, wording
from .lifecycle import CONSENT, DEPLOYMENT, UNANSWERED
from .models import Agreement, Consent, ConsentProof, ConsentState, ConsentWords, Deployment, DeploymentState
from .wording import Aims

PURPOSE = "consent"
SPOKEN = (ConsentState.QUESTION, ConsentState.CHANGE, ConsentState.REFUSED)


class Superseded(Refused):
    """A newer version of this agreement has been drawn up; that is the one to answer."""


class Over(Refused):
    """This agreement is not being agreed any more. The sentence is for every party, and says nothing of why."""


def versions(deployment: Deployment) -> list[Agreement]:
    """Every version with its parties and objectives as they are now, the newest first."""
    rows = Agreement.objects.filter(deployment=deployment).select_related("payer", "named")
    return list(rows.prefetch_related("consents", "deployment__home_school", "deployment__objectives"))


def put_to(agreement: Agreement, party: str, person: Person, before: list[Agreement], aims: Aims) -> Consent:
    """How a version is put to one party, not kept yet: a consent of hers that the change does not touch is carried
    over. Where she had something against a version after it, only what all had agreed to speaks for her."""
    made = Consent(
        alliance_id=agreement.alliance_id, agreement=agreement, party=party, person=person, state=ConsentState.ASKED
    )
    spoke = False
    for version in before:
        hers = next((row for row in version.consents.all() if (row.party, row.person_id) == (party, person.pk)), None)
        if hers and hers.state == ConsentState.AGREED:
            holds = not spoke or wording.all_agreed(version)
            if holds and party not in differences.touched(version, agreement, aims):
                made.state, made.carried_from = ConsentState.AGREED, hers.carried_from or hers
            return made
        spoke = spoke or bool(hers and hers.state in SPOKEN)
    return made


def ask(consent: Consent, *, by: Person, at: datetime) -> Consent:
    """Asks one party, unless a consent of hers is carried over."""
    consent.state_since = at
    consent.save()
    verb = "carried_over" if consent.carried_from else "asked"
    events.record(consent, verb, by=by, at=at, party=consent.party)
    if not consent.carried_from:
        tell = emails.consent_asked if consent.agreement.number == 1 else emails.change_asked
        tell(consent, link=invite(consent, by=by, at=at), at=at)
    return consent


def invite(consent: Consent, *, by: Person | None, at: datetime) -> Link:
    """The link by which she answers."""
    return links.invite(consent.person, PURPOSE, consent, alliance=consent.alliance, days=30, by=by, at=at)


@transaction.atomic
def see(consent: Consent, *, by: Person, at: datetime) -> Consent:
    """She has read the agreement and answers later; the others see that she has."""
    hold_still(consent)
    return CONSENT.move_once(consent, "see", by=by, at=at) if consent.state == ConsentState.ASKED else consent


@transaction.atomic
def agree(
    consent: Consent, *, typed_name: str, typed_role: str, link: Link | None = None, by: Person, at: datetime
) -> Consent:
    """She signs the exact words of this version. The last party to sign makes it agreed, and everybody gets the copy.

    Raises Superseded when a newer version stands, AlreadyMoved when this consent was given or refused before.
    """
    hold_still(consent)
    signature = signatures.sign(
        by,
        wording.words(consent.agreement, consent.party),
        typed_name=typed_name,
        typed_role=typed_role,
        link=link,
        alliance=consent.alliance,
        at=at,
    )
    CONSENT.move(consent, "agree", by=by, at=at, signature=signature)
    settle(consent.agreement, by=by, at=at)
    return consent


@transaction.atomic
def ask_question(consent: Consent, text: str, *, by: Person, at: datetime) -> Consent:
    """She asks before she answers; the office sees the question and answers on the page."""
    return say(consent, "ask", ConsentWords.Kind.QUESTION, text, by=by, at=at)


@transaction.atomic
def propose_change(
    consent: Consent, text: str, *, terms: Mapping[str, Any] | None = None, by: Person, at: datetime
) -> Consent:
    """She would agree to something else, in her words and, where she said so, with `terms` of her own: days, dates or
    pattern as a form writes them. The office may take them over into a new version."""
    return say(consent, "propose", ConsentWords.Kind.CHANGE, text, by=by, at=at, proposed=dict(terms or {}))


def say(consent: Consent, verb: str, kind: str, text: str, *, by: Person, at: datetime, **more: Any) -> Consent:
    hold_still(consent)
    if said_before(consent, kind, text):
        return consent
    CONSENT.move(consent, verb, by=by, at=at)
    write(consent, kind, text, by, at, **more)
    emails.party_spoke(consent, at=at)
    return consent


def said_before(consent: Consent, kind: str, text: str) -> ConsentWords | None:
    """The same words pressed twice."""
    last = consent.words.exclude(kind=ConsentWords.Kind.REASON).last()
    return last if last and (last.kind, last.text) == (kind, text) else None


@transaction.atomic
def answer(consent: Consent, text: str, *, by: Person, at: datetime) -> ConsentWords:
    """The office answers a question or a proposed change; it is the party's turn again, and she gets her link."""
    hold_still(consent)
    if said := said_before(consent, ConsentWords.Kind.ANSWER, text):
        return said
    CONSENT.move(consent, "answer", by=by, at=at)
    words = write(consent, ConsentWords.Kind.ANSWER, text, by, at)
    emails.question_answered(consent, link=invite(consent, by=by, at=at), at=at)
    return words


@transaction.atomic
def refuse(consent: Consent, *, reason: str = "", by: Person, at: datetime) -> Consent:
    """A party refuses, with or without a reason. The deployment ends quietly: the days go back, the receiving
    school learns only that another System Leader is being sought, the reason is for the office alone."""
    hold_still(consent)
    CONSENT.move(consent, "refuse", by=by, at=at)
    return end_refused(consent, reason, by, at)


@transaction.atomic
def record(
    consent: Consent,
    *,
    agreed: bool,
    note: str,
    reason: str = "",
    proof: UploadedFile | None = None,
    by: Person,
    at: datetime,
) -> Consent:
    """The office writes down an answer given by phone or e-mail: how, by whom it was recorded, and what shows it.

    Raises Refused for a file that cannot be kept.
    """
    hold_still(consent)
    verb = "record_agreed" if agreed else "record_refused"
    CONSENT.move(consent, verb, by=by, at=at, recorded_by=by, recorded_note=note)
    if proof:
        keep_proof(consent, proof)
    if not agreed:
        return end_refused(consent, reason, by, at)
    settle(consent.agreement, by=by, at=at)
    return consent


def keep_proof(consent: Consent, upload: UploadedFile) -> None:
    content, known = files.checked(upload)
    proof = ConsentProof(alliance_id=consent.alliance_id, consent=consent, title="What shows it", **known)
    proof.file.save("", content, save=False)
    proof.save()


def hold_still(consent: Consent) -> None:
    """Locks the deployment, so that two last signatures at once cannot each wait for the other, and reads it anew."""
    deployment = Deployment.objects.select_for_update().get(pk=consent.agreement.deployment_id)
    consent.agreement.deployment = deployment
    if consent.agreement.number != deployment.agreements.values_list("number", flat=True).first():
        raise Superseded("A newer version of this agreement has been drawn up. Please answer that one.")
    state = Consent.objects.values_list("state", flat=True).get(pk=consent.pk)
    # Whoever ends her designation meanwhile waits here, or has been quicker.
    ended = Designation.objects.select_for_update().get(pk=deployment.designation_id).state == DesignationState.ENDED
    if state in UNANSWERED and (ended or deployment.state != DeploymentState.AGREEING):
        raise Over("This does not go ahead as it was drawn up. You need do nothing.")


def settle(agreement: Agreement, *, by: Person, at: datetime) -> None:
    """Once every party has agreed: the deployment is agreed, and the signed copy goes to all."""
    deployment = agreement.deployment
    if agreement.consents.exclude(state=ConsentState.AGREED).exists():
        return
    days.keep(deployment, agreement, at=at)
    DEPLOYMENT.move(deployment, "agree", by=by, at=at)
    if deployment.visits.filter(state="held").exists():
        DEPLOYMENT.move(deployment, "begin", by=by, at=at)
    agreement.paper = documents.signed_agreement(agreement, by=by, at=at)
    agreement.save(update_fields=["paper"])
    emails.all_agreed(agreement, at=at)
    arrangements.ask(deployment, at=at)


def end_refused(consent: Consent, reason: str, by: Person, at: datetime) -> Consent:
    if reason:
        write(consent, ConsentWords.Kind.REASON, reason, by, at)
    deployment = consent.agreement.deployment
    if earlier := wording.in_force(deployment):
        keep_as_was(deployment, earlier, by=by, at=at)
        emails.variation_refused(consent, at=at)
        emails.change_dropped(consent, at=at)
        return consent
    DEPLOYMENT.move(deployment, "refuse", by=by, at=at)
    deployments.let_go(deployment, at=at)
    emails.refused(consent, at=at)
    return consent


def keep_as_was(deployment: Deployment, agreement: Agreement, *, by: Person, at: datetime) -> None:
    """A change was refused: what all had agreed to before stands, with its days."""
    DEPLOYMENT.move(deployment, "keep_as_was", by=by, at=at)
    if deployment.visits.filter(state="held").exists():
        DEPLOYMENT.move(deployment, "begin", by=by, at=at)
    days.keep(deployment, agreement, at=at)


def write(consent: Consent, kind: str, text: str, by: Person, at: datetime, **more: Any) -> ConsentWords:
    said = {"consent": consent, "kind": kind, "text": text, "by": by, "at": at, **more}
    return ConsentWords.objects.create(alliance_id=consent.alliance_id, **said)
