"""Messages about reading visit records for quality. None says what a record, a sheet or a piece of feedback says."""

from datetime import date, datetime

from django.urls import reverse

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.mail.models import Message
from drystone.people.models import Person

from ..models import Draw, Reading

TERM = {"term": "Autumn term 2026", "alliance": "Swaledale Alliance"}


def of_term(draw: Draw) -> dict[str, str]:
    return {"term": draw.term.name, "alliance": draw.alliance.name}


@message(
    kind="deployment.readings_asked",
    to="whoever is asked to read visit records",
    when="records are shared out among readers",
    why="you read visit records for the Alliance",
    sample={**TERM, "number": "4 visit records", "due": "Friday 4 December 2026"},
)
def readings_asked(draw: Draw, reader: Person, number: int, due_on: date, *, at: datetime) -> None:
    said = f"{number} visit record{'' if number == 1 else 's'}"
    outbox.queue(
        "deployment.readings_asked",
        to=reader,
        alliance_id=draw.alliance_id,
        at=at,
        about=draw,
        context={**of_term(draw), "number": said, "due": saying.day(due_on)},
        link=reverse("panel-readings"),
    )


@message(
    kind="deployment.readings_due",
    to="whoever was asked to read visit records",
    when="the day by which she was to read has come, and a week on",
    why="you read visit records for the Alliance",
    sample={**TERM, "due": "Friday 4 December 2026"},
)
def readings_due(reading: Reading, *, key: str, at: datetime) -> Message | None:
    draw = reading.sampled.draw
    return outbox.queue_once(
        key,
        "deployment.readings_due",
        to=reading.reader,
        alliance_id=draw.alliance_id,
        at=at,
        about=draw,
        context={**of_term(draw), "due": saying.day(reading.due_on)},
        link=reverse("panel-readings"),
        not_before=WorkingDays(draw.alliance).good_moment(at),
    )


@message(
    kind="deployment.reader_feedback_released",
    to="the leader",
    when="the office releases what readers wrote about her visit records",
    why="a visit record of yours was read",
    sample=TERM,
)
def reader_feedback_released(draw: Draw, leader: Person, *, at: datetime) -> None:
    outbox.queue(
        "deployment.reader_feedback_released",
        to=leader,
        alliance_id=draw.alliance_id,
        at=at,
        about=draw,
        context=of_term(draw),
        link=reverse("leader-records-read"),
        not_before=WorkingDays(draw.alliance).good_moment(at),
    )
