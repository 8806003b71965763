"""The papers of payments: the statement of a home school, the charge schedule of a payer."""

from datetime import datetime
from typing import Any

from drystone import saying
from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.people.models import Person

from . import charging, vat
from .models import ChargeSchedule, Statement

SELF_BILLED = "Self-billing: this statement is a self-billed invoice."
OUTPUT_TAX = "The VAT shown is your output tax due to HMRC."


def statement_paper(statement: Statement, made: papers.Made | None, *, by: Person, at: datetime) -> Paper:
    """The approved statement, sealed; `made` where that was done beforehand."""
    kept: dict[str, Any] = {"about": statement, "alliance_id": statement.alliance_id, "by": by, "at": at}
    if made:
        return papers.keep_made(made, "Statement", **kept)
    title = statement_title(statement)
    return papers.keep("Statement", "statement", statement_words(statement), title=title, **kept)


def statement_title(statement: Statement) -> str:
    return f"Statement {statement.number}: {statement.period}"


def statement_words(statement: Statement) -> dict[str, Any]:
    lines = list(statement.lines.all())
    time, total = time_of(sum(line.half_days for line in lines)), saying.pounds(statement.total_pence)
    rates = vat.by_rate((line.vat_code, line.reimbursement_pence) for line in lines)
    words: dict[str, Any] = {
        "alliance": statement.alliance.letterhead,
        "to": [statement.home_school.name, statement.home_school.postcode],
        "facts": [
            ("Statement", statement.number),
            ("Period", str(statement.period)),
            *([("Time", time)] if time else []),
            ("You may claim", saying.pounds(statement.payable_pence)),
            ("Paid to", paid_to(statement)),
            *invoice_facts(statement),
        ],
        "lines": [
            {
                "day": saying.short_day(line.on),
                "work": line.explanation,
                "time": time_of(line.half_days),
                "rate": line.rate,
                "amount": saying.pounds(line.reimbursement_pence),
            }
            for line in lines
        ],
        "time": time,
        "total": total,
        "claim": claim(statement),
        "rates": [{"name": rate.name, **sums_of(rate.pence, rate.vat)} for rate in rates],
        "whole": sums_of(statement.total_pence, statement.vat_pence),
        "vat_note": vat.notes({line.vat_code for line in lines}),
    }
    if statement.signature:
        words["signatures"] = [{**statement.signature.printed(), "statement": "Confirmed for the home school."}]
    return words


def invoice_facts(statement: Statement) -> list[tuple[str, str]]:
    """What the law asks of an invoice beyond the statement, where it is one."""
    billing = statement.self_billing
    if billing is None:
        return []
    who = statement.alliance.legal_body or statement.alliance.name
    facts = [("Self-billed invoice", f"number {statement.number}, made out by {who}")]
    facts += [("Supplier", str(statement.home_school)), ("Time of supply", "The day of each line")]
    return [*facts, ("The supplier’s VAT number", billing.vat_number)] if billing.vat_number else facts


def claim(statement: Statement) -> list[str]:
    """Whether the school writes an invoice."""
    if statement.self_billing and (agreed := statement.self_billing.agreed_on):
        of = saying.day(agreed)
        said = [f"{SELF_BILLED} It is made out by the self-billing agreement of {of}: send no invoice of your own."]
        return [*said, OUTPUT_TAX] if statement.vat_pence else said
    if statement.vat_pence:
        return ["This statement, once confirmed, is the claim. It carries VAT: please send a VAT invoice for it, too."]
    return ["No invoice need be written: this statement, once confirmed, is the claim."]


def paid_to(statement: Statement) -> str:
    number = statement.supplier_number
    return f"{statement.paid_to}, supplier number {number}" if number else str(statement.paid_to)


def charge_paper(schedule: ChargeSchedule, *, by: Person, at: datetime) -> Paper:
    """The charge schedule as it is issued, sealed."""
    return papers.keep(
        "Charge schedule",
        "charge",
        charge_words(schedule),
        about=schedule,
        alliance_id=schedule.alliance_id,
        title=f"Charge schedule {schedule.number}: {schedule.period}",
        by=by,
        at=at,
    )


def charge_words(schedule: ChargeSchedule) -> dict[str, Any]:
    lines = list(charging.charged(schedule.lines.all()))
    total = saying.pounds(schedule.payable_pence)
    return {
        "alliance": schedule.alliance.letterhead,
        "to": [schedule.payer.name, schedule.payer.postcode],
        "facts": [
            ("Charge schedule", schedule.number),
            ("Period", str(schedule.period)),
            ("To pay", total),
        ],
        "intro": f"The finance office of {schedule.alliance} asks for this sum: an invoice follows, or comes with it.",
        "orders": [order_words(*order) for order in charging.by_order(lines)],
        "sums": [
            ("Without VAT", saying.pounds(schedule.total_pence)),
            ("VAT", saying.pounds(schedule.vat_pence)),
            ("To pay", total),
        ],
        "vat_note": vat.notes({line.vat_code for line in lines}),
    }


def order_words(order: str, lines: list[Any], pence: int) -> dict[str, Any]:
    taxed = sum(vat.on(line.charged_pence, line.vat_code) for line in lines)
    return {
        "title": order_title(order),
        "lines": [
            {
                "day": saying.short_day(line.on),
                "work": line.explanation,
                **sums_said(line.half_days, line.charged_pence, vat.on(line.charged_pence, line.vat_code)),
            }
            for line in lines
        ],
        **sums_said(sum(line.half_days for line in lines), pence, taxed),
    }


def time_of(half_days: int) -> str:
    """Nothing where no time was delivered: a fee, or what was carried."""
    return saying.days(half_days) if half_days else ""


def sums_said(half_days: int, pence: int, taxed: int) -> dict[str, str]:
    return {"time": time_of(half_days), **sums_of(pence, taxed)}


def sums_of(pence: int, taxed: int) -> dict[str, str]:
    return {"amount": saying.pounds(pence), "vat": saying.pounds(taxed), "whole": saying.pounds(pence + taxed)}


def order_title(order: str) -> str:
    return f"Purchase order {order}" if order else "Without a purchase order"
