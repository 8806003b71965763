"""What readers wrote for leaders: released together by the office, answered with a line by whom it is for."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.access import quality
from drystone.people.models import Person
from drystone.questions import sheets

from . import emails
from .models import Draw, ReaderFeedback, Reading, ReadingState

QUESTION = "feedback"
LEADER = "sampled__record__visit__deployment__leader"


def to_release(draw: Draw, person: Person) -> QuerySet[Reading]:
    """The readings given whose feedback the leader has not got yet; nobody releases what is about herself."""
    given = Reading.objects.filter(sampled__draw=draw, state=ReadingState.GIVEN, feedback__isnull=True)
    return (
        given.exclude(**{LEADER: person.pk})
        .select_related(LEADER, "sampled__record__visit__deployment__receiving_school", "sheet__version")
        .prefetch_related("sheet__answers")
        .order_by(f"{LEADER}__name", "sampled__record__visit__starts_at", "pk")
    )


@transaction.atomic
def release(draw: Draw, *, but: Collection[int] = (), by: Person, at: datetime) -> int:
    """Every leader gets what was written for them in this draw, all at once; each is told by one message without a
    word of it. `but` are numbers of readings that are kept back for now. Returns how many pieces went.

    Raises Refused when there is nothing to release.
    """
    if not quality(by, draw):
        raise NotAllowed(f"{by} may not release the feedback of {draw}")
    Draw.objects.select_for_update(no_key=True).get(pk=draw.pk)
    rows = [row for row in to_release(draw, by) if row.pk not in but]
    if not rows:
        raise Refused("There is no feedback to release.")
    made = [
        ReaderFeedback(
            alliance_id=row.alliance_id, reading=row, text=written(row), released_by=by, released_at=at
        )
        for row in rows
    ]  # fmt: skip
    ReaderFeedback.objects.bulk_create(made)
    events.record(draw, "feedback_released", by=by, at=at, note=f"{len(made)} released")
    for leader in {row.sampled.record.visit.deployment.leader for row in rows}:
        emails.reader_feedback_released(draw, leader, at=at)
    return len(made)


def written(reading: Reading) -> str:
    return str(sheets.values(reading.sheet).get(QUESTION) or "") if reading.sheet else ""


@transaction.atomic
def answer(feedback: ReaderFeedback, line: str, *, by: Person, at: datetime) -> ReaderFeedback:
    """The leader answers with a line, once; the manager and the quality lead read it beside the sheet.

    Raises Refused when she has answered already, in other words.
    """
    if feedback.reading.sampled.record.visit.deployment.leader_id != by.pk:
        raise NotAllowed(f"{by} may not answer {feedback}")
    rows = ReaderFeedback.objects.filter(pk=feedback.pk, answer="")
    if rows.update(answer=line, answered_at=at):
        events.record(feedback, "answered_feedback", by=by, at=at)
    feedback.refresh_from_db(fields=["answer", "answered_at"])
    if feedback.answer != line:
        raise Refused("You have answered already; your line stands as you wrote it.")
    return feedback
