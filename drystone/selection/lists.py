"""The lists of a round as tables for other programs: its applications, their references, their readings with scores.

A reference stands in them with how far it is, never with what it says: that is read one by one, each look written
down.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from drystone.documents.sheets import Cell
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.people.models import Person
from drystone.questions import exports, reader, sheets

from . import board, criteria, outcomes
from .board import Found
from .models import Application, ApplicationState, Assessment, AssessmentState, Reference, ReferenceState, Round
from .sentences import waiting_for

Row = list[Cell]


@dataclass(frozen=True)
class Listing:
    """A table and what it is called."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Row]


@transaction.atomic
def take_along(what: str, round_: Round, found: Found, *, by: Person, at: datetime) -> Listing:
    """The office takes a list of what it found in a round along; the round's history says who did, and which.

    Six to nine queries, however many there are.
    """
    if not office(by, round_):
        raise NotAllowed(f"{by} may not take lists of {round_} along")
    title, columns, rows = LISTS[what](found, at)
    note = f"{title}: {len(found.places)} of the round's applications"
    events.record(round_, "list_taken_along", by=by, at=at, note=note)
    return Listing(title, columns, rows)


Made = tuple[str, Sequence[str], list[Row]]


def applications(found: Found, at: datetime) -> Made:
    columns = (
        "Applicant",
        "E-mail",
        "School",
        "Job",
        "Headteacher",
        "Areas",
        "Decided",
        "State",
        "Sent in",
        "Now",
        "Since",
        "Due",
    )
    more = ("Overdue", "References given", "Referees", "Assessors")
    return "Applications", (*columns, *more), [applied(line, at) for line in board.lines(found.round, found.places)]


def applied(line: board.Line, at: datetime) -> Row:
    row, place = line.application, line.place
    references = list(row.references.all())
    return [
        row.person.name,
        row.person.email,
        str(row.school or row.unlisted_school),
        row.job,
        row.is_headteacher,
        ", ".join(str(area) for area in row.areas.all()),
        decided(row),
        row.get_state_display(),
        row.submitted_at,
        waiting_for(row, at),
        place.standing.since,
        place.until,
        place.overdue,
        sum(each.state == ReferenceState.GIVEN for each in references),
        ", ".join(each.referee.name for each in references),
        ", ".join(each.assessor.name for each in row.assessments.all() if not each.conflict),
    ]


def decided(row: Application) -> str:
    """What was released, area by area where they differ."""
    if row.state != ApplicationState.DECIDED:
        return ""
    return outcomes.summary(outcomes.lines(row), row.decision.outcome)


def references(found: Found, at: datetime) -> Made:
    columns = ("Applicant", "School", "Reference", "Referee", "Role", "E-mail", "State", "Asked", "Given", "Late")
    rows = Reference.objects.filter(application__in=found.numbers).exclude(state=ReferenceState.REPLACED)
    listed = rows.select_related("referee", "application__person", "application__school", "application__round")
    return "References", columns, [referred(each) for each in listed.order_by("application__person__name", "pk")]


def referred(reference: Reference) -> Row:
    application = reference.application
    late = bool(reference.given_at and reference.given_at > application.round.references_close_at)
    return [
        application.person.name,
        str(application.school or application.unlisted_school),
        reference.get_kind_display(),
        reference.referee.name,
        reference.referee_role,
        reference.referee.email,
        reference.get_state_display(),
        reference.asked_at,
        reference.given_at,
        late,
    ]


def assessments(found: Found, at: datetime) -> Made:
    """A row for each reading; a column for each thing that any of them judged."""
    rows = Assessment.objects.filter(application__in=found.numbers).order_by("application__person__name", "pk")
    listed = rows.select_related("assessor", "application__person", "application__school", "sheet__version")
    read = [(each, dict(points(each))) for each in listed.prefetch_related("sheet__answers")]
    judged = list(dict.fromkeys(name for _, given in read for name in given))
    columns = ("Applicant", "School", "Assessor", "State", *judged)
    return "Assessments", columns, [[*reading(each), *(given.get(name) for name in judged)] for each, given in read]


def reading(assessment: Assessment) -> Row:
    application = assessment.application
    school = str(application.school or application.unlisted_school)
    return [application.person.name, school, assessment.assessor.name, assessment.get_state_display()]


def points(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """What was judged on a reading's sheet, each with its point in words; after a conflict nothing counts."""
    if assessment.state == AssessmentState.CONFLICT:
        return
    values = sheets.values(assessment.sheet)
    for _, name, question, row in criteria.judged(assessment.sheet.form):
        point = criteria.point_in(question, row, values)
        yield name, dict(question.points).get(point, "")


def answers(found: Found, at: datetime) -> Made:
    """What was answered, in the applications that were sent in."""
    rows = Application.objects.filter(pk__in=found.numbers).exclude(state__in=board.APART)
    listed = rows.order_by("person__name", "pk").select_related("sheet__version").prefetch_related("sheet__answers")
    return "Answers", *exports.table([row.sheet for row in listed], reader.OFFICE)


LISTS: dict[str, Callable[[Found, datetime], Made]] = {
    "applications": applications,
    "references": references,
    "assessments": assessments,
    "answers": answers,
}
