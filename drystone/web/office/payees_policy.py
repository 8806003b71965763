"""Who may knock at the addresses of who is paid: the office reads, who looks after the money acts."""

from ..policy import Door

OFFICE, FINANCE = ("office",), ("finance",)
ASK = ("GET", "POST")

POLICY: dict[str, Door] = {
    "office-payees": Door(OFFICE),
    "office-payee-new": Door(OFFICE, ASK),
    "office-payee": Door(OFFICE),
    "office-payee-act": Door(OFFICE, ("POST",)),
    "office-payee-stop": Door(FINANCE, ASK),
    "office-self-billings": Door(OFFICE),
    "office-self-billing-new": Door(FINANCE, ASK),
    "office-self-billing-asking": Door(FINANCE, ASK),
    "office-self-billing": Door(OFFICE),
    "office-self-billing-end": Door(FINANCE, ASK),
}
