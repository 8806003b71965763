"""VAT by its code, a line. The Alliance's finance office sets the code; we give no tax advice."""

from collections.abc import Iterable
from dataclasses import dataclass

from drystone.deployment.models import VatCode

from . import pricing

STANDARD_PER_CENT = 20
NOTES = {
    VatCode.EXEMPT: "Exempt: teaching staff supplied by one eligible body to another are as a rule exempt from VAT.",
    VatCode.OUTSIDE: "Outside the scope of VAT.",
    VatCode.ZERO: "Zero-rated.",
    VatCode.STANDARD: f"Standard-rated: VAT of {STANDARD_PER_CENT} % is added, line by line.",
}
NO_ADVICE = "Your finance office decides what applies to you; this is not tax advice."


def on(pence: int, code: str) -> int:
    """Pence of VAT on an amount without it, rounded half up to the penny; on a credit, exactly as much less."""
    if code != VatCode.STANDARD:
        return 0
    added = pricing.half_up(abs(pence) * STANDARD_PER_CENT, 100)
    return added if pence >= 0 else -added


@dataclass(frozen=True)
class Rate:
    """All that stands on a paper under one code: pence without VAT, and the VAT, added up line by line."""

    code: str
    pence: int
    vat: int

    @property
    def name(self) -> str:
        return str(VatCode(self.code).label)

    @property
    def whole(self) -> int:
        return self.pence + self.vat


def by_rate(amounts: Iterable[tuple[str, int]]) -> list[Rate]:
    """Of amounts without VAT, each with its code, a row for each code in the order of the codes."""
    found: dict[str, list[int]] = {}
    for code, pence in amounts:
        found.setdefault(code, []).append(pence)
    return [
        Rate(code, sum(found[code]), sum(on(pence, code) for pence in found[code]))
        for code in VatCode.values
        if code in found
    ]


def notes(codes: set[str]) -> list[str]:
    """What a paper says about the VAT of its lines, a paragraph a code, and that it is no advice."""
    return [*(text for code, text in NOTES.items() if code in codes), NO_ADVICE]
