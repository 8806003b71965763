"""The words of an agreement, each term before whom it is for, and which version of it is in force."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, prefetch_related_objects

from drystone import saying
from drystone.alliances import cancelling, standard_terms

from . import money as sums
from .models import Agreement, Consent, ConsentState, Deployment, Flow, Objective

Party = Consent.Party
EVERYBODY = frozenset(Party)
# What the work is about is not the payer's; each reads her own side of the money, the leader days only.
WORK = EVERYBODY - {Party.PAYER}
CHARGED = frozenset({Party.RECEIVING, Party.PAYER, Party.ALLIANCE})
REIMBURSED = frozenset({Party.HOME, Party.ALLIANCE})
# The sections of the other terms that a payer reads.
FOR_PAYERS = {"calling_off", "changes", "disagreeing", "ending", "also"}
ALSO, OBJECTIVES = "Also agreed", "Objectives"
# By the words of the form on which a school asks; the last three are those of older agreements.
KINDS = {
    "diagnosis": "finding out what is needed first",
    "peer_coaching": "one-to-one peer coaching",
    "group_support": "facilitated group support",
    "coaching": "coaching",
    "data_analysis": "data analysis",
    "action_planning": "joint action planning",
    "observation": "observation",
    "modelling": "modelling",
    "other": "other support",
    "one_to_one_coaching": "one-to-one peer coaching",
    "joint_action_planning": "joint action planning",
}
OFFERED = list(KINDS)[:9]

Aims = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Term:
    """One term as it is said: its name, and one line or several."""

    name: str
    said: tuple[str, ...]


def terms(agreement: Agreement, party: str | None, aims: Aims | None = None) -> list[Term]:
    """Every term that is a party's to read, in the order in which it is signed; for None what all may read, without
    money. `aims` are those of a version that is not drawn up yet."""
    return [*particular(agreement, party, aims), *general(agreement, party)]


def particular(agreement: Agreement, party: str | None, aims: Aims | None = None) -> list[Term]:
    """What is agreed for this piece of work."""
    work = party is None or party in WORK
    found = [*when(agreement), *(what(agreement, objectives_said(agreement, aims)) if work else ())]
    found += [*money(agreement, party), *called_off(agreement, party)]
    return [term for term in found if any(term.said)]


def general(agreement: Agreement, party: str | None) -> list[Term]:
    """What is agreed besides, section by section."""
    pays = party == Party.PAYER
    return [
        Term(standard_terms.TITLES.get(section, ALSO), (text,))
        for section, text in agreement.terms
        if text and (not pays or section in FOR_PAYERS)
    ]


def when(agreement: Agreement) -> list[Term]:
    dates = f"{saying.day(agreement.starts)} to {saying.day(agreement.ends)}"
    return [Term("Days", (saying.days(agreement.half_days),)), Term("Dates", (dates,))]


def what(agreement: Agreement, aims: tuple[str, ...]) -> list[Term]:
    people = list(agreement.people)
    if agreement.named:
        people.append(f"{agreement.named}, named because: {agreement.named_because}")
    kinds = ", ".join(KINDS.get(kind, kind) for kind in agreement.kinds)
    return [
        Term("Pattern", (agreement.pattern,)),
        Term("Kinds of support", (kinds[:1].upper() + kinds[1:],)),
        Term("People supported", tuple(people)),
        Term(OBJECTIVES, aims),
    ]


def objectives_said(agreement: Agreement, aims: Aims | None) -> tuple[str, ...]:
    pairs = aims if aims is not None else pairs_of(objectives(agreement))
    return tuple(f"{text} (we will know by: {success})" if success else text for text, success in pairs)


def money(agreement: Agreement, party: str | None) -> list[Term]:
    """A party's own side of it; the leader's is none."""
    if agreement.flow == Flow.NIL:
        return [Term("Money", (sums.NO_MONEY,))] if party in CHARGED | REIMBURSED else []
    found = []
    if party in CHARGED:
        found += [Term("Cost", (sums.cost(agreement),)), Term("Purchase order", (agreement.purchase_order,))]
    if party in REIMBURSED:
        found += [Term("Reimbursement", (sums.reimbursement(agreement),))]
    return found


def called_off(agreement: Agreement, party: str | None) -> list[Term]:
    """What a visit costs that is called off late: of each line, the party's own side."""
    said = [late(line, agreement, party) for line in sorted(agreement.cancellation)]
    if any(said) and agreement.rearranged_within_days:
        said.append(cancelling.moved_far(agreement.rearranged_within_days))
    return [Term("Called off late", tuple(filter(None, said)))]


def late(line: Sequence[int], agreement: Agreement, party: str | None) -> str:
    under, charged, back = line
    sides = [
        sums.late_cost(agreement, charged) if party in CHARGED else "",
        sums.late_reimbursement(agreement, charged, back) if party in REIMBURSED else "",
    ]
    said = " and ".join(filter(None, sides))
    return f"With less than {saying.working_days(under)} notice, {said}" if said else ""


def words(agreement: Agreement, party: str) -> str:
    """The exact words that a party signs: every term that is hers to know, in a fixed order. Their digest is kept."""
    deployment = agreement.deployment
    heading = (
        f"Agreement {agreement.number} between {deployment.home_school}, {deployment.leader}, "
        f"{deployment.receiving_school} and {deployment.alliance}"
    )
    return "\n".join([heading, *(f"{term.name}: {'; '.join(term.said)}" for term in terms(agreement, party))])


def cancellation(agreement: Agreement) -> list[list[int]]:
    """By what table a visit is charged that is called off: lines of notice in working days, per cent charged, per cent
    reimbursed, as this version was drawn up. None: it costs nothing."""
    return sorted(agreement.cancellation)


def objectives(agreement: Agreement) -> list[Objective]:
    """The objectives as this version has them."""
    number = agreement.number
    rows = [row for row in agreement.deployment.objectives.all() if row.since_agreement <= number]
    return [row for row in rows if row.dropped_in is None or row.dropped_in > number]


def pairs_of(rows: Iterable[Objective]) -> Aims:
    return [(row.text, row.success) for row in rows]


def aims(deployment: Deployment) -> dict[str, str]:
    """The objectives in force, by number, for forms that rate each of them."""
    agreement = in_force(deployment)
    return {str(aim.pk): aim.text for aim in objectives(agreement)} if agreement else {}


def ever_in_force(deployments: Iterable[int]) -> dict[int, list[Any]]:
    """By deployment, every version to which all parties have agreed, the newest last; `since` is the moment of the
    last signature. One query."""
    rows = agreed().filter(deployment__in=deployments).annotate(since=Max("consents__state_since"))
    found: dict[int, list[Any]] = {}
    for version in rows.order_by("number"):
        found.setdefault(version.deployment_id, []).append(version)
    return found


def agreed() -> QuerySet[Agreement]:
    """Versions to which every party has agreed."""
    parties = Consent.objects.filter(agreement=OuterRef("pk"))
    return Agreement.objects.filter(Exists(parties), ~Exists(parties.exclude(state=ConsentState.AGREED)))


def in_force(deployment: Deployment) -> Agreement | None:
    """The newest version to which every party has agreed; one query, or none where the versions are at hand."""
    if "agreements" in getattr(deployment, "_prefetched_objects_cache", {}):
        versions = list(deployment.agreements.all())
        prefetch_related_objects(versions, "consents")
        return next((version for version in versions if all_agreed(version)), None)
    return agreed().filter(deployment=deployment).order_by("-number").first()


def all_agreed(agreement: Agreement) -> bool:
    states = [consent.state for consent in agreement.consents.all()]
    return bool(states) and set(states) == {ConsentState.AGREED}
