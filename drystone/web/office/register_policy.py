"""Who may knock at the office's addresses about System Leaders, reports, the post and history."""

from ..policy import Door

ASK = ("GET", "POST")
OFFICE = ("office",)
MANAGER = ("manager",)

POLICY: dict[str, Door] = {
    "office-leaders": Door(OFFICE),
    "office-leader": Door(OFFICE),
    "office-leader-part": Door(OFFICE),
    "office-leader-induction": Door(OFFICE, ("POST",)),
    "office-leader-induction-certificate": Door(OFFICE),
    "office-induction": Door(MANAGER, ASK),
    "office-induction-own": Door(MANAGER, ("POST",)),
    "office-induction-step": Door(MANAGER, ASK),
    "office-induction-removal": Door(MANAGER, ("POST",)),
    "office-leader-assurance": Door(OFFICE, ASK),
    "office-leader-assurance-request": Door(OFFICE, ("POST",)),
    "office-leader-assurance-letter": Door(OFFICE),
    "office-leader-days": Door(OFFICE, ASK),
    "office-leader-days-change": Door(OFFICE, ("POST",)),
    "office-leader-rules": Door(OFFICE, ASK),
    "office-leader-closed": Door(OFFICE, ASK),
    "office-leader-opening": Door(OFFICE, ("POST",)),
    "office-leader-days-request": Door(OFFICE, ("POST",)),
    "office-leader-contributions": Door(OFFICE, ASK),
    "office-leader-certificate": Door(OFFICE, ASK),
    "office-leader-pause": Door(MANAGER, ASK),
    "office-leader-longer": Door(MANAGER, ASK),
    "office-leader-return": Door(MANAGER, ASK),
    "office-leader-acceptance": Door(MANAGER, ("POST",)),
    "office-leader-condition": Door(MANAGER, ASK),
    "office-leader-move": Door(MANAGER, ASK),
    "office-areas": Door(OFFICE, ASK),
    "office-areas-grouping": Door(MANAGER, ("POST",)),
    "office-area": Door(MANAGER, ASK),
    "office-area-act": Door(MANAGER, ("POST",)),
    "office-groups": Door(OFFICE),
    "office-group-start": Door(OFFICE, ASK),
    "office-needs": Door(OFFICE),
    "office-need-map": Door(OFFICE),
    "office-need": Door(OFFICE, ASK),
    "office-need-move": Door(OFFICE, ASK),
    "office-group-end": Door(OFFICE, ASK),
    "office-reports": Door(("office", "board")),
    "office-report": Door(("office", "board")),
    "office-mail": Door(OFFICE),
    "office-message": Door(OFFICE),
    "office-message-act": Door(OFFICE, ASK),
    "office-history": Door(OFFICE),
}
