"""Where an application stands, in one plain sentence: whom it waits for, since when, what happens next.

Every sentence reads rows that the caller has fetched with `queries.with_all`, so a list of them costs no more queries
than one.
"""

from datetime import datetime

from drystone import saying

from . import outcomes
from .models import (
    ASSESSORS,
    Application,
    ApplicationState,
    AssessmentState,
    DecisionState,
    Interview,
    InterviewState,
    Reference,
    ReferenceState,
)
from .phases import deadline_of, last_moment_of

A, R, I = ApplicationState, ReferenceState, InterviewState  # noqa: E741
UNGIVEN = (R.WAITING, R.ASKED, R.STARTED)


def waiting_for(application: Application, at: datetime) -> str:
    """For the office: whom this application waits for, and since when."""
    said = {
        A.DRAFT: draft,
        A.SUBMITTED: submitted,
        A.SHORTLISTED: shortlisted,
        A.INTERVIEWED: interviewed,
        A.READ: undecided,
        A.NOT_SHORTLISTED: undecided,
        A.INELIGIBLE: undecided,
        A.DECIDED: decided,
        A.WITHDRAWN: withdrawn,
    }[A(application.state)]
    return said(application, at)


def draft(application: Application, at: datetime) -> str:
    closes = deadline_of(application)
    if at < closes:
        return f"Waiting for {application.person.name} to send it in by {saying.moment(closes)}."
    if at < (ends := last_moment_of(application)):
        return f"Not sent in by the deadline. Until {saying.moment(ends)} the round still takes it, as late."
    return "Not sent in by the deadline. The office may give more time."


def submitted(application: Application, at: datetime) -> str:
    if application.school_id is None:
        return f"Waiting for the office to settle which school this is: {application.unlisted_school}."
    late = [row for row in application.references.all() if row.state in UNGIVEN]
    given = [row for row in application.references.all() if row.state == R.GIVEN]
    if late:
        return unanswered(late[0])
    if not given:
        return f"Waiting for {application.person.name} to name another referee."
    return assessing(application)


def unanswered(reference: Reference) -> str:
    """Waiting for one referee, or for the office to confirm where she is written to."""
    if reference.state == R.WAITING:
        return f"Waiting for the office to confirm the address of {reference.referee.name}."
    asked = saying.day(reference.asked_at) if reference.asked_at else ""
    return f"Waiting for the reference of {reference.referee.name}, asked on {asked}. Reminders go by themselves."


def assessing(application: Application) -> str:
    rows = [row for row in application.assessments.all() if row.state != AssessmentState.CONFLICT]
    scoring = [row.assessor.name for row in rows if row.state != AssessmentState.LOCKED]
    if len(rows) < ASSESSORS:
        return "Waiting for the office to assign two assessors."
    if scoring:
        return f"Waiting for {saying.listed(scoring)} to lock their scores."
    if not hasattr(application, "moderation"):
        return "Waiting for the office to agree the scores."
    if application.renews_id:
        return "Waiting for the office to decide, with an interview or without one."
    return "Waiting for the office to shortlist."


def shortlisted(application: Application, at: datetime) -> str:
    interview = interview_of(application)
    if interview is None or interview.state == I.CALLED_OFF:
        return "Waiting for the office to invite the applicant to an interview."
    if interview.state == I.OFFERED and interview.wish:
        return f"Waiting for the office to add times for interviews: none suits {application.person.name}."
    if interview.state == I.OFFERED:
        return f"Waiting for {application.person.name} to choose a time, since {saying.day(interview.state_since)}."
    if interview.state == I.MISSED:
        return "The interview was missed. Waiting for the office to rearrange it."
    when = saying.moment(interview.slot.starts_at) if interview.slot else ""
    if interview.slot and interview.slot.starts_at <= at:
        return f"Waiting for the office to record the interview of {when} as held."
    return f"Interview on {when}."


def interviewed(application: Application, at: datetime) -> str:
    interview = interview_of(application)
    if interview and interview.agreed is None:
        missing = [m.person.name for m in interview.panel.all() if not m.conflict and not m.scored_at]
        return f"Waiting for the marks of {saying.listed(missing)}." if missing else "Waiting for the agreed marks."
    return undecided(application, at)


def undecided(application: Application, at: datetime) -> str:
    decision = getattr(application, "decision", None)
    if decision is None or decision.state == DecisionState.DROPPED:
        return f"Waiting for the office to prepare the decision, due by {saying.day(application.round.decisions_by)}."
    if application.state_since != decision.stood_since:
        return "Waiting for the office to prepare the decision again: the application has moved on since."
    if decision.state == DecisionState.PREPARED:
        return f"Waiting for a second person to see the decision that {decision.prepared_by.name} prepared."
    if decision.held_back:
        return f"Held back from the release: {decision.held_back}"
    if application.round.release_at:
        return f"Ready: released with the round's decisions on {saying.moment(application.round.release_at)}."
    return "Ready: waiting for the office to release the round's decisions."


def decided(application: Application, at: datetime) -> str:
    decision = getattr(application, "decision", None)
    if decision is None or decision.released_at is None:
        return "Decided."
    said = outcomes.summary(outcomes.lines(application), decision.outcome)
    one = said if ":" in said else said.lower()
    return f"Decided on {saying.day(decision.released_at)}: {one}."


def withdrawn(application: Application, at: datetime) -> str:
    return f"Withdrawn on {saying.day(application.state_since)}."


def interview_of(application: Application) -> Interview | None:
    return getattr(application, "interview", None)


def for_applicant(application: Application, at: datetime) -> str:
    """For the applicant: nothing of who reads, and nothing of a decision before it is released."""
    if application.state == A.DRAFT:
        closes = deadline_of(application)
        return f"You have not sent it in yet. The deadline is {saying.moment(closes)}."
    if application.state == A.WITHDRAWN:
        return f"You withdrew this application on {saying.day(application.state_since)}."
    if application.state == A.DECIDED:
        return "We have decided. Your letter is below."
    interview = interview_of(application)
    if interview and interview.state == I.MISSED and application.state == A.SHORTLISTED:
        return "We missed you at your interview. Say why on its page, and choose another time."
    if interview and interview.state == I.OFFERED and application.state == A.SHORTLISTED and interview.wish:
        return "Waiting for us: you asked for other times for your interview."
    if interview and interview.state == I.OFFERED and application.state == A.SHORTLISTED:
        return "You are invited to an interview. Waiting for you to choose a time."
    if interview and interview.state == I.BOOKED and interview.slot:
        return f"Your interview is on {saying.moment(interview.slot.starts_at)}, {interview.slot.place}."
    return waiting_for_us(application)


def waiting_for_us(application: Application) -> str:
    """She has done her part. The same words whether she was shortlisted or not: she learns that from us, together."""
    rows = [row for row in application.references.all() if row.state in UNGIVEN]
    decisions = saying.day(application.round.decisions_by)
    if rows and application.state == A.SUBMITTED:
        return f"Waiting for {rows[0].referee.name} to give your reference. We send reminders, and you may too."
    if application.state == A.SUBMITTED and not any(row.state == R.GIVEN for row in application.references.all()):
        return "Waiting for you to name another referee."
    return f"Waiting for us. We tell everybody our decision by {decisions}."
