"""The papers of payments: the statement."""

from datetime import datetime

from drystone.documents import papers
from drystone.documents.content import half_days, pence
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
        title=f"Statement {statement.number}: {statement.month:%B %Y}",
        by=by,
        at=at,
    )


def statement_words(statement: Statement) -> dict:
    lines = list(statement.lines.all())
    words = {
        "alliance": {
            "name": statement.alliance.name,
            "colour": statement.alliance.colour,
            "contact": statement.alliance.contact_email,
        },
        "to": [statement.home_school.name, statement.home_school.postcode],
        "facts": [
            ("Statement", statement.number),
            ("Month", f"{statement.month:%B %Y}"),
            ("Time", half_days(sum(line.half_days for line in lines))),
            ("You may claim", pence(statement.total_pence)),
        ],
        "lines": [
            {
                "day": line.on,
                "work": line.explanation,
                "half_days": line.half_days,
                "rate_pence": line.rate_pence,
                "amount_pence": line.reimbursement_pence,
            }
            for line in lines
        ],
        "claim": "Your school need not write an invoice: this statement, once confirmed, is the claim.",
        "vat_note": VAT_NOTE,
    }
    if statement.signature:
        words["signatures"] = [
            {
                "name": statement.signature.typed_name,
                "role": statement.signature.typed_role,
                "at": statement.signature.at,
                "statement": "Confirmed for the home school.",
                "digest": statement.signature.digest,
                "through": statement.signature.address,
            }
        ]
    return words
