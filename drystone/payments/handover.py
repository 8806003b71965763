"""Handing approved statements over to finance: one file with its totals and control sum, and what came back."""

import hashlib
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from drystone.alliances.models import Alliance
from drystone.documents import sheets
from drystone.history import events
from drystone.people.models import Person

from .access import only_finance
from .lifecycle import STATEMENT
from .models import Handover, Payee, Statement, StatementState

COLUMNS = ["Statement", "Month", "School", "URN", "Pay to", "Half-days", "Amount GBP", "Confirmed by", "Approved by"]


class NothingToHandOver(Exception):
    """No statement is approved and waiting."""


class FileChanged(Exception):
    """The file is not the one that was handed over; its control sum says so."""


@transaction.atomic
def hand_over(alliance: Alliance, *, by: Person, at: datetime) -> tuple[Handover, bytes]:
    """Writes every approved statement into one CSV for the finance package; each is handed over once.

    Raises NothingToHandOver.
    """
    only_finance(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    statements = list(
        Statement.objects.filter(alliance=alliance, state=StatementState.APPROVED)
        .select_related("home_school", "confirmed_by", "approved_by")
        .prefetch_related("lines")
        .order_by("number")
    )
    if not statements:
        raise NothingToHandOver("No statement is approved and waiting to be handed over.")
    file = sheets.csv_bytes(COLUMNS, rows(alliance, statements))
    handover = Handover.objects.create(
        alliance=alliance,
        at=at,
        by=by,
        total_pence=sum(s.total_pence for s in statements),
        file=file,
        sha256=hashlib.sha256(file).hexdigest(),
    )
    handover.statements.set(statements)
    for statement in statements:
        STATEMENT.move(statement, "export", by=by, at=at)
    events.record(handover, "handed_over", by=by, at=at, statements=len(statements), pence=handover.total_pence)
    return handover, file


def rows(alliance: Alliance, statements: list[Statement]) -> list[list[sheets.Cell]]:
    """One row a statement, then the control row: how many, and their sum."""
    payees = {
        p.school_id: p.paid_through.name
        for p in Payee.objects.filter(alliance=alliance).select_related("paid_through")
    }
    written = [
        row(statement, payees.get(statement.home_school_id, statement.home_school.name)) for statement in statements
    ]
    total = sum(s.total_pence for s in statements)
    halves = sum(line.half_days for s in statements for line in s.lines.all())
    counted = f"{len(statements)} statements"
    return [*written, ["TOTAL", "", counted, "", "", halves, Decimal(pounds(total)), "", ""]]


def row(statement: Statement, payee: str) -> list[sheets.Cell]:
    return [
        str(statement.number),
        f"{statement.month:%Y-%m}",
        statement.home_school.name,
        statement.home_school.urn or "",
        payee,
        sum(line.half_days for line in statement.lines.all()),
        Decimal(pounds(statement.total_pence)),
        statement.confirmed_by.name if statement.confirmed_by else "",
        statement.approved_by.name if statement.approved_by else "",
    ]


def file_again(handover: Handover) -> bytes:
    """The same file once more, to the byte. Raises FileChanged."""
    file = bytes(handover.file)
    if hashlib.sha256(file).hexdigest() != handover.sha256:
        raise FileChanged(f"The file of handover {handover.pk} is not the one that was handed over.")
    return file


def pounds(pence: int) -> str:
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02}"


@transaction.atomic
def mark_paid(statement: Statement, *, by: Person, at: datetime) -> Statement:
    """Finance says that it has been paid."""
    return STATEMENT.move(statement, "mark_paid", by=by, at=at)


@transaction.atomic
def mark_returned(statement: Statement, *, note: str, by: Person, at: datetime) -> Statement:
    """Finance says that the payment came back, and why."""
    return STATEMENT.move(statement, "mark_returned", by=by, at=at, note=note)
