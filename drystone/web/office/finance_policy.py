"""Who may knock at the addresses of what is handed to finance and comes back: who looks after the money."""

from ..policy import Door

FINANCE, ASK = ("finance",), ("GET", "POST")

POLICY: dict[str, Door] = {
    "office-handovers": Door(FINANCE),
    "office-handover-new": Door(FINANCE, ASK),
    "office-handover": Door(FINANCE),
    "office-handover-link": Door(FINANCE, ASK),
    "office-handover-folder": Door(FINANCE, ("POST",)),
    "office-answers": Door(FINANCE, ASK),
    "office-answer-file": Door(FINANCE, ASK),
    "office-layouts": Door(FINANCE),
    "office-layout-new": Door(FINANCE, ASK),
    "office-layout": Door(FINANCE, ASK),
}
