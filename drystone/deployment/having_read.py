"""A sent record as its readers have it: that she has read it, what it waits for, what is added to an evaluation."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.models import Person

from . import emails, records
from .access import supported, writes
from .models import EvaluationLine, EvaluationState, RecordLine, RecordState, VisitEvaluation, VisitRecord


@transaction.atomic
def read(record: VisitRecord, *, line: str = "", by: Person, at: datetime) -> VisitRecord:
    """She has read it, and neither confirms nor disputes it; she may add a line. Said twice it is said once."""
    refuse_others(by, record)
    record.read_at = VisitRecord.objects.select_for_update().get(pk=record.pk).read_at
    if record.read_at is None:
        record.read_at = at
        record.save(update_fields=["read_at"])
        events.record(record, "read", by=by, at=at)
    if line:
        records.add(record, RecordLine.Kind.LINE, line, by=by, at=at)
    return record


def refuse_others(by: Person, record: VisitRecord) -> None:
    if record.state == RecordState.DRAFT or not supported(by, record):
        raise NotAllowed("Only whom the record went to says that she has read it.")


@transaction.atomic
def amend_evaluation(evaluation: VisitEvaluation, text: str, *, by: Person, at: datetime) -> EvaluationLine:
    """The leader adds to a given evaluation; its own readers are told, and nobody else."""
    if not writes(by, evaluation) or evaluation.state != EvaluationState.GIVEN:
        raise NotAllowed("Only the leader adds to an evaluation, and only once it was sent.")
    VisitEvaluation.objects.select_for_update().get(pk=evaluation.pk)
    last = evaluation.lines.last()
    if last and last.text == text:
        return last
    whose = {"alliance_id": evaluation.alliance_id, "evaluation": evaluation}
    line = EvaluationLine.objects.create(**whose, text=text, by=by, at=at)
    events.record(evaluation, "added_to", by=by, at=at)
    emails.evaluation_given(evaluation, at=at)
    return line


def stands_on(record: VisitRecord) -> date | None:
    """The day from which a record of which nobody has said anything counts as not disputed."""
    if record.sent_at is None:
        return None
    return WorkingDays(record.alliance).after(localdate(record.sent_at), record.alliance.dispute_working_days)


def standing(record: VisitRecord, *, at: datetime) -> str:
    """Where a sent record stands, in one plain sentence."""
    visit, day = record.visit, saying.day
    who = str(visit.deployment.supported or f"The headteacher of {visit.deployment.receiving_school}")
    since = day(record.state_since)
    if record.state == RecordState.CONFIRMED:
        return f"{who} said on {since} that it is right. Nothing more is needed."
    if record.state == RecordState.DISPUTED:
        then = f"{visit.deployment.leader} adds to it, or the office settles it."
        return f"{who} said on {since} that something is not right. {then}"
    until = stands_on(record)
    if record.state == RecordState.DRAFT or until is None:
        return f"Waiting for {visit.deployment.leader} to send it."
    begun = f"{who} read it on {day(record.read_at)}" if record.read_at else f"It went to {who} on {since}"
    if settled(record):
        return f"The office settled it on {since}. It stands; {who} may still confirm it."
    if localdate(at) >= until:
        return f"{begun}. Nobody disputed it by {day(until)}, so it stands."
    return f"{begun}. If nothing is said against it by {day(until)}, it stands."


def settled(record: VisitRecord) -> bool:
    """It was disputed, and the office has settled it."""
    return record.state == RecordState.SENT and record.sent_at is not None and record.state_since > record.sent_at
