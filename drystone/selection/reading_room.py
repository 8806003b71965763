"""The reading room: all that one assessor has to read in a round, one question across all of it, and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.timezone import localdate

from drystone import saying
from drystone.documents import papers
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.access import office
from drystone.people.models import Person
from drystone.questions import prints, reader
from drystone.questions.reader import Line

from . import blind, criteria, evidence
from .documents import section
from .independence import are_names_wanted
from .models import Application, Assessment, Reference, ReferenceState, Round
from .refusals import Refused

MOST = 60
"""Applications in one pack, and side by side on one page."""
INTRO = "For the assessor alone: it holds references that were given in confidence. Please destroy it after scoring."
Part = dict[str, Any]


class NothingToRead(Refused):
    """She was given nothing to read in this round."""


class NamesWanted(Refused):
    """She has to go through the names of those who applied first."""


@dataclass(frozen=True)
class Across:
    """What one application says to a question."""

    assessment: Assessment
    line: Line | None


@dataclass(frozen=True)
class Asked:
    """A question that may be read across applications: its key, what it is called, how it was put, on which page."""

    key: str
    name: str
    wording: str
    section: str
    is_prose: bool


def to_read(round_: Round, assessor: Person, *, on: date) -> list[Assessment]:
    """What she was given to read in a round, as she may read it, in the order of the numbers; six queries."""
    hers = Assessment.objects.visible_to(assessor, on=on).filter(
        assessor=assessor, conflict="", application__round=round_
    )
    rows = hers.select_related(
        "sheet__version",
        "application__round",
        "application__person",
        "application__school",
        "application__sheet__version",
    ).prefetch_related(
        "application__sheet__answers", Prefetch("application__references", Reference.objects.select_related("referee"))
    )
    return list(rows.order_by("application__number", "pk")[:MOST])


def asked_of(readings: list[Assessment]) -> list[Asked]:
    """The questions that may be read across these applications, in the order of the form."""
    found: dict[str, Asked] = {}
    for reading in readings:
        for each in readable(reading.application):
            found.setdefault(each.key, each)
    return list(found.values())


def readable(application: Application) -> Iterator[Asked]:
    """What a reader may be shown of one application, answered or not."""
    for part in application.sheet.form.sections:
        for question in part.questions:
            hidden = application.is_nameless and question.tells_who
            if reader.may_read(question, reader.READER) and not hidden:
                is_prose = question.kind == "long_text"
                yield Asked(question.key, question.name, question.wording, part.title, is_prose)


def across(readings: list[Assessment], key: str) -> list[Across]:
    """One question answered by each."""
    return [Across(reading, line_of(reading.application, key)) for reading in readings]


def line_of(application: Application, key: str) -> Line | None:
    parts = reader.read(application.sheet, reader.READER, blind.mask_of(application))
    return next((line for part in parts for line in part.lines if line.key == key), None)


@transaction.atomic
def pack(round_: Round, assessor: Person, *, by: Person, at: datetime) -> bytes:
    """All that she has to read in a round as one PDF to print, each application with a sheet to score on.

    She takes it herself, or the office for her; what she may not see is not in it either way, and each reference in
    it counts as read by whoever takes it. Raises NothingToRead, NamesWanted.
    """
    if by.pk != assessor.pk and not office(by, round_):
        raise NotAllowed(f"{by} may not take the pack of {assessor}")
    day = localdate(at)
    hers = by if by.pk == assessor.pk else access.as_of(assessor, day, through="pack")
    readings = to_read(round_, hers, on=day)
    if not readings:
        raise NothingToRead(f"{assessor.name} has nothing to read in this round.")
    if are_names_wanted([reading.application for reading in readings], assessor):
        raise NamesWanted(f"{assessor.name} has to go through the names of those who applied first.")
    prefetch_related_objects([reading.application for reading in readings], "evidence__school", "evidence__file")
    given = [each for reading in readings for each in given_of(reading.application)]
    prefetch_related_objects(given, "sheet__version", "sheet__answers")
    events.look_all(given, by=by, at=at)
    parts = [part for reading in readings for part in application_parts(reading)]
    events.record(round_, "pack_made", by=by, at=at, assessor=assessor.name, applications=len(readings))
    facts = [
        ("Assessor", assessor.name),
        ("Round", round_.title),
        ("Applications", [reading.application.read_as for reading in readings]),
        ("Scores by", saying.day(round_.shortlist_by)),
    ]
    data = {"alliance": round_.alliance.letterhead, "intro": INTRO, "facts": facts, "parts": parts}
    return papers.make("dossier", data, title="Applications to read", at=at)


def given_of(application: Application) -> list[Reference]:
    """The references that are in, of those read with the application."""
    return [each for each in application.references.all() if each.state == ReferenceState.GIVEN]


def application_parts(reading: Assessment) -> Iterator[Part]:
    """One application on a page of its own, the references that are in, and an empty sheet."""
    application, mask = reading.application, blind.mask_of(reading.application)
    yield {
        "title": application.read_as,
        "on_new_page": True,
        "sections": [section(block) for block in prints.blocks(application.sheet, reader.READER, mask)],
    }
    yield from evidence.printed(application)
    for reference in given_of(application):
        giver = f"{reference.referee.name}, {reference.referee_role}"
        yield {
            "title": f"{reference.get_kind_display()}: {application.read_as}",
            "facts": [] if application.is_nameless else [("By", giver)],
            "sections": [section(block) for block in prints.blocks(reference.sheet, reader.READER, mask)],
        }
    judged = [(name, question) for _, name, question, _ in criteria.judged(reading.sheet.form)]
    points = [words for _, words in judged[0][1].points] if judged else []
    yield {
        "title": f"My scores: {application.read_as}",
        "facts": [("Points", points)],
        "table": {"columns": ["Criterion", "Points", "Notes"], "rows": [[name, "", ""] for name, _ in judged]},
    }
