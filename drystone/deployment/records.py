"""One write-up, two documents: the visit record for the colleague helped, the visit evaluation for the heads."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import links
from drystone.people.models import Person
from drystone.questions import sheets

from . import concerns, emails, visits, wording
from .access import leads, writes
from .lifecycle import EVALUATION, RECORD
from .models import EvaluationState, RecordLine, RecordState, Visit, VisitEvaluation, VisitRecord, VisitState

RECORD_FORM, EVALUATION_FORM = "visit_record", "visit_evaluation"
PURPOSE = "visit-record"
READ = "visit-evaluation"
FORGOTTEN = timedelta(days=90)  # nobody is reminded of what is so long past
SENT = (RecordState.SENT, RecordState.CONFIRMED, RecordState.DISPUTED)
UNGIVEN = (EvaluationState.DUE, EvaluationState.DRAFT)


class NotHeld(Exception):
    """Only a visit that took place is written up; the sentence is for the leader."""


class NobodySupported(Exception):
    """The colleague helped is not named yet; the record has nobody to go to."""


@transaction.atomic
def begin(visit: Visit, *, by: Person, at: datetime) -> tuple[VisitRecord, VisitEvaluation]:
    """Lays out the two documents of a visit. Beginning twice gives the same two."""
    if not leads(by, visit):
        raise NotAllowed("Only the leader who made a visit writes it up.")
    Visit.objects.select_for_update().get(pk=visit.pk)
    record = VisitRecord.objects.filter(visit=visit).first()
    if record:
        return record, visit.evaluation
    alliance_id, aims = visit.alliance_id, wording.aims(visit.deployment)
    record = VisitRecord.objects.create(
        alliance_id=alliance_id,
        visit=visit,
        sheet=sheets.start(
            RECORD_FORM, alliance_id, at=at, lists={"objectives": aims, "actions": last_actions(visit)}
        ),
        state_since=at,
    )
    evaluation = VisitEvaluation.objects.create(
        alliance_id=alliance_id,
        visit=visit,
        sheet=sheets.start(EVALUATION_FORM, alliance_id, at=at, lists={"objectives": aims}),
        state_since=at,
    )
    return record, evaluation


def last_actions(visit: Visit) -> dict[str, str]:
    """What was agreed at the visit before this one, to be ticked off now."""
    before = VisitRecord.objects.filter(
        visit__deployment=visit.deployment, visit__starts_at__lt=visit.starts_at, state__in=SENT
    )
    last = before.order_by("-visit__starts_at").first()
    said = sheets.values(last.sheet) if last else {}
    return {key: said[key] for key in ("action_1", "action_2", "action_3") if said.get(key)}


@transaction.atomic
def send_both(visit: Visit, *, by: Person, at: datetime) -> None:
    """One press sends what has not gone yet, or nothing at all: neither half goes while the other is incomplete.

    Raises what `send` raises.
    """
    for half in (visit.record, visit.evaluation):
        if missing := sheets.problems(half.sheet):
            raise sheets.Unfinished(missing)
    if visit.record.state == RecordState.DRAFT:
        send(visit.record, by=by, at=at)
    if visit.evaluation.state in UNGIVEN:
        give_evaluation(visit.evaluation, by=by, at=at)


def is_sent(visit: Visit) -> bool:
    """Both halves of its write-up have gone."""
    return visit.record.state != RecordState.DRAFT and visit.evaluation.state not in UNGIVEN


@transaction.atomic
def send(record: VisitRecord, *, by: Person, at: datetime) -> VisitRecord:
    """The record goes to the colleague helped, who confirms it, disputes it or adds a line; the visit counts as held.

    Raises NotHeld, NobodySupported, and questions' Unfinished when a needed answer is missing.
    """
    visit = record.visit
    check_took_place(visit, at)
    if visit.deployment.supported is None:
        raise NobodySupported("Say first which colleague this visit was for: the record goes to them.")
    sheets.seal(record.sheet, at=at)
    if visit.state == VisitState.PLANNED:
        visits.hold(visit, by=by, at=at)
    RECORD.move(record, "send", by=by, at=at, sent_at=at)
    link = links.invite(visit.deployment.supported, PURPOSE, record, alliance=record.alliance, days=60, by=by, at=at)
    emails.record_sent(record, link=link, at=at)
    return record


def check_took_place(visit: Visit, at: datetime) -> None:
    if visit.starts_at > at:
        raise NotHeld("The visit has not taken place yet.")
    if visit.state not in (VisitState.PLANNED, VisitState.HELD):
        raise NotHeld(f"The visit was {visit.get_state_display().lower()}: there is nothing to write up.")


@transaction.atomic
def confirm(record: VisitRecord, *, line: str = "", by: Person, at: datetime) -> VisitRecord:
    """The colleague helped says that the record is right, and may add a line of her own."""
    RECORD.move(record, "confirm", by=by, at=at)
    if line:
        add(record, RecordLine.Kind.LINE, line, by=by, at=at)
    return record


@transaction.atomic
def dispute(record: VisitRecord, text: str, *, by: Person, at: datetime) -> VisitRecord:
    """The colleague helped says what is not right; leader and office are told, and nothing is paid on it yet."""
    RECORD.move(record, "dispute", by=by, at=at)
    add(record, RecordLine.Kind.DISPUTE, text, by=by, at=at)
    emails.record_disputed(record, at=at)
    return record


@transaction.atomic
def amend(record: VisitRecord, text: str, *, by: Person, at: datetime) -> RecordLine:
    """A sent record is corrected by an addendum and in no other way; its reader is told."""
    if not writes(by, record) or record.state == RecordState.DRAFT:
        raise NotAllowed("Only the leader adds to a record, and only once it was sent.")
    last = record.lines.filter(kind=RecordLine.Kind.ADDENDUM).last()
    if last and last.text == text:
        return last
    line = add(record, RecordLine.Kind.ADDENDUM, text, by=by, at=at)
    if supported := record.visit.deployment.supported:
        link = links.invite(supported, PURPOSE, record, alliance=record.alliance, days=60, by=by, at=at)
        emails.record_sent(record, link=link, at=at)
    return line


@transaction.atomic
def settle(record: VisitRecord, *, note: str, by: Person, at: datetime) -> VisitRecord:
    """The office has settled what was disputed, and says how; from now the record counts as one that stands."""
    return RECORD.move(record, "settle", by=by, at=at, note=note)


def add(record: VisitRecord, kind: str, text: str, *, by: Person, at: datetime) -> RecordLine:
    line = RecordLine.objects.create(alliance_id=record.alliance_id, record=record, kind=kind, text=text, by=by, at=at)
    events.record(record, f"added_{kind}", by=by, at=at)
    return line


@transaction.atomic
def give_evaluation(evaluation: VisitEvaluation, *, by: Person, at: datetime) -> VisitEvaluation:
    """The evaluation goes to the receiving head and the Alliance, never to the colleague helped.

    A concern raised in it becomes a record of its own, for the manager and the quality lead alone.
    """
    check_took_place(evaluation.visit, at)
    sheets.seal(evaluation.sheet, at=at)
    EVALUATION.move(evaluation, "give", by=by, at=at, given_at=at)
    said = sheets.values(evaluation.sheet)
    if said.get("raises_concern"):
        concerns.raise_(evaluation.visit.deployment, said["concern_note"], by=by, at=at)
    emails.evaluation_given(evaluation, at=at)
    return evaluation


def remind_late(*, at: datetime) -> int:
    """Reminds leaders of visits that took place and are not written up: due within the alliance's working days.

    Once when it falls due, and once a week on; each is due and not yet sent. Returns how many were queued.
    """
    passed = Visit.objects.filter(
        state__in=(VisitState.PLANNED, VisitState.HELD), ends_at__lt=at, ends_at__gt=at - FORGOTTEN
    )
    late = passed.exclude(record__state__in=SENT)
    rows = late.select_related("alliance", "deployment__leader", "deployment__receiving_school")
    return sum(remind(visit, at=at) for visit in rows.iterator(chunk_size=200))


def remind(visit: Visit, *, at: datetime) -> bool:
    """The latest reminder that is due goes, if it has not gone."""
    last_day = WorkingDays(visit.alliance).after(localdate(visit.ends_at), visit.alliance.visit_record_working_days)
    late = (localdate(at) - last_day).days
    return late >= 0 and emails.write_up_due(visit, key=f"{visit.pk}/{int(late >= 7)}", at=at) is not None
