"""Putting a released decision right: by a second letter that says which one it replaces. Both are kept.

A correction is prepared by one officer, seen by another and released, like the decision itself; an appeal that was
upheld leads to one. What stands is always the decision: a correction changes it in one go with its letter.
"""

from collections.abc import Mapping
from copy import copy
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from drystone.documents import papers
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.people.models import Person
from drystone.register import certificates, designations
from drystone.register.models import Designation

from . import decisions, documents, emails, outcomes, references, wordings
from .independence import demand
from .lifecycle import APPLICATION, CORRECTION
from .models import (
    DESIGNATING,
    AppealState,
    ApplicationState,
    Correction,
    Decision,
    DecisionState,
)
from .outcomes import AreaOutcome, CannotDecide

NAMES = ("outcome", "feedback", "wording")


@transaction.atomic
def prepare(
    decision: Decision,
    outcome: str,
    *,
    because: str,
    terms: str = "",
    due_on: date | None = None,
    reason: str = "",
    apart: Mapping[int, AreaOutcome] | None = None,
    feedback: str = "",
    by: Person,
    at: datetime,
) -> Correction:
    """One officer writes down what should have been told. What was told stands until this is released.

    Prepared again, it is seen again. Raises CannotDecide, Tied.
    """
    application = decision.application
    demand_office(decision, by=by, at=at)
    check_correctable(decision, because)
    everywhere = AreaOutcome(outcome, terms, due_on, reason)
    decided = outcomes.for_each(application, everywhere, apart or {})
    said = outcomes.told(everywhere, decided)
    decisions.check_words(application, said, feedback.strip(), at=at)
    written: dict[str, Any] = {
        "because": because.strip(),
        "outcome": outcomes.whole(said),
        "areas": outcomes.kept(decided),
        "feedback": feedback.strip(),
        "wording": "",
        "prepared_by": by,
        "checked_by": None,
        "appeal": upheld(decision),
    }
    standing = decision.corrections.open().select_for_update(of=("self",)).first()
    if not standing:
        return begun(decision, written, by=by, at=at)
    if all(getattr(standing, name) == value for name, value in written.items()):
        return standing
    return CORRECTION.move(standing, "prepare", by=by, at=at, **written)


def begun(decision: Decision, written: dict[str, Any], *, by: Person, at: datetime) -> Correction:
    try:
        with transaction.atomic():
            made = Correction.objects.create(
                alliance_id=decision.alliance_id, decision=decision, state_since=at, **written
            )
    except IntegrityError as twice:  # somebody else began one at the same moment
        raise CannotDecide("Somebody has just prepared a correction. Look at it first.") from twice
    events.record(made, "prepare", by=by, at=at, note=made.because)
    return made


def demand_office(decision: Decision, *, by: Person, at: datetime) -> None:
    if not office(by, decision):
        raise NotAllowed(f"{by} may not correct decisions")
    demand(by, decision.application, on=timezone.localdate(at))


def check_correctable(decision: Decision, because: str) -> None:
    if decision.state != DecisionState.RELEASED:
        raise CannotDecide("Nothing has been released yet: prepare the decision again instead.")
    if decision.application.state not in (ApplicationState.DECIDED, ApplicationState.INTERVIEWED):
        raise CannotDecide("The application is under way again. Correct the decision after the interview.")
    if not because.strip():
        raise CannotDecide("Say why the decision is corrected.")
    if decision.designation and decision.designation.state == "ended":
        raise CannotDecide("The designation has ended. It stands in the register how.")


def upheld(decision: Decision) -> Any:
    """The appeal that a correction follows."""
    appeal = getattr(decision, "appeal", None)
    return appeal if appeal and appeal.state == AppealState.UPHELD else None


@transaction.atomic
def check(correction: Correction, *, by: Person, at: datetime) -> Correction:
    """A second officer has seen it and its letter, which keeps its words from now on."""
    demand(by, correction.decision.application, on=timezone.localdate(at))
    words = wordings.in_use(correction.alliance_id, correction.outcome)
    return CORRECTION.move(correction, "check", by=by, at=at, checked_by=by, wording=words)


def drop(correction: Correction, *, by: Person, at: datetime) -> Correction:
    """What was told stands after all."""
    return CORRECTION.move(correction, "drop", by=by, at=at)


@transaction.atomic
def release(correction: Correction, *, by: Person, at: datetime) -> Decision:
    """From this moment the decision says this. A new letter replaces the first; a designation follows or ends.

    Raises CannotDecide when what a yes rests on is missing.
    """
    locked = Decision.objects.select_for_update(of=("self",)).select_related("application", "designation", "letter")
    decision = locked.get(pk=correction.decision_id)
    application, yes = decision.application, correction.outcome in DESIGNATING
    check_correctable(decision, correction.because)
    if yes:
        decisions.check_designable(application)
    if application.state != ApplicationState.DECIDED:
        APPLICATION.move(application, "decide", by=by, at=at)
    CORRECTION.move(correction, "release", by=by, at=at, released_at=at, **as_it_was(decision))
    outcomes.write(application, outcomes.read(correction.areas))
    put_right(decision, correction, by=by, at=at)
    return told(decision, correction, by=by, at=at)


def as_it_was(decision: Decision) -> dict[str, Any]:
    areas = outcomes.kept(outcomes.standing(decision.application))
    before = {"outcome": decision.outcome, "areas": areas, "feedback": decision.feedback}
    told_on = decision.released_at.isoformat() if decision.released_at else ""
    return {
        "before": before | {"released_at": told_on},
        "letter_before": decision.letter,
        "designation_before": decision.designation,
    }


def put_right(decision: Decision, correction: Correction, *, by: Person, at: datetime) -> None:
    """The decision and what it made of the applicant."""
    for name in (*NAMES, "prepared_by", "checked_by"):
        setattr(decision, name, getattr(correction, name))
    decision.rests_on = references.support(decision.application)
    decision.designation = designation_of(decision, decision.designation, by=by, at=at)
    decision.released_at, decision.letter = at, None
    decision.save()


def designation_of(
    decision: Decision, standing: Designation | None, *, by: Person, at: datetime
) -> Designation | None:
    """A no ends the designation; a yes makes one, or changes the one there is in place."""
    if decision.outcome not in DESIGNATING:
        if standing:
            designations.withdraw(standing, note="The decision was corrected.", by=by, at=at)
        return None
    if standing is None:
        return decisions.designated(decision, by=by, at=at)
    granted, asking = outcomes.granted(decision.application), outcomes.asking(decision.application)
    return designations.correct(standing, granted, asking=asking, by=by, at=at)


def told(decision: Decision, correction: Correction, *, by: Person, at: datetime) -> Decision:
    """The new letter, and the certificate; what they replace says so to whoever checks it."""
    first, standing = correction.letter_before, correction.designation_before
    decision.letter = documents.decision_letter(decision, by=by, at=at)
    decision.save(update_fields=["letter"])
    if first:
        papers.replace(first, decision.letter, by=by, at=at)
    if decision.designation:
        certificates.certificate_again(decision.designation, by=by, at=at)
        if not standing:
            designations.begin(decision.designation, by=by, at=at)
    elif standing:
        certificates.certificate_replaced(standing, decision.letter, by=by, at=at)
    emails.decision_corrected(decision, at=at)
    if bool(decision.designation) != bool(standing):
        emails.head_told(decision, at=at)
    return decision


def as_decided(correction: Correction) -> Decision:
    """The decision as it would be, for a look at its letter; nothing of it is saved."""
    shown = copy(correction.decision)
    for name in NAMES:
        setattr(shown, name, getattr(correction, name))
    shown.designation = None
    return shown
