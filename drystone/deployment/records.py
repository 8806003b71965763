"""One write-up, two documents: the visit record for the colleague helped, the visit evaluation for the heads."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import links, posts
from drystone.people.models import Person
from drystone.questions import sheets

from . import actions, added_files, concerns, corrections, emails, handing_over, pupils, record_files, visits, wording
from .access import leads, writes
from .lifecycle import EVALUATION, RECORD
from .models import EvaluationState, RecordLine, RecordState, Visit, VisitEvaluation, VisitRecord, VisitState

RECORD_FORM, EVALUATION_FORM = "visit_record", "visit_evaluation"
PURPOSE = "visit-record"
READ = "visit-evaluation"
FORGOTTEN = timedelta(days=90)  # nobody is reminded of what is so long past
UNGIVEN = (EvaluationState.DUE, EvaluationState.DRAFT)


class NotHeld(Refused):
    """Only a visit that took place is written up; the sentence is for the leader."""


class NobodySupported(Exception):
    """The colleague helped is not named yet; the record has nobody to go to."""


# Why a complete write-up cannot go: each is a sentence for the leader.
MAY_NOT_GO = (NotHeld, NobodySupported, corrections.NotWithinAgreed, record_files.NotAllHere)


@contextmanager
def in_turn(visit: Visit) -> Iterator[None]:
    """Whoever writes in the documents of a visit, on a page or from a device, waits for the one before to be done."""
    with transaction.atomic():
        Visit.objects.select_for_update().get(pk=visit.pk)
        yield


@transaction.atomic
def begin(visit: Visit, *, by: Person, at: datetime) -> tuple[VisitRecord, VisitEvaluation]:
    """Who made the visit begins to write it up. Beginning twice gives the same two documents."""
    if not leads(by, visit):
        raise NotAllowed("Only the leader who made a visit writes it up.")
    return lay_out(visit, at=at)


@transaction.atomic
def lay_out(visit: Visit, *, at: datetime) -> tuple[VisitRecord, VisitEvaluation]:
    """The two documents of a visit, with what its aims and earlier visits bring; laid out twice they are the same."""
    Visit.objects.select_for_update().get(pk=visit.pk)
    record = VisitRecord.objects.filter(visit=visit).first()
    if record:
        return record, visit.evaluation
    alliance_id, aims = visit.alliance_id, wording.aims(visit.deployment)
    record = VisitRecord.objects.create(
        alliance_id=alliance_id,
        visit=visit,
        sheet=sheets.start(
            RECORD_FORM, alliance_id, at=at, lists={"objectives": aims, "actions": actions.carried(visit)}
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


def last_sent(visit: Visit) -> VisitRecord | None:
    """The record of the visit before this one that was written up, with its sheets."""
    before = VisitRecord.objects.filter(
        visit__deployment__in=handing_over.earlier(visit.deployment),
        visit__starts_at__lt=visit.starts_at,
        state__in=VisitRecord.SENT,
    )
    whole = before.select_related("sheet__version", "visit__evaluation__sheet__version")
    return whole.order_by("-visit__starts_at").first()


@transaction.atomic
def clear_name(half: VisitRecord | VisitEvaluation, name: str, *, by: Person, at: datetime) -> None:
    """Its writer says that a name she was warned of is no pupil's: she is not warned of it again in this document."""
    if not writes(by, half):
        raise NotAllowed("Only the leader says so of her own write-up.")
    kept = type(half)._default_manager.select_for_update().get(pk=half.pk)
    if any(name in names for names in pupils.noticed(kept).values()):
        kept.not_pupils = [*kept.not_pupils, name]
        kept.save(update_fields=["not_pupils"])
        events.record(half, "cleared_name", by=by, at=at)


@transaction.atomic
def send_both(visit: Visit, *, by: Person, at: datetime) -> None:
    """One press sends what has not gone yet, or nothing at all: neither half goes while the other is incomplete.

    Raises what `send` raises.
    """
    for half in to_go(visit).values():
        if missing := sheets.problems(half.sheet):
            raise sheets.Unfinished(missing)
    if visit.record.state == RecordState.DRAFT:
        send(visit.record, by=by, at=at)
    if visit.evaluation.state in UNGIVEN:
        give_evaluation(visit.evaluation, by=by, at=at)


def to_go(visit: Visit) -> dict[str, VisitRecord | VisitEvaluation]:
    """The halves of a write-up that go with a press: both, or the record alone where the office does without the
    evaluation."""
    wanted = visit.evaluation.state != EvaluationState.NOT_NEEDED
    return {"record": visit.record} | ({"evaluation": visit.evaluation} if wanted else {})


def is_sent(visit: Visit) -> bool:
    """Both halves of its write-up have gone."""
    return visit.record.state != RecordState.DRAFT and visit.evaluation.state not in UNGIVEN


@transaction.atomic
def send(record: VisitRecord, *, by: Person, at: datetime) -> VisitRecord:
    """The record goes to the colleague helped, or to the receiving head where none is named; the visit was held.

    What it says of the hours puts the visit right; what it agrees becomes open actions. Raises NotHeld,
    NobodySupported, corrections' NotWithinAgreed, record_files' NotAllHere while files are still coming, and
    questions' Unfinished when a needed answer is missing.
    """
    visit = record.visit
    visit.deployment.hold_still()
    visit.refresh_from_db(
        fields=["state", "starts_at", "ends_at", "half_days"]
    )  # it may have moved, or been called off
    check_took_place(visit, at)
    readers = asked_to_read(visit, at)
    if not readers:
        raise NobodySupported("Say first which colleague this visit was for: the record goes to them.")
    record_files.check_all_here(VisitRecord.objects.select_for_update().get(pk=record.pk))
    sheets.seal(record.sheet, at=at)
    corrections.correct(visit, sheets.values(record.sheet), by=by, at=at)
    if visit.state == VisitState.PLANNED:
        visits.hold(visit, by=by, at=at)
    RECORD.move(record, "send", by=by, at=at, sent_at=at)
    actions.keep(record)
    tell_readers(record, readers, by=by, at=at)
    return record


def asked_to_read(visit: Visit, at: datetime) -> list[Person]:
    """Whose word on the record counts: the colleague helped; where none is named, whoever heads the school."""
    deployment = visit.deployment
    if deployment.supported:
        return [deployment.supported]
    return list(posts.heads_of(deployment.receiving_school, deployment.alliance, localdate(at)).exclude(email=""))


def tell_readers(record: VisitRecord, readers: list[Person], *, by: Person, at: datetime) -> None:
    for person in readers:
        link = links.invite(person, PURPOSE, record, alliance=record.alliance, days=60, by=by, at=at)
        emails.record_sent(record, link=link, at=at)


def check_took_place(visit: Visit, at: datetime) -> None:
    if visit.starts_at > at:
        raise NotHeld("The visit has not taken place yet.")
    if visit.state not in (VisitState.PLANNED, VisitState.HELD):
        raise NotHeld(f"The visit was {visit.get_state_display().lower()}: there is nothing to write up.")


@transaction.atomic
def confirm(record: VisitRecord, *, line: str = "", by: Person, at: datetime) -> VisitRecord:
    """The colleague helped says that the record is right, and may add a line of her own."""
    RECORD.move(record, "confirm", by=by, at=at, read_at=record.read_at or at)
    if line:
        add(record, RecordLine.Kind.LINE, line, by=by, at=at)
    return record


@transaction.atomic
def dispute(record: VisitRecord, text: str, *, by: Person, at: datetime) -> VisitRecord:
    """The colleague helped says what is not right; leader and office are told, and nothing is paid on it yet."""
    RECORD.move(record, "dispute", by=by, at=at, read_at=record.read_at or at)
    add(record, RecordLine.Kind.DISPUTE, text, by=by, at=at)
    emails.record_disputed(record, at=at)
    return record


@transaction.atomic
def amend(
    record: VisitRecord, text: str, *, files: Sequence[UploadedFile] = (), by: Person, at: datetime
) -> RecordLine:
    """A sent record is corrected by an addendum and in no other way, files with it; its reader is told.

    All of it or nothing: raises Refused for a file that cannot be kept. Pressed twice it is added once.
    """
    if not writes(by, record) or record.state == RecordState.DRAFT:
        raise NotAllowed("Only the leader adds to a record, and only once it was sent.")
    whole = [added_files.looked_at(upload) for upload in files]
    VisitRecord.objects.select_for_update().get(pk=record.pk)
    last = record.lines.filter(kind=RecordLine.Kind.ADDENDUM).last()
    if last and last.text == text:
        added_files.add_to(last, whole, by=by, at=at)
        return last
    line = add(record, RecordLine.Kind.ADDENDUM, text, by=by, at=at)
    added_files.add_to(line, whole, by=by, at=at)
    tell_readers(record, asked_to_read(record.visit, at), by=by, at=at)
    return line


@transaction.atomic
def settle(record: VisitRecord, *, note: str, by: Person, at: datetime) -> VisitRecord:
    """The office has settled what was disputed; how, both sides read below the record, which stands from now on."""
    RECORD.move(record, "settle", by=by, at=at)
    add(record, RecordLine.Kind.SETTLED, note, by=by, at=at)
    emails.record_settled(record, asked_to_read(record.visit, at), by=by, at=at)
    return record


def add(record: VisitRecord, kind: str, text: str, *, by: Person, at: datetime) -> RecordLine:
    """A line below the record; the same words of the same person are not added twice."""
    last = record.lines.filter(kind=kind, by=by).last()
    if last and last.text == text:
        return last
    line = RecordLine.objects.create(alliance_id=record.alliance_id, record=record, kind=kind, text=text, by=by, at=at)
    if kind != RecordLine.Kind.SETTLED:  # that is told by the move itself
        events.record(record, f"added_{kind}", by=by, at=at)
    return line


@transaction.atomic
def give_evaluation(evaluation: VisitEvaluation, *, by: Person, at: datetime) -> VisitEvaluation:
    """The evaluation goes to the receiving head and the Alliance, never to the colleague helped.

    A concern raised in it leaves it, and becomes a record of its own for the few who read concerns.
    """
    check_took_place(evaluation.visit, at)
    said = sheets.values(evaluation.sheet)
    sheets.seal(evaluation.sheet, at=at, apart=("raises_concern", "concern_note"))
    EVALUATION.move(evaluation, "give", by=by, at=at, given_at=at)
    if said.get("raises_concern"):
        concerns.raise_(evaluation.visit.deployment, said["concern_note"], by=by, at=at)
    emails.evaluation_given(evaluation, at=at)
    return evaluation


def remind_late(*, at: datetime) -> int:
    """Reminds leaders of visits of which one document or both have not gone: due within the alliance's working days.

    Once when it falls due, and once a week on; each is due and not yet sent. Returns how many were queued.
    """
    passed = Visit.objects.filter(
        state__in=(VisitState.PLANNED, VisitState.HELD), ends_at__lt=at, ends_at__gt=at - FORGOTTEN
    )
    late = passed.exclude(record__state__in=VisitRecord.SENT, evaluation__state__in=("given", "not_needed"))
    rows = late.select_related("alliance", "deployment__leader", "deployment__receiving_school")
    return sum(remind(visit, at=at) for visit in rows.iterator(chunk_size=200))


def remind(visit: Visit, *, at: datetime) -> bool:
    """The latest reminder that is due goes, if it has not gone."""
    last_day = WorkingDays(visit.alliance).after(localdate(visit.ends_at), visit.alliance.visit_record_working_days)
    late = (localdate(at) - last_day).days
    return late >= 0 and emails.write_up_due(visit, key=f"{visit.pk}/{int(late >= 7)}", at=at) is not None
