"""Who may knock at the office's addresses about the life of a deployment."""

from ..policy import Door

OFFICE = ("office",)
ASK, PRESS = ("GET", "POST"), ("POST",)

POLICY: dict[str, Door] = {
    "office-coherence": Door(OFFICE),
    "office-visit-evaluation-waive": Door(OFFICE, ASK),
    "office-visit-evaluation-ask": Door(OFFICE, PRESS),
    "office-deployment-pause": Door(OFFICE, ASK),
    "office-deployment-pause-end": Door(OFFICE, ASK),
    "office-deployment-resume": Door(OFFICE, ASK),
    "office-deployment-undo": Door(OFFICE, PRESS),
    "office-deployment-end": Door(OFFICE, ASK),
}
