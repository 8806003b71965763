"""Who may knock at the addresses of the office."""

from ..policy import Door
from .questions_policy import POLICY as QUESTIONS
from .register_policy import POLICY as REGISTER
from .selection_policy import POLICY as SELECTION

ASK = ("GET", "POST")
OFFICE = ("office",)

POLICY: dict[str, Door] = {
    **SELECTION,
    **REGISTER,
    **QUESTIONS,
    "office-home": Door(OFFICE),
    "office-requests": Door(OFFICE),
    "office-request": Door(OFFICE),
    "office-request-accept": Door(OFFICE, ASK),
    "office-candidates": Door(OFFICE),
    "office-enquiries": Door(OFFICE, ("POST",)),
    "office-shortlist": Door(OFFICE, ASK),
    "office-request-deployment": Door(OFFICE, ("POST",)),
    "office-request-move": Door(OFFICE, ASK),
    "office-map": Door(OFFICE),
    "office-people": Door(OFFICE),
    "office-person-new": Door(OFFICE, ASK),
    "office-post": Door(OFFICE, ASK),
    "office-deployments": Door(OFFICE),
    "office-deployment": Door(OFFICE),
    "office-agreement": Door(OFFICE, ASK),
    "office-deployment-colleague": Door(OFFICE, ASK),
    "office-deployment-finish": Door(OFFICE, ("POST",)),
    "office-deployment-end": Door(OFFICE, ASK),
    "office-visit-plan": Door(OFFICE, ASK),
    "office-visit-move": Door(OFFICE, ASK),
    "office-visit-cancel": Door(OFFICE, ASK),
    "office-record-settle": Door(OFFICE, ASK),
    "office-review-waive": Door(OFFICE, ASK),
    "office-concern": Door(("quality",)),
    "office-concern-move": Door(("quality",), ASK),
    "office-consent": Door(OFFICE, ASK),
    "office-consent-answer": Door(OFFICE, ASK),
    "office-consent-reason": Door(OFFICE),
    "office-statements": Door(OFFICE),
    "office-statements-prepare": Door(("finance",), ("POST",)),
    "office-statement": Door(OFFICE),
    "office-statement-act": Door(("finance",), ("POST",)),
    "office-statement-note": Door(("finance",), ASK),
    "office-due-line-credit": Door(("finance",), ASK),
    "office-handovers": Door(("finance",), ("POST",)),
    "office-handover": Door(("finance",)),
    "office-data-requests": Door(OFFICE),
    "office-data-request": Door(OFFICE, ASK),
    "office-retention": Door(("manager",), ASK),
    "office-policies": Door(("manager",)),
    "office-policy": Door(("manager",), ASK),
    "office-rates": Door(("finance",), ASK),
    "office-enquiry-leader": Door(OFFICE, ("POST",)),
    "office-enquiry-answer": Door(OFFICE, ASK),
    "office-enquiry-reason": Door(OFFICE),
}
