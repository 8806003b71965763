"""Decisions: prepared quietly, seen by a second person, released together; a designation follows from that alone."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.people.access import office
from drystone.people.models import Person
from drystone.questions import sheets
from drystone.register import certificates, designations
from drystone.register.models import Designation, Ending

from . import documents, emails, outcomes, references, wordings
from .independence import demand
from .lifecycle import APPLICATION, DECISION
from .models import (
    DECIDABLE,
    DESIGNATING,
    Application,
    ApplicationState,
    Decision,
    DecisionState,
    InterviewState,
    Outcome,
)
from .outcomes import AreaOutcome, CannotDecide, Outcomes


@transaction.atomic
def prepare(
    application: Application,
    outcome: str,
    *,
    terms: str = "",
    due_on: date | None = None,
    reason: str = "",
    apart: Mapping[int, AreaOutcome] | None = None,
    feedback: str = "",
    by: Person,
    at: datetime,
) -> Decision:
    """One officer writes down what is to be decided; nobody outside learns of it. Prepared again, it is seen again.

    The outcome is every area's but of those decided `apart`, by ApplicationArea. Raises CannotDecide, Tied.
    """
    if not office(by, application):
        raise NotAllowed(f"{by} may not prepare decisions")
    demand(by, application, on=timezone.localdate(at))
    everywhere = AreaOutcome(outcome, terms, due_on, reason)
    decided = outcomes.for_each(application, everywhere, apart or {})
    told = outcomes.told(everywhere, decided)
    check_outcome(application, told, feedback.strip(), at=at)
    written: dict[str, Any] = {
        "outcome": outcomes.whole(told),
        "feedback": feedback.strip(),
        "prepared_by": by,
        "checked_by": None,
        "wording": "",
        "stood_since": application.state_since,
        "rests_on": references.support(application),
    }
    standing = Decision.objects.select_for_update().filter(application=application).first()
    if standing and says(standing, written, decided):
        return standing
    outcomes.write(application, decided)
    if standing:
        return DECISION.move(standing, "prepare", by=by, at=at, **written)
    return begun(application, written, by=by, at=at)


def begun(application: Application, written: dict[str, Any], *, by: Person, at: datetime) -> Decision:
    whose = {"alliance_id": application.alliance_id, "application": application}
    decision = Decision.objects.create(**whose, state_since=at, **written)
    events.record(decision, "prepare", by=by, at=at)
    return decision


def says(standing: Decision, written: dict[str, Any], decided: Outcomes) -> bool:
    """Whether the same officer prepared exactly this, and nobody has looked at it since: a button pressed twice."""
    same = all(getattr(standing, name) == value for name, value in written.items())
    same_areas = outcomes.standing(standing.application) == decided
    return same and standing.state == DecisionState.PREPARED and same_areas


def check_outcome(application: Application, told: list[AreaOutcome], feedback: str, *, at: datetime) -> None:
    """Everything that must hold before somebody is told yes, or no."""
    if application.state not in DECIDABLE:
        raise CannotDecide("This application is not ready for a decision.")
    if outcomes.whole(told) == Outcome.INELIGIBLE and application.state != ApplicationState.INELIGIBLE:
        raise CannotDecide("Only an application that was found not eligible is told so.")
    check_words(application, told, feedback, at=at)


def check_words(application: Application, told: list[AreaOutcome], feedback: str, *, at: datetime) -> None:
    """A yes rests on a reference and an interview, and is for an area; the rest see `outcomes.check`."""
    if any(each.is_yes for each in told):
        check_designable(application)
        if not application.areas.exists():
            raise CannotDecide("No area of expertise was applied for that a designation could be for.")
    outcomes.check(application, told, feedback, at=at)


def check_designable(application: Application) -> None:
    """Nobody is designated without a given reference of the right referee, and an interview with an agreed mark; for
    another term the agreed scores of those who read it are enough."""
    demand_renewable(application)
    if not was_read_for_renewal(application):
        check_interviewed(application)
    if references.support(application) is None:
        whose = "governing body" if application.is_headteacher else "headteacher"
        raise CannotDecide(f"There is no given reference in which the {whose} supports the application.")


def demand_renewable(application: Application) -> None:
    """Another term follows one that stands or has run out: not one given up or taken away, nor one that is about to
    go over to another alliance."""
    before = application.renews
    if before is None:
        return
    if before.ending not in ("", Ending.EXPIRED, Ending.RENEWED):
        raise CannotDecide(f"The designation that it renews has ended: {before.get_ending_display().lower()}.")
    if open_transfer := before.departures.open().first():
        raise CannotDecide(f"There is an open {open_transfer}. Wait for it, or call it off first.")


def was_read_for_renewal(application: Application) -> bool:
    """It is for another term, and its readers' scores were agreed without an interview."""
    held = getattr(application, "interview", None)
    unheld = held is None or held.state == InterviewState.CALLED_OFF
    judged = application.state in (ApplicationState.READ, ApplicationState.DECIDED)
    return application.renews_id is not None and unheld and judged


def check_interviewed(application: Application) -> None:
    held = getattr(application, "interview", None)
    if (
        held is None
        or held.state != InterviewState.HELD
        or application.state not in (ApplicationState.INTERVIEWED, ApplicationState.DECIDED)
    ):
        raise CannotDecide("Only an applicant who was interviewed can be designated.")
    if held.agreed is None:
        raise CannotDecide("The panel has not agreed its marks yet.")


@transaction.atomic
def drop(decision: Decision, reason: str, *, by: Person, at: datetime) -> Decision:
    """What was prepared is not to be told after all: the application waits for a decision again, and nobody outside
    ever learns of it.

    Raises Tied for a colleague of the applicant, CannotDecide without a reason.
    """
    demand(by, decision.application, on=timezone.localdate(at))
    if not reason.strip():
        raise CannotDecide("Say why it is dropped.")
    DECISION.move(decision, "drop", by=by, at=at, note=reason.strip(), checked_by=None, wording="", held_back="")
    decision.application.areas.update(**outcomes.UNDECIDED._asdict())
    return decision


@transaction.atomic
def check(decision: Decision, *, by: Person, at: datetime) -> Decision:
    """A second officer has seen the decision and its letter, which keeps its words from now on.

    Raises NotAllowed for the first, Tied for a colleague.
    """
    demand(by, decision.application, on=timezone.localdate(at))
    demand_fresh(decision)
    return DECISION.move(decision, "check", by=by, at=at, checked_by=by, wording=wordings.text_of(decision))


def demand_fresh(decision: Decision) -> None:
    """What was decided before the application moved on is not told any more. Raises CannotDecide."""
    if decision.is_overtaken and decision.state != DecisionState.DROPPED:
        raise CannotDecide("The application has moved on since this was prepared. Prepare the decision again.")


@transaction.atomic
def release(decision: Decision, *, by: Person, at: datetime) -> Decision:
    """The decision stands, with its letter; a yes makes her a System Leader from today. She and her head are told.

    Of this and a withdrawal at the same moment one wins, whole. Raises CannotDecide when what a yes rests on is gone.
    """
    locked = Decision.objects.select_for_update(of=("self",)).select_related("application").get(pk=decision.pk)
    settle(locked, told_from=at, by=by, at=at)
    return issue(locked, by=by, at=at)


def settle(decision: Decision, *, told_from: datetime, by: Person | None, at: datetime) -> Decision:
    """The moves of a release, the designation, the mail to her and to whoever gave her reference. The row is locked.

    The mail goes at `told_from`. `by` is None where the office had set the time.
    Raises CannotDecide when it is held back, or overtaken, or what a yes rests on is gone.
    """
    application = decision.application
    yes = decision.outcome in DESIGNATING
    if decision.state != DecisionState.CHECKED:
        raise AlreadyMoved(decision, "release", decision.state)
    if application.state not in DECIDABLE:
        raise AlreadyMoved(application, "decide", application.state)
    if decision.held_back:
        raise CannotDecide("This decision is held back.")
    demand_fresh(decision)
    if yes:
        check_designable(application)
    APPLICATION.move(application, "decide", by=by, at=at)
    changes: dict[str, Any] = {"released_at": at, "rests_on": references.support(application)}
    if yes:
        changes["designation"] = designated(decision, by=by, at=at)
    DECISION.move(decision, "release", by=by, at=at, **changes)
    emails.decision_released(decision, at=at, not_before=told_from)
    emails.head_told(decision, at=at, not_before=told_from)
    return decision


def designated(decision: Decision, *, by: Person | None, at: datetime) -> Designation:
    """The designation that a released yes makes, in the areas that were granted."""
    application = decision.application
    if application.renews_id:  # held, so that nothing ends it and no transfer is accepted meanwhile
        application.renews = Designation.objects.locked(application.renews_id)
        demand_renewable(application)
    assert application.school  # noqa: S101 a constraint: a submitted application names its school
    return designations.designate(
        application.person,
        alliance=application.alliance,
        home_school=application.school,
        is_headteacher=application.is_headteacher,
        areas=outcomes.granted(application),
        asking=outcomes.asking(application),
        renews=application.renews,
        shown_in_directory=bool(sheets.value(application.sheet, "publish_profile")),
        by=by,
        at=at,
    )


def issue(decision: Decision, *, by: Person | None, at: datetime) -> Decision:
    """The letter is sealed, which the page waits for since the release; for a yes the certificate, and then her home
    school is asked for days."""
    if decision.letter_id:
        return decision
    decision.letter = documents.decision_letter(decision, by=by, at=at)
    decision.save(update_fields=["letter"])
    if decision.designation:
        certificates.certificate(decision.designation, by=by, at=at)
        designations.begin(decision.designation, by=by, at=at)
    return decision


def issue_letters(*, at: datetime, limit: int = 200) -> int:
    """Every released decision without its letter gets it; returns how many."""
    rows = Decision.objects.filter(state=DecisionState.RELEASED, letter=None).order_by("released_at", "pk")
    return sum(issue_one(pk, at=at) for pk in rows.values_list("pk", flat=True)[:limit])


@transaction.atomic
def issue_one(pk: int, *, at: datetime) -> bool:
    """Two workers at once make one letter: the second waits for the first, and finds it made."""
    locked = Decision.objects.select_for_update(of=("self",)).filter(pk=pk, letter=None).first()
    if locked is None:
        return False
    issue(locked, by=None, at=at)
    return True
