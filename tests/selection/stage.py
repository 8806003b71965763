"""A round under way, and people in every part of it; each step made by the product's own verbs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from drystone.alliances.models import Alliance
from drystone.jobs.demonstration.filling import plausible
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.questions.models import AnswerSheet
from drystone.questions.spec import LEFT_OUT
from drystone.register.models import Area
from drystone.schools.models import Membership, Organisation
from drystone.selection import applications, assessments, criteria, decisions, interviews, panels, references, slots
from drystone.selection.models import Application, Assessment, Decision, Interview, PanelMember, Reference, Round
from drystone.selection.readings import Referee
from tests import cast
from tests.cast import TODAY
from tests.clock import LONDON, NOW
from tests.retelling import step
from tests.selection.answers import ANSWERS, TWO_AREAS

CLOSES = datetime(2026, 11, 27, 23, 59, 59, tzinfo=LONDON)
LATER = datetime(2026, 12, 2, 10, 0, tzinfo=LONDON)
INTERVIEW = datetime(2026, 12, 8, 10, 0, tzinfo=LONDON)
AFTER = datetime(2026, 12, 8, 15, 0, tzinfo=LONDON)
DECIDED = datetime(2026, 12, 15, 9, 0, tzinfo=LONDON)


@dataclass
class Stage:
    """One alliance with a round that is open at NOW, an office of two, two heads and two others on the panel."""

    alliance: Alliance
    round: Round
    school: Organisation
    area: Area
    manager: Person
    second: Person
    heads: list[Person]
    panel: list[Person]

    def at(self, person: Person, on: date = TODAY) -> Person:
        return cast.acting(person, on)


@step
def stage(name: str = "Swaledale Alliance", *, default: bool = True) -> Stage:
    alliance = cast.alliance(name, default=default)
    cast.terms(alliance)
    manager = cast.officer(alliance)
    second = cast.officer(alliance, "Peter Coates", Role.COORDINATOR)
    heads = [
        on_panel(alliance, "Joan Iveson", heads_a_school=True),
        on_panel(alliance, "Ruth Alderson", heads_a_school=True),
    ]
    panel = [*heads, on_panel(alliance, "Mark Calvert"), on_panel(alliance, "Sara Fawcett")]
    return Stage(
        alliance,
        open_round(alliance),
        cast.school("Reeth Community Primary School"),
        cast.area(),
        manager,
        second,
        heads,
        panel,
    )


def open_round(alliance: Alliance, **fields: Any) -> Round:
    dates: dict[str, Any] = {
        "title": "Autumn 2026",
        "state": "published",
        "opens_at": datetime(2026, 11, 2, tzinfo=LONDON),
        "closes_at": CLOSES,
        "references_close_at": datetime(2026, 12, 1, 23, 59, 59, tzinfo=LONDON),
        "shortlist_by": date(2026, 12, 4),
        "interviews_from": date(2026, 12, 7),
        "interviews_to": date(2026, 12, 11),
        "decisions_by": date(2026, 12, 18),
    }
    return Round.objects.create(alliance=alliance, state_since=NOW, **dates | fields)


def on_panel(alliance: Alliance, name: str, *, heads_a_school: bool = False) -> Person:
    who = cast.person(name)
    cast.post(who, Role.PANEL, alliance)
    if heads_a_school:
        school = cast.school(f"{name.split()[1]} Primary School")
        Membership.objects.create(alliance=alliance, organisation=school, starts=date(2020, 9, 1))
        cast.post(who, Role.HEAD, alliance, school)
    return cast.acting(who)


@step
def known_head(at: Stage, name: str = "Ann Peel", school: Organisation | None = None) -> Person:
    """The head of the applicant's school, whom the Alliance knows: she is asked at once."""
    return cast.head(at.alliance, school or at.school, name)


@step
def applicant(name: str = "Rosie Metcalfe") -> Person:
    return cast.acting(cast.person(name))


def fill(sheet: AnswerSheet, answers: dict[str, Any], at: datetime = NOW) -> AnswerSheet:
    """These answers, of what the sheet asks; whatever else the form needs is answered plausibly, so that one question
    more breaks no test."""
    unsaid = [q for q in sheet.form.questions if q.needed and not q.ask_if and q.key not in answers]
    sheets.prefill(sheet, {q.key: plausible(q, at) for q in unsaid}, at)
    left_out = dict(sheet.lists.get(LEFT_OUT, ()))
    for key, raw in answers.items():
        if key not in left_out:
            sheets.save(sheet, key, raw, at=at)
    return sheet


@step
def draft(at: Stage, who: Person | None = None, **answers: Any) -> Application:
    """Everything answered, not sent in."""
    who = who or applicant()
    application = applications.start(at.round, who, by=who, at=NOW)
    head = {"name": "Ann Peel", "role": "Headteacher", "email": "head@reeth.example"}
    fill(application.sheet, ANSWERS | {"school": at.school.urn, "headteacher": head} | answers)
    return application


@step
def submitted(at: Stage, who: Person | None = None, **answers: Any) -> Application:
    application = draft(at, who, **answers)
    return applications.submit(application, by=cast.acting(application.person), at=NOW)


@step
def asked(at: Stage, application: Application | None = None) -> Reference:
    """The head has been asked."""
    application = application or submitted(at)
    reference = application.references.get()
    return reference if reference.state == "asked" else references.ask(reference, by=at.manager, at=NOW)


REFERENCE: dict[str, Any] = {
    "known_for": "I have line-managed her for three years.",
    "confirms_role": "yes",
    "confirms_two_years": "yes",
    "supports_application": "yes",
    "days_a_year": "7.5",
    "pays_training": "yes",
    "knows_refusal": "on",
    "statement": "She is very good.",
    "has_reason_against": "no",
    "applicant_may_see": "no",
    "signature": {"name": "Ann Peel", "role": "Headteacher", "agreed": "on"},
}


def rated(form: Any, point: int = 0) -> dict[str, Any]:
    """Every rating of a form answered with the same point, and every scale."""
    found: dict[str, Any] = {}
    for question in form.questions:
        if question.kind == "rating":
            found[question.key] = {row: question.points[point][0] for row, _ in question.rows}
        elif question.kind == "scale" and question.needed:
            found[question.key] = question.points[point][0]
    return found


@step
def given(at: Stage, application: Application, when: datetime = NOW, **answers: Any) -> Reference:
    reference = asked(at, application)
    said = rated(reference.sheet.form) | REFERENCE | answers
    fill(reference.sheet, {key: raw for key, raw in said.items() if key in reference.sheet.form.by_key}, when)
    return references.give(reference, link=None, by=cast.acting(reference.referee), at=when)


@step
def scored(at: Stage, application: Application, who: Person, point: int = 2, **answers: Any) -> Assessment:
    """Assigned and scored, not locked."""
    assessment = assessments.assign(application, who, by=at.manager, at=LATER)
    fill(assessment.sheet, rated(assessment.sheet.form, point) | {"recommendation": "invite"} | answers, LATER)
    return assessments.score(assessment, by=who, at=LATER)


@step
def locked(at: Stage, application: Application, who: Person, point: int = 2, **answers: Any) -> Assessment:
    return assessments.lock(scored(at, application, who, point, **answers), by=who, at=LATER)


@step
def moderated(at: Stage, application: Application) -> Application:
    """Two assessors gave green, and it was agreed."""
    for who in at.panel[2:4]:
        locked(at, application, who)
    from_both = {line.key: line.together for line in criteria.compared(application)}
    assessments.moderate(application, from_both, reason="", by=at.manager, at=LATER)
    return application


@step
def shortlisted(at: Stage, who: Person | None = None, **answers: Any) -> Application:
    """Sent in, with a supporting reference, moderated, shortlisted."""
    application = submitted(at, who, **answers)
    given(at, application)
    return assessments.shortlist(moderated(at, application), by=at.manager, at=LATER)


def letter(name: str = "letter.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF", "application/pdf")


def slot(at: Stage, starts: datetime = INTERVIEW, place: str = "Reeth, room 1") -> Any:
    return slots.add(
        at.round, starts_at=starts, ends_at=starts + timedelta(minutes=40), place=place, by=at.manager, at=LATER
    )


@step
def offered(at: Stage, application: Application) -> Interview:
    slot(at)
    return interviews.offer(application, by=at.manager, at=LATER)


@step
def booked(at: Stage, application: Application) -> Interview:
    interview = offered(at, application)
    panels.name(interview, [at.heads[0], at.panel[2]], at.heads[0], by=at.manager, at=LATER)
    chosen = at.round.slots.filter(interview__isnull=True).get()
    return interviews.book(interview, chosen, by=cast.acting(application.person), at=LATER)


@step
def held(at: Stage, application: Application) -> Interview:
    return interviews.hold(booked(at, application), by=at.manager, at=AFTER)


def marked(at: Stage, member: PanelMember, point: int = 2) -> PanelMember:
    answers = rated(member.sheet.form, point) | {"recommendation": "designate", "feedback": "Very convincing."}
    fill(member.sheet, answers, AFTER)
    return interviews.give_marks(member, by=cast.acting(member.person), at=AFTER)


@step
def interviewed(at: Stage, application: Application | None = None) -> Application:
    """Interviewed, with the marks agreed: ready to be decided."""
    application = application or shortlisted(at)
    interview = held(at, application)
    for member in interview.panel.all():
        marked(at, member)
    agreed = {line.key: line.together for line in criteria.compared_marks(interview)}
    interviews.agree(interview, agreed, reason="All convinced.", by=at.heads[0], at=AFTER)
    return Application.objects.get(pk=application.pk)


BY_MAY = date(2027, 4, 30)


def belonging(outcome: str) -> dict[str, Any]:
    """What an outcome comes with, where a test does not say: its day, or its reason."""
    if outcome.startswith("with"):
        return {"due_on": BY_MAY}
    return {} if outcome == "designate" else {"reason": "impact"}


def for_two_areas(at: Stage) -> Application:
    """Interviewed for English and Maths."""
    cast.area("maths", "Maths")
    return interviewed(at, shortlisted(at, **TWO_AREAS))


@step
def checked(at: Stage, application: Application | None = None, outcome: str = "designate", **fields: Any) -> Decision:
    """Prepared by the manager, seen by the coordinator."""
    application = application or interviewed(at)
    fields = belonging(outcome) | fields
    decision = decisions.prepare(application, outcome, by=at.manager, at=DECIDED, **fields)
    return decisions.check(decision, by=at.second, at=DECIDED)


def referee(name: str = "Ivy Raw", email: str = "ivy@reeth.example", role: str = "Headteacher") -> Referee:
    return Referee(name, email, role)
