"""Who may knock at the addresses of rounds and applications."""

from ..policy import Door

ASK = ("GET", "POST")
PRESS = ("POST",)
OFFICE, MANAGER = ("office",), ("manager",)

POLICY: dict[str, Door] = {
    "office-rounds": Door(OFFICE),
    "office-round-new": Door(MANAGER, ASK),
    "office-round": Door(OFFICE),
    "office-round-edit": Door(MANAGER, ASK),
    "office-round-questions": Door(MANAGER, ASK),
    "office-round-areas": Door(OFFICE, ASK),
    "office-round-publication": Door(MANAGER, PRESS),
    "office-round-release": Door(OFFICE, ASK),
    "office-sharing-out": Door(OFFICE, ASK),
    "office-pack": Door(OFFICE),
    "office-scores": Door(OFFICE),
    "office-line": Door(OFFICE),
    "office-weights": Door(MANAGER, ASK),
    "office-together": Door(OFFICE, ASK),
    "office-circular": Door(OFFICE, ASK),
    "office-round-list": Door(OFFICE),
    "office-slots": Door(OFFICE, ASK),
    "office-extension": Door(MANAGER, ASK),
    "office-slot-removal": Door(OFFICE, PRESS),
    "office-application": Door(OFFICE),
    "office-application-dossier": Door(OFFICE),
    "office-assessors": Door(OFFICE, ASK),
    "office-moderation": Door(OFFICE, ASK),
    "office-decision": Door(OFFICE, ASK),
    "office-application-move": Door(OFFICE, ASK),
    "office-application-press": Door(OFFICE, PRESS),
    "office-application-file": Door(OFFICE),
    "office-reference-file": Door(OFFICE),
    "office-application-paper": Door(OFFICE),
    "office-reference": Door(OFFICE),
    "office-reference-request": Door(OFFICE, PRESS),
    "office-reference-record": Door(OFFICE, ASK),
    "office-reference-referee": Door(OFFICE, ASK),
    "office-reference-refusal": Door(OFFICE),
    "office-panel": Door(OFFICE, ASK),
    "office-interview-time": Door(OFFICE, ASK),
    "office-interview-rearrangement": Door(OFFICE, ASK),
    "office-interview-record": Door(OFFICE, PRESS),
    "office-interview-absence": Door(OFFICE, ASK),
    "office-marks": Door(OFFICE, ASK),
    "office-decision-check": Door(OFFICE, ASK),
    "office-decision-letter": Door(OFFICE),
    "office-decision-release": Door(OFFICE, ASK),
    "office-appeal": Door(MANAGER, ASK),
}
