"""Who may knock at the addresses of an applicant."""

from ..policy import Door

ASK = ("GET", "POST")
PRESS = ("POST",)
APPLICANT = ("applicant",)

POLICY: dict[str, Door] = {
    "apply-eligibility": Door(("anyone",), ASK),
    "apply-start": Door(APPLICANT, ASK),
    "apply-application": Door(APPLICANT),
    "apply-section": Door(APPLICANT, ASK),
    "apply-save": Door(APPLICANT, PRESS),
    "apply-file": Door(APPLICANT),
    "apply-evidence": Door(APPLICANT, ASK),
    "apply-evidence-removal": Door(APPLICANT, PRESS),
    "apply-check": Door(APPLICANT, ASK),
    "apply-reopening": Door(APPLICANT, PRESS),
    "apply-withdrawal": Door(APPLICANT, ASK),
    "apply-paper": Door(APPLICANT),
    "apply-interview": Door(APPLICANT, ASK),
    "apply-interview-rearrangement": Door(APPLICANT, ASK),
    "apply-interview-wish": Door(APPLICANT, ASK),
    "apply-interview-needs": Door(APPLICANT, ASK),
    "apply-interview-file": Door(APPLICANT),
    "apply-equality": Door(APPLICANT, ASK),
    "apply-appeal": Door(APPLICANT, ASK),
    "apply-reference": Door(APPLICANT),
    "apply-reference-nudge": Door(APPLICANT, PRESS),
    "apply-reference-referee": Door(APPLICANT, ASK),
}
