"""The lines of a statement and of a charge schedule as tables, for spreadsheets: a row a line, then the total."""

from decimal import Decimal

from drystone.documents.sheets import Cell

from . import charging, vat
from .models import ChargeSchedule, Statement

Rows = list[list[Cell]]
STATEMENT = [
    "Statement", "Period", "Home school", "Day", "Work", "Half-days", "Rate GBP", "Amount GBP", "VAT code", "VAT GBP",
    "With VAT GBP",
]  # fmt: skip
CHARGE = [
    "Charge schedule", "Period", "Payer", "Purchase order", "Day", "Work", "Half-days", "Without VAT GBP", "VAT code",
    "VAT GBP", "With VAT GBP",
]  # fmt: skip


def pounds(pence: int) -> Decimal:
    """£12.34 from 1234, exact, always with its pennies."""
    return Decimal(pence).scaleb(-2)


def statement_rows(statement: Statement) -> Rows:
    head: list[Cell] = [statement.number, statement.period.short, statement.home_school.name]
    lines = list(statement.lines.all())
    rows: Rows = []
    for line in lines:
        taxed = line.claimed_vat_pence
        sums: list[Cell] = [pounds(line.reimbursement_pence), line.get_vat_code_display(), pounds(taxed)]
        whole = pounds(line.reimbursement_pence + taxed)
        rows.append([*head, line.on, line.explanation, line.half_days, pounds(line.rate_pence), *sums, whole])
    halves = sum(line.half_days for line in lines)
    totals = [pounds(statement.total_pence), None, pounds(statement.vat_pence), pounds(statement.payable_pence)]
    return [*rows, [*head, None, "TOTAL", halves, None, *totals]]


def charge_rows(schedule: ChargeSchedule) -> Rows:
    head: list[Cell] = [schedule.number, schedule.period.short, schedule.payer.name]
    lines = list(charging.charged(schedule.lines.all()))
    rows: Rows = []
    for line in lines:
        taxed = vat.on(line.charged_pence, line.vat_code)
        sums = [
            pounds(line.charged_pence),
            line.get_vat_code_display(),
            pounds(taxed),
            pounds(line.charged_pence + taxed),
        ]
        rows.append([*head, line.purchase_order, line.on, line.explanation, line.half_days, *sums])
    halves = sum(line.half_days for line in lines)
    totals = [pounds(schedule.total_pence), None, pounds(schedule.vat_pence), pounds(schedule.payable_pence)]
    return [*rows, [*head, None, None, "TOTAL", halves, *totals]]
