"""What changes between two versions of an agreement: whom it touches, and how each party reads it."""

from dataclasses import dataclass

from .models import Agreement, Consent
from .wording import CHARGED, EVERYBODY, FOR_PAYERS, REIMBURSED, WORK, Aims, Term, objectives, pairs_of, terms

Party = Consent.Party
DOING = frozenset({Party.LEADER, Party.RECEIVING, Party.ALLIANCE})
# Whose consent a changed term re-opens.
TOUCHES = {
    "starts": EVERYBODY,
    "ends": EVERYBODY,
    "half_days": EVERYBODY,
    "kinds": DOING,
    "pattern": frozenset({Party.HOME, Party.LEADER, Party.RECEIVING}),
    "people": DOING,
    "named_id": DOING,
    "named_because": DOING,
    "charge_pence": CHARGED,
    "reimbursement_pence": REIMBURSED,
    "payer_id": CHARGED,
    "purchase_order": frozenset({Party.PAYER}),
    "vat_code": CHARGED,
    "unit": CHARGED | {Party.HOME},
    "flow": CHARGED | {Party.HOME},
    "cancellation": CHARGED | {Party.HOME},
    "rearranged_within_days": CHARGED | {Party.HOME},
}


@dataclass(frozen=True)
class Difference:
    """One term that reads differently."""

    name: str
    was: tuple[str, ...]
    now: tuple[str, ...]


def touched(before: Agreement, after: Agreement, aims: Aims) -> frozenset[str]:
    """The parties whose consent the change re-opens; `aims` are those of the version after."""
    found = [who for name, who in TOUCHES.items() if getattr(before, name) != getattr(after, name)]
    if set(pairs_of(objectives(before))) != set(aims):
        found.append(DOING)
    was, now = dict(map(tuple, before.terms)), dict(map(tuple, after.terms))
    reworded = {section for section in was | now if was.get(section, "") != now.get(section, "")}
    found += [EVERYBODY if section in FOR_PAYERS else WORK for section in reworded]
    return frozenset().union(*found)


def between(before: Agreement, after: Agreement, party: str | None, aims: Aims | None = None) -> list[Difference]:
    """Every term that reads differently to this party, in the order of the agreement; what is not hers stays out."""
    was, now = said(terms(before, party)), said(terms(after, party, aims))
    names = [*now, *(name for name in was if name not in now)]
    pairs = ((name, was.get(name, ()), now.get(name, ())) for name in names)
    return [Difference(name, old, new) for name, old, new in pairs if old != new]


def said(found: list[Term]) -> dict[str, tuple[str, ...]]:
    return {term.name: term.said for term in found}
