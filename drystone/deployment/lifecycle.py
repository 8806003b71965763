"""The lives of deployment. Whether an agreement stands is derived from its consents, never stored."""

from drystone.lifecycle import Life, Move
from drystone.people.access import either

from .access import (
    asked,
    does_without,
    home_head,
    leads,
    may_take_further,
    office,
    party,
    quality,
    reads,
    reads_concern,
    supported,
    visits_with,
    writes,
)
from .models import (
    ConcernState,
    ConsentState,
    DeploymentState,
    EvaluationState,
    PreparationState,
    ReadingState,
    RecordState,
    Review,
    ReviewState,
    VisitState,
)

D, C, V, R, E, X = DeploymentState, ConsentState, VisitState, RecordState, EvaluationState, ConcernState
P = PreparationState
N = ReadingState
NOT_STARTED = (D.PROPOSED, D.AGREEING, D.AGREED)
STANDING = (D.AGREEING, D.AGREED, D.UNDER_WAY, D.PAUSED)


def one_of_the_parties(person, deployment) -> bool:
    """She is a party to the agreement in force or being agreed."""
    return deployment.agreements.filter(consents__person=person).exists()


def asked_what_changed(person, deployment) -> bool:
    """She was asked for the deployment evaluation."""
    return deployment.reviews.filter(asked=person, kind=Review.Kind.DEPLOYMENT).exists()


DEPLOYMENT = Life(
    "deployment",
    D,
    [
        Move("draw_up", (D.PROPOSED, D.AGREEING, D.AGREED, D.UNDER_WAY), D.AGREEING, office, "Draw up the agreement"),
        Move("agree", (D.AGREEING,), D.AGREED, either(office, one_of_the_parties), "All have agreed"),
        Move("keep_as_was", (D.AGREEING,), D.AGREED, either(office, one_of_the_parties), "Keep as it was"),
        Move("refuse", (D.AGREEING,), D.REFUSED, either(office, one_of_the_parties), "Refused"),
        Move("begin", (D.AGREED,), D.UNDER_WAY, either(office, one_of_the_parties), "Under way"),
        # Agreed is where it goes on, after a pause or an end taken back; with a visit held it is under way at once.
        Move("pause", (D.AGREED, D.UNDER_WAY), D.PAUSED, office, "Pause"),
        Move("resume", (D.PAUSED,), D.AGREED, office, "Go on"),
        Move("finish", (D.AGREED, D.UNDER_WAY), D.EVALUATION_DUE, office, "Finish", clock=True),
        Move("take_back_finish", (D.EVALUATION_DUE,), D.AGREED, office, "It is not finished yet"),
        Move("close", (D.EVALUATION_DUE,), D.CLOSED, either(office, asked_what_changed), "Close"),
        Move("reopen", (D.CLOSED,), D.EVALUATION_DUE, office, "Reopen"),
        Move("cancel", NOT_STARTED, D.CANCELLED, office, "Cancel"),
        Move("stop", (D.AGREEING, D.UNDER_WAY, D.PAUSED), D.STOPPED, office, "Stop early"),
        Move("take_back_stop", (D.STOPPED,), D.AGREED, office, "It goes on after all"),
        Move("hand_over", STANDING, D.HANDED_OVER, office, "Hand over to another leader"),
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
        Move("answer", (C.QUESTION, C.CHANGE), C.SEEN, office, "Answer"),
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
        # In an inspection, by whoever may say that there is one.
        Move("give_way", (V.PLANNED,), V.CANCELLED, either(visits_with, home_head, office), "It gives way"),
        Move("miss", (V.PLANNED,), V.MISSED, either(visits_with, office), "It was missed"),
        Move("take_back_miss", (V.MISSED,), V.PLANNED, either(visits_with, office), "It was not missed"),
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
        Move("waive", (E.DUE, E.DRAFT), E.NOT_NEEDED, does_without, "Not needed"),
        Move("ask_after_all", (E.NOT_NEEDED,), E.DUE, does_without, "Ask for it after all"),
    ],
)

PREPARATION = Life("visit preparation", P, [Move("give", (P.ASKED,), P.GIVEN, asked, "Send")])

W = ReviewState
REVIEW = Life(
    "review",
    W,
    [
        Move("start", (W.DUE,), W.DRAFT, asked, "Start"),
        Move("give", Review.OPEN, W.GIVEN, asked, "Send"),
        Move("waive", Review.OPEN, W.NOT_NEEDED, office, "Not needed"),
        Move("lapse", Review.OPEN, W.LAPSED, office, "Ask no more", clock=True),
        Move("ask_again", (W.NOT_NEEDED, W.LAPSED), W.DUE, office, "Ask again", clock=True),
    ],
)

CONCERN = Life(
    "concern",
    X,
    [
        Move("escalate", (X.OPEN,), X.ESCALATED, may_take_further, "Take it to the directors"),
        Move("resolve", (X.OPEN, X.ESCALATED), X.RESOLVED, reads_concern, "Close"),
        Move("reopen", (X.RESOLVED,), X.OPEN, reads_concern, "Open again"),
    ],
)

READING = Life(
    "reading of a visit record",
    N,
    [
        Move("start", (N.DUE,), N.DRAFT, reads, "Begin reading"),
        Move("give", (N.DRAFT,), N.GIVEN, reads, "Give the sheet"),
        Move("stand_back", (N.DUE, N.DRAFT), N.STOOD_BACK, either(reads, quality), "Somebody else reads it"),
    ],
)
