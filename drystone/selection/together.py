"""Several applications moved on in one press: what would happen to each, who is left out and why, and the press.

Looking is doing and taking it all back, so that what is shown beforehand is what the rules themselves say; no rule
stands here a second time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from drystone import saying
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.outbox import NoAddress
from drystone.people.access import office
from drystone.people.models import Person

from . import assessments, circulars, decisions, emails, reminders
from .circulars import Circular
from .models import Application, ApplicationState, Assessment, Reference, Round
from .models import Outcome as Decided
from .refusals import Refused

MOST = 50
"""Applications in one press; what is over waits for the next."""
MOST_MESSAGES = 200
"""Messages are quicker."""


@dataclass(frozen=True)
class Act:
    """What is done with each, called as the office calls it; `asks` names what has to be said first."""

    label: str
    verb: Callable[..., str]
    asks: str = ""
    most: int = MOST


@dataclass(frozen=True)
class Outcome:
    """What happened to one application, or would happen; or why nothing does."""

    application: Application
    done: bool
    said: str


def remind_applicant(application: Application, *, by: Person, at: datetime) -> str:
    reminders.remind_applicant(application, by=by, at=at)
    return f"{application.person.name} is reminded to send the application in."


def remind_referees(application: Application, *, by: Person, at: datetime) -> str:
    waiting = list(application.references.unanswered().select_related("referee"))
    if not waiting:
        raise Refused("No referee who was asked has still to answer.")
    return each_reminded(application, waiting, reminders.remind_now, by=by, at=at)


def remind_assessors(application: Application, *, by: Person, at: datetime) -> str:
    waiting = list(application.assessments.standing().exclude(state="locked").select_related("assessor"))
    if not waiting:
        raise Refused("No assessor has still to lock their scores.")
    return each_reminded(application, waiting, reminders.remind_assessor, by=by, at=at)


def each_reminded(
    application: Application, waiting: Sequence[Any], verb: Callable[..., Any], *, by: Person, at: datetime
) -> str:
    """Everybody who is waited for; one who was reminded today hinders no other."""
    reminded, refused = [], []
    for record in waiting:
        record.application = application
        try:
            verb(record, by=by, at=at)
            reminded.append(record.referee.name if isinstance(record, Reference) else record.assessor.name)
        except Refused as no:
            refused.append(str(no))
    if not reminded:
        raise Refused(" ".join(refused))
    return " ".join([f"{saying.listed(reminded)} {'is' if len(reminded) == 1 else 'are'} reminded.", *refused])


def assign(application: Application, *, assessor: Person, by: Person, at: datetime) -> str:
    """Told of all of them at once, when all are given; see `perform`."""
    if Assessment.objects.filter(application=application, assessor=assessor).exists():
        raise Refused(f"{assessor.name} was asked before.")
    assessments.give(application, assessor, by=by, at=at)
    return f"{assessor.name} is asked to read it."


def write(application: Application, *, circular: Circular, by: Person, at: datetime) -> str:
    message = circulars.write(application, circular, by=by, at=at)
    return f"To {message.to_address}."


def agree(application: Application, *, by: Person, at: datetime) -> str:
    moderation = assessments.agree_alike(application, by=by, at=at)
    return f"Agreed as all gave them: {moderation.total}%."


def shortlist(application: Application, *, by: Person, at: datetime) -> str:
    assessments.shortlist(application, by=by, at=at)
    return "Shortlisted."


def not_shortlist(application: Application, *, by: Person, at: datetime) -> str:
    assessments.not_shortlist(application, by=by, at=at)
    return "Not shortlisted. The applicant is told with the round's decisions."


def decide_against(application: Application, *, reason: str, feedback: str, by: Person, at: datetime) -> str:
    """The same no, in the same words, for those who were not shortlisted; what was prepared already stands."""
    if application.state != ApplicationState.NOT_SHORTLISTED:
        raise Refused("Only those who were not shortlisted are decided on together.")
    standing = getattr(application, "decision", None)
    if standing and not standing.is_overtaken:
        raise Refused(f"{standing.prepared_by.name} has prepared a decision: look at that.")
    decisions.prepare(application, Decided.UNSUCCESSFUL, reason=reason, feedback=feedback, by=by, at=at)
    return "Unsuccessful, with this reason and this feedback. A second person looks at it before the release."


ACTS = {
    "remind-applicants": Act("Remind those who have not finished", remind_applicant),
    "remind-referees": Act("Remind referees who have not answered", remind_referees),
    "remind-assessors": Act("Remind assessors who have not locked their scores", remind_assessors),
    "assign": Act("Assign an assessor", assign, asks="assessor"),
    "write": Act("Write to the applicants", write, asks="circular", most=MOST_MESSAGES),
    "agree": Act("Agree the scores on which all gave the same", agree),
    "shortlist": Act("Move to the shortlist", shortlist),
    "not-shortlist": Act("Do not shortlist", not_shortlist),
    "decide-against": Act("Prepare the same no for those not shortlisted", decide_against, asks="no"),
}


def look(
    act: str, round_: Round, rows: Iterable[Application], *, by: Person, at: datetime, **said: Any
) -> list[Outcome]:
    """What would happen to each if it were pressed now; nothing happens."""
    with transaction.atomic():
        outcomes = perform(act, round_, rows, by=by, at=at, **said)
        transaction.set_rollback(True)
    return outcomes


@transaction.atomic
def perform(
    act: str, round_: Round, rows: Iterable[Application], *, by: Person, at: datetime, **said: Any
) -> list[Outcome]:
    """Each application is moved on by itself, whole or not at all; an assessor is told once, of all that are hers.

    `said` is what the act asks for: an assessor, a circular.
    """
    if not office(by, round_):
        raise NotAllowed(f"{by} may not move on the applications of {round_}")
    outcomes = [attempt(ACTS[act].verb, row, by=by, at=at, **said) for row in rows]
    given = sum(outcome.done for outcome in outcomes)
    if given and ACTS[act].asks == "assessor":
        emails.assessments_shared_out(round_, said["assessor"], given, at=at)
    return outcomes


def attempt(verb: Callable[..., str], application: Application, **how: object) -> Outcome:
    """What a rule says against one application is no reason not to move the others on."""
    try:
        with transaction.atomic():
            return Outcome(application, True, verb(application, **how))
    except (Refused, NoAddress) as no:
        return Outcome(application, False, str(no))
    except AlreadyMoved:
        application.refresh_from_db(fields=["state"])
        return Outcome(application, False, f"Not possible where it stands: {application.get_state_display().lower()}.")
