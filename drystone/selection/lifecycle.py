"""The lives of selection: round, application, reference, assessment, interview, decision, appeal."""

from drystone.lifecycle import Life, Move
from drystone.people.access import clock, either, oneself

from .access import applicant, assessor, manager, manager_alone, office, referee, second_manager, second_person
from .models import (
    AppealState,
    ApplicationState,
    ArrivalState,
    AssessmentState,
    CorrectionState,
    DecisionState,
    DepartureState,
    InterviewState,
    ReferenceState,
    RoundState,
)

A, R, S, I, D = ApplicationState, ReferenceState, AssessmentState, InterviewState, DecisionState  # noqa: E741


def own_reference(person, reference) -> bool:
    """She is the applicant whom the reference is about."""
    return applicant(person, reference.application)


def own_interview(person, interview) -> bool:
    """She is the applicant who is interviewed."""
    return applicant(person, interview.application)


def own_appeal(person, appeal) -> bool:
    """She is the applicant who appeals."""
    return applicant(person, appeal.decision.application)


def renewed_by_office(person, application) -> bool:
    """She works in the office of this record's alliance, and the application is for another term."""
    return application.renews_id is not None and office(person, application)


ROUND = Life("round", RoundState, [Move("publish", (RoundState.DRAFT,), RoundState.PUBLISHED, manager, "Publish")])

UNDECIDED = (A.DRAFT, A.SUBMITTED, A.SHORTLISTED, A.INTERVIEWED, A.READ)

APPLICATION = Life(
    "application",
    A,
    [
        Move("submit", (A.DRAFT,), A.SUBMITTED, applicant, "Submit application"),
        Move("reopen", (A.SUBMITTED,), A.DRAFT, either(applicant, office), "Change my application"),
        Move("shortlist", (A.SUBMITTED, A.NOT_SHORTLISTED, A.READ), A.SHORTLISTED, office, "Shortlist"),
        Move("not_shortlist", (A.SUBMITTED, A.SHORTLISTED), A.NOT_SHORTLISTED, office, "Do not shortlist"),
        Move("find_ineligible", (A.SUBMITTED,), A.INELIGIBLE, office, "Not eligible"),
        Move("reconsider", (A.INELIGIBLE,), A.SUBMITTED, office, "Reconsider"),
        Move("spare_interview", (A.SUBMITTED, A.SHORTLISTED), A.READ, renewed_by_office, "No interview needed"),
        Move("interview", (A.SHORTLISTED,), A.INTERVIEWED, office, "Interview held"),
        Move(
            "decide",
            (A.INTERVIEWED, A.READ, A.NOT_SHORTLISTED, A.INELIGIBLE),
            A.DECIDED,
            office,
            "Release the decision",
            clock=True,
        ),
        Move("hear_again", (A.DECIDED,), A.SHORTLISTED, manager, "Interview after the appeal"),
        Move("withdraw", UNDECIDED, A.WITHDRAWN, either(applicant, office), "Withdraw"),
    ],
)

ASKED = (R.ASKED, R.STARTED)
# Once a referee has started, only the office may take the task from her.
UNANSWERED = (R.WAITING, R.ASKED, R.DECLINED, R.WRONG_PERSON)

REFERENCE = Life(
    "reference",
    R,
    [
        Move("ask", (R.WAITING,), R.ASKED, office, "Confirm the address and ask", clock=True),
        Move("readdress", (R.WAITING, R.ASKED), R.ASKED, office, "Correct the address"),
        Move("start", (R.ASKED,), R.STARTED, referee, "Start"),
        Move("give", ASKED, R.GIVEN, referee, "Sign and send"),
        Move("record", (R.WAITING, *ASKED), R.GIVEN, office, "Record for the referee"),
        Move("decline", ASKED, R.DECLINED, either(referee, office), "I would rather not"),
        Move("not_me", ASKED, R.WRONG_PERSON, either(referee, office), "Not the right person"),
        Move("replace", UNANSWERED, R.REPLACED, either(office, own_reference), "Name another"),
        Move("replace", (R.STARTED,), R.REPLACED, office, "Name another"),
    ],
)

ASSESSMENT = Life(
    "assessment",
    S,
    [
        Move("declare_conflict", (S.ASSIGNED, S.SCORED), S.CONFLICT, either(assessor, office), "Declare a conflict"),
        Move("score", (S.ASSIGNED, S.SCORED), S.SCORED, assessor, "Save scores"),
        Move("lock", (S.ASSIGNED, S.SCORED), S.LOCKED, assessor, "Lock my scores"),
    ],
)

INTERVIEW = Life(
    "interview",
    I,
    [
        Move("book", (I.OFFERED,), I.BOOKED, either(own_interview, office), "Choose this time"),
        Move("wish", (I.OFFERED,), I.OFFERED, own_interview, "None of these times suits me"),
        Move("rearrange", (I.BOOKED, I.MISSED), I.OFFERED, either(own_interview, office), "Rearrange"),
        Move("hold", (I.BOOKED,), I.HELD, office, "Held"),
        Move("miss", (I.BOOKED,), I.MISSED, office, "Missed"),
        Move("call_off", (I.OFFERED, I.BOOKED, I.MISSED), I.CALLED_OFF, either(own_interview, office), "Call off"),
        Move("offer_again", (I.CALLED_OFF,), I.OFFERED, office, "Invite again"),
    ],
)

DECISION = Life(
    "decision",
    D,
    [
        Move("prepare", (D.PREPARED, D.CHECKED, D.DROPPED), D.PREPARED, office, "Prepare again"),
        Move("check", (D.PREPARED,), D.CHECKED, second_person, "I have seen this decision"),
        Move("release", (D.CHECKED,), D.RELEASED, office, "Release", clock=True),
        Move("drop", (D.PREPARED, D.CHECKED), D.DROPPED, office, "Drop it"),
    ],
)

C = CorrectionState

CORRECTION = Life(
    "correction",
    C,
    [
        Move("prepare", (C.PREPARED, C.CHECKED), C.PREPARED, office, "Prepare again"),
        Move("check", (C.PREPARED,), C.CHECKED, second_person, "I have seen this correction"),
        Move("release", (C.CHECKED,), C.RELEASED, manager, "Release the correction"),
        Move("drop", (C.PREPARED, C.CHECKED), C.DROPPED, office, "Drop the correction"),
    ],
)

APPEAL = Life(
    "appeal",
    AppealState,
    [
        Move("uphold", (AppealState.OPEN,), AppealState.UPHELD, manager, "Uphold"),
        Move("dismiss", (AppealState.OPEN,), AppealState.DISMISSED, manager, "Dismiss"),
        Move("withdraw", (AppealState.OPEN,), AppealState.WITHDRAWN, own_appeal, "Withdraw the appeal"),
    ],
)

G, T = DepartureState, ArrivalState

DEPARTURE = Life(
    "transfer out",
    G,
    [
        Move("agree", (G.ASKED,), G.AGREED, either(oneself, manager), "Record that they agree"),
        Move("refuse", (G.ASKED,), G.REFUSED, either(oneself, manager), "Record that they would rather not"),
        Move("accept", (G.AGREED,), G.ACCEPTED, manager_alone, "Record that they are accepted", clock=True),
        Move("decline", (G.AGREED,), G.DECLINED, manager_alone, "Record that they are not accepted", clock=True),
        Move("call_off", (G.ASKED, G.AGREED, G.ACCEPTED), G.CALLED_OFF, manager, "Call it off", clock=True),
        Move("complete", (G.ACCEPTED,), G.DONE, clock, clock=True),
    ],
)

ARRIVAL = Life(
    "transfer in",
    T,
    [
        Move("prepare", (T.PROPOSED, T.PREPARED), T.PREPARED, manager, "Prepare"),
        Move("confirm", (T.PREPARED,), T.CONFIRMED, second_manager, "I have seen it: accept"),
        Move("decline", (T.PROPOSED, T.PREPARED), T.DECLINED, manager, "Decline"),
        Move("withdraw", (T.PROPOSED, T.PREPARED, T.CONFIRMED), T.WITHDRAWN, clock, clock=True),
        Move("complete", (T.CONFIRMED,), T.DONE, clock, clock=True),
    ],
)
