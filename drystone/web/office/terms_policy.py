"""Who may knock at the office's addresses about plans of a term."""

from ..policy import Door

OFFICE = ("office",)
ASK, PRESS = ("GET", "POST"), ("POST",)

POLICY: dict[str, Door] = {
    "office-term-plans": Door(OFFICE, ASK),
    "office-term-plan": Door(OFFICE),
    "office-term-plan-unmet": Door(OFFICE),
    "office-term-plan-cancel": Door(OFFICE, PRESS),
    "office-term-plan-again": Door(OFFICE, PRESS),
    "office-term-plan-accept": Door(OFFICE, PRESS),
    "office-term-plan-line": Door(OFFICE, PRESS),
    "office-pin": Door(OFFICE, ASK),
    "office-pin-removal": Door(OFFICE, PRESS),
}
