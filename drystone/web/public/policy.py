"""Who may knock at the addresses of this audience."""

from ..policy import Door

POLICY: dict[str, Door] = {
    "public-home": Door(("anyone",)),
    "public-directory": Door(("anyone",)),
    "check-designation": Door(("anyone",)),
    "accessibility": Door(("anyone",)),
    "ask-for-support": Door(("anyone",), ("GET", "POST")),
    "asked-for-support": Door(("anyone",)),
    "brand": Door(who=("anyone",), bare=True),
    "check-document": Door(who=("anyone",), methods=("GET", "POST")),
    "components": Door(who=("demonstration",)),
    "dev-mail": Door(who=("demonstration",)),
    "dev-mail-message": Door(who=("demonstration",)),
    "healthz": Door(who=("anyone",), bare=True),
    "help": Door(("anyone",)),
    "meeting-sign-up": Door(("anyone",), ("GET", "POST")),
    "privacy": Door(("anyone",)),
    "interest-leaving": Door(who=("anyone",), methods=("GET", "POST")),
    "public-interest": Door(who=("anyone",), methods=("GET", "POST")),
    "round-dates": Door(who=("anyone",)),
    "round-page": Door(who=("anyone",)),
    "school-suggestions": Door(who=("anyone",), bare=True),
}
