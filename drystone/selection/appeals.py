"""Appeals: within the Alliance's working days, on stated grounds, decided by somebody who was not on the panel."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from drystone.alliances import policies
from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.models import Person

from . import emails, outcomes
from .access import applicant
from .independence import Tied, demand
from .lifecycle import APPEAL, APPLICATION
from .models import (
    DESIGNATING,
    Appeal,
    AppealState,
    Application,
    CorrectionState,
    Decision,
    DecisionState,
    Moderation,
    PanelMember,
)
from .refusals import Refused


class CannotAppeal(Refused):
    """Why there is no appeal; the sentence is for the page."""


def last_day(decision: Decision) -> date | None:
    """The last day on which she may appeal: so many working days as her letter said."""
    if decision.released_at is None:
        return None
    released = timezone.localdate(decision.released_at)
    days = policies.in_force(decision.alliance, "appeal_working_days", at=decision.released_at)
    return WorkingDays(decision.alliance).after(released, days)


def against(decision: Decision) -> list[str]:
    """What there is to appeal against: the areas that were not granted, or the whole where no area was named."""
    if decision.state != DecisionState.RELEASED:
        return []
    lines = outcomes.lines(decision.application)
    return outcomes.refused(lines) if lines else [] if decision.outcome in DESIGNATING else ["all of it"]


@transaction.atomic
def open(decision: Decision, ground: str, grounds: str, *, by: Person, at: datetime) -> Appeal:  # noqa: A001
    """The applicant herself appeals against a no, for all areas or some. Nobody else for her; no new evidence; once.

    Raises CannotAppeal after the last day, against a yes, or without grounds.
    """
    if not applicant(by, decision.application):
        raise NotAllowed(f"{by} may not appeal for {decision.application.person}")
    if standing := Appeal.objects.filter(decision=decision).first():
        return standing
    until = last_day(decision)
    if until is None or not against(decision):
        raise CannotAppeal("Only a released decision not to designate, in an area or in any, can be appealed against.")
    if timezone.localdate(at) > until:
        raise CannotAppeal("The time for an appeal is over.")
    if not grounds.strip():
        raise CannotAppeal("Say on what grounds you appeal.")
    appeal = Appeal.objects.create(
        alliance_id=decision.alliance_id,
        decision=decision,
        ground=ground,
        grounds=grounds.strip(),
        answer_by=WorkingDays(decision.alliance).after(timezone.localdate(at), decision.alliance.appeal_working_days),
        state_since=at,
    )
    events.record(appeal, "open", by=by, at=at)
    emails.appeal_opened(appeal, at=at)
    return appeal


@transaction.atomic
def decide(appeal: Appeal, verb: str, answer: str, *, by: Person, at: datetime) -> Appeal:
    """The appeal is upheld or dismissed, with an answer in words, by a manager who did not decide before.

    Upheld, it does not decide: the office corrects the decision (`corrections`), or interviews first (`hear_again`).
    Raises Tied for whoever prepared or checked the decision, agreed the scores, assessed or interviewed, and for
    whoever is tied to the applicant.
    """
    if not answer.strip():
        raise CannotAppeal("Write the answer that the applicant will read.")
    demand(by, appeal.decision.application, on=timezone.localdate(at))
    if took_part(by, appeal.decision):
        raise Tied("You took part in the decision. Somebody else decides on the appeal.")
    APPEAL.move(appeal, verb, by=by, at=at, answer=answer.strip())
    emails.appeal_decided(appeal, at=at)
    return appeal


def took_part(person: Person, decision: Decision) -> bool:
    interviewed = PanelMember.objects.filter(interview__application=decision.application_id, person=person)
    assessed = decision.application.assessments.filter(assessor=person)
    by_hand = person.pk in (decision.prepared_by_id, decision.checked_by_id)
    agreed = Moderation.objects.filter(application=decision.application_id, by=person)
    return by_hand or assessed.exists() or interviewed.exists() or agreed.exists()


@transaction.atomic
def hear_again(appeal: Appeal, *, by: Person, at: datetime) -> Application:
    """After an appeal that was upheld she is interviewed, where she had not been; what was told stands until then."""
    application = appeal.decision.application
    if appeal.state != AppealState.UPHELD:
        raise CannotAppeal("Only an appeal that was upheld opens the application again.")
    if appeal.corrections.exclude(state=CorrectionState.DROPPED).exists() or hasattr(application, "interview"):
        raise CannotAppeal("There is an interview, or a correction, already. Go on with that.")
    return APPLICATION.move(application, "hear_again", by=by, at=at, note="The appeal was upheld.")


def withdraw(appeal: Appeal, *, by: Person, at: datetime) -> Appeal:
    """She does not want to go on with it."""
    return APPEAL.move(appeal, "withdraw", by=by, at=at)
