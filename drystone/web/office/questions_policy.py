"""Who may knock at the office's addresses about the forms that the alliance asks."""

from ..policy import Door

ASK = ("GET", "POST")
OFFICE = ("office",)
MANAGER = ("manager",)

POLICY: dict[str, Door] = {
    "office-forms": Door(OFFICE),
    "office-form": Door(OFFICE),
    "office-form-begin": Door(MANAGER, ("POST",)),
    "office-form-draft": Door(MANAGER),
    "office-form-place": Door(MANAGER, ("POST",)),
    "office-form-heading": Door(MANAGER, ASK),
    "office-form-question": Door(MANAGER, ASK),
    "office-form-question-new": Door(MANAGER, ASK),
    "office-form-question-removal": Door(MANAGER, ASK),
    "office-form-section": Door(MANAGER, ASK),
    "office-form-section-new": Door(MANAGER, ASK),
    "office-form-section-removal": Door(MANAGER, ("POST",)),
    "office-form-preview": Door(MANAGER, ASK),
    "office-form-publication": Door(MANAGER, ASK),
    "office-form-discarding": Door(MANAGER, ASK),
}
