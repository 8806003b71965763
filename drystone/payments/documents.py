"""The papers of payments: the statement."""

from datetime import datetime
from typing import Any

from drystone import saying
from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.people.models import Person

from .models import Statement

VAT_NOTE = (
    "Teaching staff supplied by one eligible body to another are as a rule exempt from VAT. "
    "Your finance office decides what applies to you; this is not tax advice."
)


def statement_paper(statement: Statement, *, by: Person, at: datetime) -> Paper:
    """The approved statement, sealed."""
    return papers.keep(
        "Statement",
        "statement",
        statement_words(statement),
        about=statement,
        alliance_id=statement.alliance_id,
        title=f"Statement {statement.number}: {saying.month(statement.month)}",
        by=by,
        at=at,
    )


def statement_words(statement: Statement) -> dict[str, Any]:
    lines = list(statement.lines.all())
    time, total = saying.days(sum(line.half_days for line in lines)), saying.pounds(statement.total_pence)
    words: dict[str, Any] = {
        "alliance": statement.alliance.letterhead,
        "to": [statement.home_school.name, statement.home_school.postcode],
        "facts": [
            ("Statement", statement.number),
            ("Month", saying.month(statement.month)),
            ("Time", time),
            ("You may claim", total),
        ],
        "lines": [
            {
                "day": saying.short_day(line.on),
                "work": line.explanation,
                "time": saying.days(line.half_days),
                "rate": saying.pounds(line.rate_pence),
                "amount": saying.pounds(line.reimbursement_pence),
            }
            for line in lines
        ],
        "time": time,
        "total": total,
        "claim": "Your school need not write an invoice: this statement, once confirmed, is the claim.",
        "vat_note": VAT_NOTE,
    }
    if statement.signature:
        words["signatures"] = [{**statement.signature.printed(), "statement": "Confirmed for the home school."}]
    return words
