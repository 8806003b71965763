"""The dossier of one applicant: everything that the office may read about an application, in one document."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from drystone.documents import papers
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.people.models import Person
from drystone.questions import prints, reader

from . import changed, criteria, evidence, outcomes, queries
from .documents import section
from .models import (
    Application,
    ApplicationState,
    Assessment,
    AssessmentState,
    Decision,
    DecisionState,
    Interview,
    Reference,
    ReferenceState,
)
from .refusals import Refused
from .sentences import waiting_for

INTRO = "For the office alone: it holds references and scores that were given in confidence."
Part = dict[str, Any]
Happened = tuple[datetime, str]


class NoDossier(Refused):
    """A draft is its writer's own."""


@transaction.atomic
def dossier(application: Application, happened: Sequence[Happened], *, by: Person, at: datetime) -> bytes:
    """The office takes all about an application along as one PDF; each given reference counts as read.

    `happened` is its history in sentences. It is not issued: it carries no number. Raises NoDossier for a draft.
    """
    if not office(by, application):
        raise NotAllowed(f"{by} may not read the dossier of {application.person}")
    if application.state == ApplicationState.DRAFT:
        raise NoDossier("It has not been sent in.")
    known = queries.whole(application)
    for reference in known.references.all():
        if reference.state == ReferenceState.GIVEN:
            events.look(reference, by=by, at=at)
    events.record(known, "dossier_made", by=by, at=at)
    words = {"alliance": known.alliance.letterhead, "intro": INTRO, "facts": facts(known, at)}
    data = {**words, "parts": [*parts(known), history(happened)]}
    return papers.make("dossier", data, title=f"Application of {known.person.name}", at=at)


def facts(application: Application, at: datetime) -> list[tuple[str, Any]]:
    return [
        ("Round", application.round.title),
        ("School", application.school.name if application.school else application.unlisted_school),
        ("Job", application.job),
        ("Areas of expertise", [str(row.area) for row in application.areas.all()]),
        ("Sent in", application.submitted_at),
        ("State", application.get_state_display()),
        ("Now", waiting_for(application, at)),
    ]


def parts(application: Application) -> Iterator[Part]:
    """What she wrote, what others wrote of her, what was decided; only what there is."""
    yield {"title": "Application", "sections": sections(application.sheet)}
    yield from evidence.printed(application)
    yield from since(application)
    for reference in application.references.all():
        yield reference_part(reference)
    for assessment in application.assessments.all():
        yield assessment_part(assessment)
    if hasattr(application, "moderation"):
        yield moderation(application)
    if hasattr(application, "interview"):
        yield from interview_parts(application.interview)
    if hasattr(application, "decision") and application.decision.state != DecisionState.DROPPED:
        yield decision_part(application.decision)


def since(application: Application) -> Iterator[Part]:
    """Of an application for another term what is not as it was."""
    if lines := changed.since(application):
        rows = [[line.what, line.then, line.now] for line in lines]
        yield {"title": "What changed since", "table": {"columns": ["What", "Then", "Now"], "rows": rows}}


def sections(sheet: Any) -> list[dict[str, Any]]:
    """As the office may read it: what was meant for the office alone stands in it."""
    return [section(block) for block in prints.blocks(sheet, reader.OFFICE)]


def reference_part(reference: Reference) -> Part:
    """Who was asked and how far it is; its words once they are given."""
    given = reference.state == ReferenceState.GIVEN
    return {
        "title": reference.get_kind_display(),
        "facts": [
            ("Referee", f"{reference.referee.name}, {reference.referee_role}"),
            ("State", reference.get_state_display()),
            ("Asked", reference.asked_at),
            ("Given", reference.given_at),
        ],
        "sections": sections(reference.sheet) if given else [],
    }


def assessment_part(assessment: Assessment) -> Part:
    """Scores that are not locked may still change, and say so by their state; after a conflict there are none."""
    conflict = assessment.state == AssessmentState.CONFLICT
    return {
        "title": f"Assessment by {assessment.assessor.name}",
        "facts": [("State", assessment.get_state_display()), ("Since", assessment.state_since)],
        "sections": [] if conflict else sections(assessment.sheet),
    }


def moderation(application: Application) -> Part:
    made = application.moderation
    standing = [row for row in application.assessments.all() if row.state != AssessmentState.CONFLICT]
    lines = criteria.compare(standing)
    return {
        "title": "Agreed scores",
        "facts": [("Agreed by", made.by.name), ("On", made.at), ("Why", made.reason)],
        "table": agreed(lines, [row.assessor.name for row in standing], made.scores),
    }


def agreed(lines: Sequence[criteria.Line], names: Sequence[str], chosen: dict[str, str]) -> dict[str, Any]:
    """Who gave what, and what was agreed."""
    rows = [[line.name, *line.said, line.points.get(chosen.get(line.key, ""), "")] for line in lines]
    return {"columns": ["Criterion", *names, "Agreed"], "rows": rows}


def interview_parts(interview: Interview) -> Iterator[Part]:
    """When and where, what each of the panel wrote, what they agreed."""
    slot = interview.slot
    where = [("When", slot.starts_at), ("Where", slot.place)] if slot else []
    panel = list(interview.panel.all())
    names = [f"{member.person.name}{', chair' if member.is_chair else ''}" for member in panel]
    state = ("State", interview.get_state_display())
    needs = ("What the applicant needs", interview.access_needs)
    yield {"title": "Interview", "facts": [state, *where, ("Panel", names), needs]}
    scored = [member for member in panel if not member.conflict]
    for member in scored:
        if member.scored_at:
            yield {"title": f"Marks of {member.person.name}", "sections": sections(member.sheet)}
    if interview.agreed is not None:
        lines = criteria.furthest_first(criteria.side_by_side([member.sheet for member in scored]))
        table = agreed(lines, [member.person.name for member in scored], interview.agreed)
        yield {"title": "Agreed marks", "facts": [("Why", interview.agreed_reason)], "table": table}


def decision_part(decision: Decision) -> Part:
    appeal = getattr(decision, "appeal", None)
    appealed = [
        ("Appeal", appeal.get_state_display()),
        ("Ground", appeal.get_ground_display()),
        ("In the applicant's words", appeal.grounds),
        ("Answer", appeal.answer),
    ] if appeal else []  # fmt: skip
    return {
        "title": "Decision",
        "facts": [
            ("Outcome", decision.get_outcome_display()),
            *((area, outcomes.in_words(each)) for area, each in outcomes.lines(decision.application)),
            ("State", decision.get_state_display()),
            ("Prepared by", decision.prepared_by.name),
            ("Seen by", decision.checked_by.name if decision.checked_by else ""),
            ("Released", decision.released_at),
            ("Feedback", decision.feedback),
            *appealed,
        ],
    }


def history(happened: Sequence[Happened]) -> Part:
    return {
        "title": "What happened",
        "table": {"columns": ["What", "When"], "rows": [[said, at] for at, said in happened]},
    }
