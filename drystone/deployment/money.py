"""The money of an agreement in words: each side of it by itself, for each way that it may go."""

from drystone import saying

from .models import Agreement, Flow, Unit

A_UNIT = {
    Unit.DAY: "a day, pro rata",
    Unit.HALF_DAY: "a half-day",
    Unit.HOUR: "an hour",
    Unit.TWILIGHT: "a twilight",
    Unit.SESSION: "a session",
}
NO_MONEY = "No money: days are exchanged"
NOBODY = "Nobody is charged"


def rate(pence: int, unit: str) -> str:
    """£300 a day, pro rata; £45 an hour."""
    return f"{saying.pounds(pence)} {A_UNIT[Unit(unit)]}"


def cost(agreement: Agreement) -> str:
    """What is charged, to whom and by whom, as those read it who pay."""
    if agreement.flow == Flow.REIMBURSED:
        return NOBODY
    payer, home = agreement.payer, agreement.deployment.home_school
    price = rate(agreement.charge_pence, agreement.unit)
    said = {
        Flow.HUB: f"{payer} pays {price}",
        Flow.DIRECT: f"{payer} pays {home} {price}, by invoices of that school",
        Flow.GRANT: f"Funds carry {price}; {payer} pays what they cannot",
    }[Flow(agreement.flow)]
    return f"{said}. VAT: {agreement.get_vat_code_display().lower()}"


def reimbursement(agreement: Agreement) -> str:
    """What the home school gets, and from whom, as that school reads it."""
    home, price = agreement.deployment.home_school, rate(agreement.reimbursement_pence, agreement.unit)
    return f"{home} invoices {agreement.payer} {price}" if agreement.flow == Flow.DIRECT else f"{home} gets {price}"


def late_cost(agreement: Agreement, per_cent: int) -> str:
    """What of a visit is charged that is called off late."""
    return "" if agreement.flow == Flow.REIMBURSED else f"{agreement.payer} pays {per_cent} % of the visit"


def late_reimbursement(agreement: Agreement, charged: int, reimbursed: int) -> str:
    """What the home school gets of it: where it invoices the payer itself, what that one pays."""
    part = charged if agreement.flow == Flow.DIRECT else reimbursed
    return f"{agreement.deployment.home_school} gets {part} %"
