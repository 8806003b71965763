"""Applications: started, sent in until the deadline, changed until then, withdrawn."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from drystone import saying
from drystone.history import events
from drystone.people.models import Person
from drystone.questions import sheets
from drystone.questions.models import AnswerSheet
from drystone.questions.spec import LEFT_OUT
from drystone.register.lifecycle import LIVING as LIVING_DESIGNATION
from drystone.register.models import Designation
from drystone.schools.models import Organisation

from . import earlier, eligibility, emails, fitting, interviews, references
from .lifecycle import APPLICATION
from .models import (
    Application,
    ApplicationArea,
    ApplicationState,
    Reference,
    Round,
    RoundState,
)
from .phases import deadline_for, last_moment_for
from .readings import Applied, applied_in, known_of
from .refusals import Refused

FIRST, AGAIN = "application", "redesignation"
NOTHING: Mapping[str, Any] = MappingProxyType({})


class CannotApply(Refused):
    """Why this application cannot be made or sent in; the sentence is for the page."""


@transaction.atomic
def start(
    round_: Round,
    person: Person,
    *,
    school: str = "",
    like: Application | None = None,
    renews: Designation | None = None,
    known: Mapping[str, Any] = NOTHING,
    by: Person,
    at: datetime,
) -> Application:
    """A draft, with what we know already filled in. Started twice, it is the same draft. Raises CannotApply.

    In a round of renewals it is for another term of `renews`, of whom `known` says more. `school` is the key of the
    school that she says she works at; a round for members asks for it before she writes, and raises eligibility's
    NoMember for any other. `like` is an earlier application of hers to start from.
    """
    if standing := standing_in(round_, person):
        return standing
    told = known_of(person, round_.alliance, timezone.localdate(at)) | dict(known)
    told |= {"school": school} if school else {}
    refuse_start(round_, person, told, like, at)
    refuse_for_leader(round_, person, renews)
    try:
        with transaction.atomic():
            application = Application.objects.create(
                alliance_id=round_.alliance_id,
                round=round_,
                person=person,
                sheet=new_sheet(round_, renews, told, like, at),
                renews=renews,
                copied_from=like,
                started_at=at,
                state_since=at,
            )
    except IntegrityError:  # pressed twice at the same moment
        return Application.objects.exclude(state=ApplicationState.WITHDRAWN).get(round=round_, person=person)
    events.record(application, "start", by=by, at=at)
    return application


def refuse_start(
    round_: Round, person: Person, known: Mapping[str, Any], like: Application | None, at: datetime
) -> None:
    """Why this person cannot begin now, with the school she is known to work at, from that earlier application."""
    if round_.state != RoundState.PUBLISHED or at < round_.opens_at:
        raise CannotApply("This round is not open yet.")
    if at >= deadline_for(round_, person.pk):
        raise CannotApply("This round is not open for applications any more.")
    if said := eligibility.no_member(round_, known.get("school", ""), on=timezone.localdate(at)):
        raise eligibility.NoMember(said)
    if like and (like.person_id, like.alliance_id) != (person.pk, round_.alliance_id):
        raise CannotApply("Only an application of your own can be copied.")


def standing_in(round_: Round, person: Person) -> Application | None:
    """Her application in a round, unless she withdrew it."""
    return Application.objects.filter(round=round_, person=person).exclude(state=ApplicationState.WITHDRAWN).first()


def refuse_for_leader(round_: Round, person: Person, renews: Designation | None) -> None:
    """A System Leader renews in the round of her term, and in no other; nobody else does."""
    if round_.is_of_renewals and renews is None:
        raise CannotApply("This round is for System Leaders whose designation ends in it.")
    held = Designation.objects.filter(alliance=round_.alliance_id, person=person, state__in=LIVING_DESIGNATION).first()
    if held and renews is None:
        raise CannotApply(
            f"You are a System Leader until {saying.day(held.ends)}. We write to you twelve months before, when you "
            "can renew; about another area, write to the office."
        )


def new_sheet(
    round_: Round, renews: Designation | None, known: Mapping[str, Any], like: Application | None, at: datetime
) -> AnswerSheet:
    """Everybody in a round answers the same form. What we know today goes before what she wrote then."""
    key, lists = AGAIN if renews else FIRST, {LEFT_OUT: fitting.left_out(round_)}
    sheet = sheets.start(key, round_.alliance_id, at, lists=lists, stood_at=round_.opens_at)
    sheets.prefill(sheet, known, at)
    if like:
        sheets.prefill(sheet, earlier.carried(like, sheet.form), at)
    return sheet


@transaction.atomic
def submit(application: Application, *, by: Person, at: datetime) -> Application:
    """The application reaches the Alliance, and her referee is asked. She may change it until the deadline.

    Raises CannotApply a second too late, questions' Unfinished with all that is missing or does not fit the round,
    CannotAsk when she names herself as referee.
    """
    closes = deadline_for(application.round, application.person_id)
    if at >= last_moment_for(application.round, application.person_id):
        raise CannotApply(
            "The deadline has passed. Your answers are kept; write to the office if something went wrong."
        )
    if found := fitting.problems(application, on=timezone.localdate(at)):
        raise sheets.Unfinished(found)
    applied = applied_in(application.sheet, application.alliance)
    APPLICATION.move(
        application,
        "submit",
        by=by,
        at=at,
        submitted_at=at,
        number=application.number or next_number(application.round_id),
        school=applied.school or settled_before(application, applied),
        unlisted_school=applied.unlisted,
        job=applied.job[:120],
        is_headteacher=applied.is_headteacher,
    )
    write_areas(application, applied)
    for kind, referee in wanted(application, applied):
        references.ensure(application, kind, referee, by=by, at=at)
    emails.application_submitted(application, closes, at=at)
    return application


def next_number(round_pk: int) -> int:
    """The next number of a round: whoever sends in at the same moment waits for it."""
    Round.objects.select_for_update(no_key=True).get(pk=round_pk)
    last = Application.objects.filter(round=round_pk).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def settled_before(application: Application, applied: Applied) -> Organisation | None:
    """The school that the office found for what she typed, if she typed the same again."""
    return application.school if applied.unlisted == application.unlisted_school else None


def write_areas(application: Application, applied: Applied) -> None:
    application.areas.all().delete()
    ApplicationArea.objects.bulk_create(
        ApplicationArea(
            alliance_id=application.alliance_id,
            application=application,
            area=choice.area,
            phases=choice.phases,
            years=choice.years,
            is_main=position == 0,
        )
        for position, choice in enumerate(applied.areas)
    )


def wanted(application: Application, applied: Applied) -> list:
    """Which references, of whom: the head's or the governing body's; a second where the round asks for it."""
    kinds = [(references.right_kind(application), applied.referee)]
    if application.round.second_reference and applied.second:
        kinds.append((Reference.Kind.SECOND, applied.second))
    return kinds


@transaction.atomic
def reopen(application: Application, *, by: Person, at: datetime) -> Application:
    """She takes her application back to change it, until the deadline, and sends it in again. Referees stay asked."""
    if at >= deadline_for(application.round, application.person_id):
        raise CannotApply("The deadline has passed, so the application cannot be changed any more.")
    if application.sheet.is_sealed:
        raise CannotApply("The office has begun to read this application. Write to the office to change something.")
    APPLICATION.move(application, "reopen", by=by, at=at, submitted_at=None)
    return application


@transaction.atomic
def withdraw(application: Application, *, reason: str = "", by: Person, at: datetime) -> Application:
    """She does not want to go on: referees and panel are let off, and her time for an interview is free again."""
    was = application.state
    APPLICATION.move(application, "withdraw", by=by, at=at, note=reason.strip())
    references.stand_down_all(application, by=by, at=at)
    interviews.call_off(application, because="The application was withdrawn.", by=by, at=at)
    if was != ApplicationState.DRAFT:
        emails.application_withdrawn(application, at=at)
    return application


def close_answers(application: Application, *, at: datetime) -> None:
    """From the moment somebody judges an application, its answers are what they are."""
    sheets.seal(application.sheet, at)
