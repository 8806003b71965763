"""What was paid too little or too much: it stands on the home school's next statement, as a line that says so."""

from datetime import datetime

from django.db import transaction

from drystone import saying
from drystone.deployment.models import Flow, VatCode
from drystone.history import events
from drystone.people.models import Person

from .models import Answer, DueLine


@transaction.atomic
def carry(answer: Answer, *, by: Person | None, at: datetime) -> DueLine | None:
    """Once for each answer; None where what was paid is what was stated.

    A payment that comes back takes with it what was carried of it. No charge is touched: the payer was asked right.
    """
    apart = apart_by(answer)
    if not apart:
        return None
    line = DueLine.objects.create(
        alliance_id=answer.alliance_id,
        kind=DueLine.Kind.CARRIED,
        home_school_id=answer.statement.home_school_id,
        answer=answer,
        on=answer.on,
        flow=Flow.REIMBURSED,
        half_days=0,
        vat_code=VatCode.OUTSIDE,  # money that moves, nothing that is supplied
        rate_pence=0,
        reimbursement_pence=apart,
        charge_pence=0,
        explanation=explained(answer, apart),
        made_at=at,
    )
    events.record(line, "carried", by=by, at=at, note=line.for_home_school, about=answer.statement)
    return line


def apart_by(answer: Answer) -> int:
    """Pence that are still owed for its statement; less than nothing where too much was paid."""
    if answer.outcome == Answer.Outcome.PAID:
        return answer.statement.payable_pence - answer.pence
    carried = DueLine.objects.filter(answer__statement=answer.statement)
    return -sum(carried.values_list("reimbursement_pence", flat=True))


def explained(answer: Answer, apart: int) -> str:
    """Paid £10 too little for statement 12 on Tuesday 15 December 2026."""
    of = f"for statement {answer.statement.number} on {saying.day(answer.on)}"
    if answer.outcome == Answer.Outcome.RETURNED:
        return f"The payment {of} came back, and with it what was carried"
    return f"Paid {saying.pounds(abs(apart))} too {'little' if apart > 0 else 'much'} {of}"
