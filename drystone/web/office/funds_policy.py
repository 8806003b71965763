"""Who may knock at the addresses of funds: the office reads, who looks after the money acts."""

from ..policy import Door

OFFICE, FINANCE = ("office",), ("finance",)
ASK = ("GET", "POST")

POLICY: dict[str, Door] = {
    "office-funds": Door(OFFICE),
    "office-fund-new": Door(FINANCE, ASK),
    "office-fund": Door(OFFICE),
    "office-fund-change": Door(FINANCE, ASK),
    "office-fund-closing": Door(FINANCE, ASK),
    "office-fund-next": Door(FINANCE, ASK),
    "office-fund-file": Door(OFFICE),
    "office-fund-report": Door(FINANCE, ASK),
    "office-deployment-funds": Door(FINANCE, ASK),
}
