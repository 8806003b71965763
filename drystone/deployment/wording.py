"""The words of an agreement, and which version of it is in force."""

from django.db.models import prefetch_related_objects

from .models import Agreement, Consent, ConsentState, Deployment, Objective

KINDS = {
    "one_to_one_coaching": "one-to-one peer coaching",
    "group_support": "facilitated group support",
    "data_analysis": "data analysis",
    "coaching": "coaching",
    "joint_action_planning": "joint action planning",
    "observation": "observation",
    "modelling": "modelling",
    "other": "other support",
}


def objectives(agreement: Agreement) -> list[Objective]:
    """The objectives as this version has them."""
    standing = agreement.deployment.objectives.filter(since_agreement__lte=agreement.number)
    return list(standing.exclude(dropped_in__lte=agreement.number))


def aims(deployment: Deployment) -> dict[str, str]:
    """The objectives in force, by number, for forms that rate each of them."""
    agreement = in_force(deployment)
    return {str(aim.pk): aim.text for aim in objectives(agreement)} if agreement else {}


def in_force(deployment: Deployment) -> Agreement | None:
    """The newest version to which every party has agreed."""
    versions = list(deployment.agreements.all())
    prefetch_related_objects(versions, "consents")
    return next((version for version in versions if all_agreed(version)), None)


def all_agreed(agreement: Agreement) -> bool:
    states = [consent.state for consent in agreement.consents.all()]
    return bool(states) and set(states) == {ConsentState.AGREED}


# Who reads which side of the money everybody her own side; the leader days only.
CHARGED = (Consent.Party.RECEIVING, Consent.Party.PAYER, Consent.Party.ALLIANCE)
REIMBURSED = (Consent.Party.HOME, Consent.Party.ALLIANCE)


def words(agreement: Agreement, party: str) -> str:
    """The exact words that a party signs: every term that is hers to know, in a fixed order. Their digest is kept."""
    deployment = agreement.deployment
    aims = [f"Aim: {aim.text} (we will know by: {aim.success})" for aim in objectives(agreement)]
    kinds = ", ".join(KINDS.get(kind, kind) for kind in agreement.kinds)
    work = [f"Pattern: {agreement.pattern}", f"Kinds of support: {kinds}", *aims]
    lines = [
        f"Agreement {agreement.number} between {deployment.home_school}, {deployment.leader}, "
        f"{deployment.receiving_school} and {deployment.alliance}",
        f"Days: {agreement.half_days / 2:g}, from {agreement.starts.isoformat()} to {agreement.ends.isoformat()}",
        *(work if party != Consent.Party.PAYER else ()),
        *money(agreement, party),
        agreement.terms,
    ]
    return "\n".join(lines)


def money(agreement: Agreement, party: str) -> list[str]:
    lines = []
    if party in CHARGED:
        terms = f"VAT {agreement.vat_code}, order {agreement.purchase_order or 'none'}"
        lines.append(f"Charged to {agreement.payer}: {agreement.charge_pence} pence a day, {terms}")
    if party in REIMBURSED:
        school = agreement.deployment.home_school
        lines.append(f"Reimbursed to {school}: {agreement.reimbursement_pence} pence a day")
    return lines
