"""How long answers about people are kept. A question says by one word, `personal = "…"`, which of these holds.

The months are the defaults of the sector's toolkits (IRMS for schools; equality and access needs sooner); an
alliance may set its own. `privacy` counts them from the event named here. What was written about deployments, and
what was shown in checks of payments, the clock erases.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keeping:
    months: int
    after: str
    why: str


RETENTION: dict[str, Keeping] = {
    "application": Keeping(6, "the decision, or the end of the designation and six years", "To decide fairly."),
    "contact": Keeping(6, "the decision, or the end of the designation and six years", "To reach the applicant."),
    "access_needs": Keeping(1, "the interview", "To make the interview possible."),
    "reference": Keeping(6, "the decision, or the end of the designation and six years", "To decide fairly."),
    "scores": Keeping(6, "the decision or the end of an appeal", "To show how the decision was made."),
    "equality": Keeping(6, "the end of the round; then only sums are kept", "To see whether we treat people alike."),
    "request": Keeping(72, "the end of the support", "To broker the support."),
    "visit": Keeping(72, "the end of the deployment", "To know what was done and agreed."),
    "evaluation": Keeping(72, "the end of the deployment", "To assure and to show the quality of the work."),
    "agreement": Keeping(72, "the end of the deployment", "To know what a party asked or refused before agreeing."),
    "reading": Keeping(72, "the end of the designation", "To make visit records better, and show that they are read."),
    "concern": Keeping(72, "the concern was resolved", "To keep people safe and treat them fairly."),
    "payment_evidence": Keeping(12, "the check of a payment was closed", "To show what stood behind a payment."),
    "induction": Keeping(72, "the end of the designation", "To show what prepared a leader for the role."),
    "group": Keeping(24, "the end of the school year", "To make the groups better."),
}
