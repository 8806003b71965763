"""The lives of deployment. Whether an agreement stands is derived from its consents, never stored."""

from drystone.lifecycle import Life, Move
from drystone.people.access import either

from .access import asked, leads, office, party, quality, supported, visits_with, writes
from .models import ConcernState, ConsentState, DeploymentState, EvaluationState, RecordState, VisitState

D, C, V, R, E, X = DeploymentState, ConsentState, VisitState, RecordState, EvaluationState, ConcernState
NOT_STARTED = (D.PROPOSED, D.AGREEING, D.AGREED)


def one_of_the_parties(person, deployment) -> bool:
    """She is a party to the agreement in force or being agreed."""
    return deployment.agreements.filter(consents__person=person).exists()


def asked_what_changed(person, deployment) -> bool:
    """She was asked for the deployment evaluation."""
    return deployment.reviews.filter(asked=person).exists()


DEPLOYMENT = Life(
    "deployment",
    D,
    [
        Move("draw_up", (D.PROPOSED, D.AGREEING, D.AGREED, D.UNDER_WAY), D.AGREEING, office, "Draw up the agreement"),
        Move("agree", (D.AGREEING,), D.AGREED, either(office, one_of_the_parties), "All have agreed"),
        Move("keep_as_was", (D.AGREEING,), D.AGREED, either(office, one_of_the_parties), "Keep as it was"),
        Move("refuse", (D.AGREEING,), D.REFUSED, either(office, one_of_the_parties), "Refused"),
        Move("begin", (D.AGREED,), D.UNDER_WAY, either(office, one_of_the_parties), "Under way"),
        Move("finish", (D.UNDER_WAY,), D.EVALUATION_DUE, office, "Finish", clock=True),
        Move("close", (D.EVALUATION_DUE,), D.CLOSED, either(office, asked_what_changed), "Close"),
        Move("cancel", NOT_STARTED, D.CANCELLED, office, "Cancel"),
        Move("stop", (D.UNDER_WAY,), D.STOPPED, office, "Stop early"),
        Move("hand_over", (D.AGREED, D.UNDER_WAY), D.HANDED_OVER, office, "Hand over to another leader"),
    ],
)

UNANSWERED = (C.ASKED, C.SEEN, C.QUESTION, C.CHANGE)

CONSENT = Life(
    "consent",
    C,
    [
        Move("see", (C.ASKED,), C.SEEN, party, "Open"),
        Move("agree", UNANSWERED, C.AGREED, party, "I agree"),
        Move("ask", UNANSWERED, C.QUESTION, party, "Ask a question"),
        Move("propose", UNANSWERED, C.CHANGE, party, "Propose a change"),
        Move("refuse", UNANSWERED, C.REFUSED, party, "Refuse"),
        Move("record_agreed", UNANSWERED, C.AGREED, office, "Record that they agreed"),
        Move("record_refused", UNANSWERED, C.REFUSED, office, "Record that they refused"),
    ],
)

VISIT = Life(
    "visit",
    V,
    [
        Move("hold", (V.PLANNED,), V.HELD, either(leads, office), "It took place"),
        Move("cancel", (V.PLANNED,), V.CANCELLED, either(visits_with, office), "Cancel the visit"),
        Move("miss", (V.PLANNED,), V.MISSED, either(visits_with, office), "It was missed"),
    ],
)

RECORD = Life(
    "visit record",
    R,
    [
        Move("send", (R.DRAFT,), R.SENT, writes, "Send the record"),
        Move("confirm", (R.SENT, R.DISPUTED), R.CONFIRMED, supported, "This is right"),
        Move("dispute", (R.SENT,), R.DISPUTED, supported, "Something is not right"),
        Move("settle", (R.DISPUTED,), R.SENT, office, "Settled"),
    ],
)

EVALUATION = Life(
    "visit evaluation",
    E,
    [
        Move("start", (E.DUE,), E.DRAFT, writes, "Start"),
        Move("give", (E.DUE, E.DRAFT), E.GIVEN, writes, "Send the evaluation"),
        Move("waive", (E.DUE, E.DRAFT), E.NOT_NEEDED, office, "Not needed"),
    ],
)

REVIEW = Life(
    "review",
    E,
    [
        Move("start", (E.DUE,), E.DRAFT, asked, "Start"),
        Move("give", (E.DUE, E.DRAFT), E.GIVEN, asked, "Send"),
        Move("waive", (E.DUE, E.DRAFT), E.NOT_NEEDED, office, "Not needed"),
    ],
)

CONCERN = Life(
    "concern",
    X,
    [
        Move("escalate", (X.OPEN,), X.ESCALATED, quality, "Escalate"),
        Move("resolve", (X.OPEN, X.ESCALATED), X.RESOLVED, quality, "Resolve"),
    ],
)
