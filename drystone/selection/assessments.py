"""Assessing: two or more read an application apart from each other, then one view is agreed and minuted."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import posts
from drystone.people.access import office
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions import sheets

from . import criteria, emails, interviews
from .applications import close_answers
from .independence import are_names_wanted, demand
from .lifecycle import APPLICATION, ASSESSMENT
from .models import ASSESSORS, Application, ApplicationState, Assessment, AssessmentState, Moderation
from .refusals import Refused

SHEET = "shortlisting_sheet"
TELLING = 2
"""A spread of so many steps between two assessors is talked about first."""


class CannotAssess(Refused):
    """Why this cannot be done with an assessment; the sentence is for the page."""


@transaction.atomic
def assign(application: Application, assessor: Person, *, by: Person, at: datetime) -> Assessment:
    """The office asks a panel member to read an application; its answers are fixed from now on. Once a person.

    Raises Tied when she is too close to the applicant, CannotAssess when she is not on the panel or
    the application is not to be read.
    """
    if not office(by, application):
        raise NotAllowed(f"{by} may not assign assessors")
    if standing := Assessment.objects.filter(application=application, assessor=assessor).first():
        return standing
    assessment = give(application, assessor, by=by, at=at)
    emails.assessment_assigned(assessment, at=at)
    return assessment


def give(application: Application, assessor: Person, *, by: Person, at: datetime) -> Assessment:
    """Hers to read from now on; whoever calls this tells her."""
    check_readable(application)
    if not posts.holds(assessor, application.alliance, localdate(at), Role.PANEL):
        raise CannotAssess(f"{assessor.name} is not on the panel. Give them a post as panel member first.")
    demand(assessor, application, on=localdate(at))
    close_answers(application, at=at)
    assessment = Assessment.objects.create(
        alliance_id=application.alliance_id,
        application=application,
        assessor=assessor,
        sheet=sheets.start(
            SHEET,
            application.alliance_id,
            at,
            lists=criteria.lists(application),
            stood_at=application.round.opens_at,
        ),
        state_since=at,
    )
    note_apart(application)
    events.record(assessment, "assign", by=by, at=at, assessor=assessor.name)
    return assessment


def check_readable(application: Application) -> None:
    if application.state != ApplicationState.SUBMITTED:
        raise CannotAssess("Only an application that was sent in, and not yet sifted, can be assessed.")
    if application.school_id is None:
        raise CannotAssess("Settle first which school the applicant works at: it decides who may read it.")


@transaction.atomic
def declare_conflict(assessment: Assessment, reason: str, *, by: Person, at: datetime) -> Assessment:
    """She says that she is too close; from now on she neither sees nor scores it, and the office finds another."""
    alone_with(assessment.application)
    ASSESSMENT.move(assessment, "declare_conflict", by=by, at=at, conflict=reason)
    note_apart(assessment.application)
    emails.assessor_needed(assessment, at=at)
    return assessment


def score(assessment: Assessment, *, by: Person, at: datetime) -> Assessment:
    """She has begun to score: called with her first answer; after that it changes nothing."""
    if assessment.state == AssessmentState.ASSIGNED:
        ASSESSMENT.move_once(assessment, "score", by=by, at=at)
    return assessment


@transaction.atomic
def lock(assessment: Assessment, *, by: Person, at: datetime) -> Assessment:
    """Her scores are final; she may now see those of the others that are. Raises CannotAssess if some lack."""
    if are_names_wanted([assessment.application], by):
        raise CannotAssess("First say whether you are close to anybody who applied.")
    if sheets.problems(assessment.sheet):
        raise CannotAssess("Score every criterion before you lock your scores.")
    alone_with(assessment.application)
    ASSESSMENT.move(assessment, "lock", by=by, at=at)
    sheets.seal(assessment.sheet, at)
    note_apart(assessment.application)
    if ready_to_moderate(assessment.application):
        emails.ready_to_moderate(assessment.application, at=at)
    return assessment


def alone_with(application: Application) -> None:
    """Two who lock at the same moment do so one after the other: the second finds that all have locked."""
    Application.objects.select_for_update(no_key=True).get(pk=application.pk)


def note_apart(application: Application) -> None:
    """How far apart its assessors are, kept for lists of many applications; nothing before all of them have locked."""
    lines = criteria.compared(application) if ready_to_moderate(application) else None
    application.apart = None if lines is None else max((line.spread for line in lines), default=0)
    Application.objects.filter(pk=application.pk).update(apart=application.apart)


def ready_to_moderate(application: Application) -> bool:
    """Two or more assessors have locked their scores, and nobody is still scoring."""
    states = list(application.assessments.standing().values_list("state", flat=True))
    return len(states) >= ASSESSORS and set(states) == {AssessmentState.LOCKED}


@transaction.atomic
def moderate(
    application: Application, scores: Mapping[str, str], *, reason: str, by: Person, at: datetime
) -> Moderation:
    """The agreed point for each criterion, with the reason, until the application is shortlisted or not.

    Raises CannotAssess while somebody still scores, when a criterion is left out, or when assessors were two steps
    apart and nobody says why the agreed point is the right one.
    """
    if not office(by, application):
        raise NotAllowed(f"{by} may not moderate {application}")
    check_readable(application)
    if not ready_to_moderate(application):
        raise CannotAssess(f"At least {ASSESSORS} assessors must have locked their scores first.")
    compared = criteria.compared(application)
    if lacking := [line.name for line in compared if scores.get(line.key) not in line.points]:
        raise CannotAssess(f"Choose the agreed score for “{lacking[0]}”")
    if not reason.strip() and any(line.spread >= TELLING for line in compared):
        raise CannotAssess("Assessors were two steps or more apart. Say why the agreed scores are right.")
    agreed = {line.key: scores[line.key] for line in compared}
    moderation, _ = Moderation.objects.update_or_create(
        application=application,
        defaults={
            "alliance_id": application.alliance_id, "scores": agreed, "reason": reason.strip(), "by": by, "at": at,
            "total": criteria.total(compared, agreed, application.round.weights),
        },
    )  # fmt: skip
    events.record(application, "moderate", by=by, at=at)
    return moderation


def agree_alike(application: Application, *, by: Person, at: datetime) -> Moderation:
    """All assessors gave the same throughout, so that is agreed. Raises CannotAssess where they differ, or before."""
    if Moderation.objects.filter(application=application).exists():
        raise CannotAssess("The scores are agreed already.")
    compared = criteria.compared(application)
    if differ := [line.name for line in compared if not line.together]:
        raise CannotAssess(f"Assessors differ on “{differ[0]}”.")
    return moderate(application, {line.key: line.together for line in compared}, reason="", by=by, at=at)


def shortlist(application: Application, *, by: Person, at: datetime, note: str = "") -> Application:
    """She will be invited to an interview. Raises CannotAssess before the scores are agreed."""
    return sift(application, "shortlist", by=by, at=at, note=note)


def not_shortlist(application: Application, *, by: Person, at: datetime, note: str = "") -> Application:
    """She will not be invited; she learns of it with the round's decisions. Raises CannotAssess like `shortlist`."""
    return sift(application, "not_shortlist", by=by, at=at, note=note)


@transaction.atomic
def spare_interview(application: Application, *, by: Person, at: datetime) -> Application:
    """An application for another term is decided on what was read, without an interview; one that was arranged is
    called off. Raises CannotAssess before the scores are agreed."""
    if not Moderation.objects.filter(application=application).exists():
        raise CannotAssess("Agree the scores first.")
    APPLICATION.move(application, "spare_interview", by=by, at=at)
    interviews.call_off(application, because="No interview is needed for this renewal.", by=by, at=at)
    return application


@transaction.atomic
def sift(application: Application, verb: str, *, by: Person, at: datetime, note: str) -> Application:
    if not Moderation.objects.filter(application=application).exists():
        raise CannotAssess("Agree the scores first.")
    APPLICATION.move(application, verb, by=by, at=at, note=note)
    if verb == "not_shortlist":
        interviews.call_off(application, because="The applicant is not shortlisted any more.", by=by, at=at)
    return application


@transaction.atomic
def find_ineligible(application: Application, *, note: str, by: Person, at: datetime) -> Application:
    """She does not meet a condition of the round; the note says which. She learns of it with the decisions."""
    if not note.strip():
        raise CannotAssess("Say which condition is not met.")
    close_answers(application, at=at)
    APPLICATION.move(application, "find_ineligible", by=by, at=at, note=note.strip())
    return application


def reconsider(application: Application, *, note: str, by: Person, at: datetime) -> Application:
    """She was found ineligible by mistake; her application is read after all."""
    APPLICATION.move(application, "reconsider", by=by, at=at, note=note.strip())
    return application
