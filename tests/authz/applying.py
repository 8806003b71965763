"""The pages of applicants: which record stands at an address, and for whom."""

from .rows import EVERYBODY, OFFICE, SIGNED_IN, Row, at

SECTION = {"key": "=about_you"}

ROWS: dict[str, list[Row]] = {
    "apply-eligibility": [at("round", EVERYBODY), at("draft_round", OFFICE)],
    "apply-start": [at("round", SIGNED_IN), at("draft_round", OFFICE)],
    # The applicant's own
    "apply-application": [at("application", "applicant"), at("told", "appellant"), at("draft", "drafter")],
    "apply-section": [at("draft", "drafter", **SECTION)],
    "apply-save": [at("draft", "drafter")],
    "apply-file": [at("told", "appellant", attachment="file")],
    "apply-check": [at("draft", "drafter")],
    "apply-reopening": [at("asked_application", "referred")],
    "apply-withdrawal": [at("asked_application", "referred")],
    "apply-evidence": [at("renewal_draft", "renewing")],
    "apply-evidence-removal": [at("renewal_draft", "renewing", piece="piece")],
    "apply-paper": [at("told", "appellant", paper="letter")],
    "apply-interview": [at("application", "applicant")],
    "apply-interview-rearrangement": [at("application", "applicant")],
    "apply-interview-wish": [at("application", "applicant")],
    "apply-interview-needs": [at("application", "applicant")],
    "apply-interview-file": [at("application", "applicant")],
    "apply-equality": [at("application", "applicant")],
    "apply-appeal": [at("told", "appellant")],
    "apply-reference-nudge": [at("asked_reference", "referred")],
    "apply-reference": [at("open_reference", "open applicant")],
    "apply-reference-referee": [at("declined_reference", "declined")],
}
