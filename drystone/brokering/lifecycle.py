"""The lives of brokering: request, enquiry, offer, need, support plan, plan of a term, and what two
alliances do together."""

from drystone.lifecycle import Life, Move
from drystone.people.access import either

from .access import asked, asker, commissions, nobody, office, receiving_head, settles, writes
from .models import EnquiryState, LoanState, Need, Offer, PlanLine, RequestState, SupportPlan, TermPlan

R, E, O, N, P = RequestState, EnquiryState, Offer.State, Need.State, SupportPlan.State  # noqa: E741
OPEN = (R.SUBMITTED, R.SCOPING, R.ACCEPTED, R.WAITING)
THEIRS = either(asker, commissions, office)

REQUEST = Life(
    "support request",
    R,
    [
        Move("submit", (R.DRAFT,), R.SUBMITTED, writes, "Send the request"),
        Move("accept", (R.SUBMITTED, R.SCOPING, R.WAITING), R.ACCEPTED, office, "Accept"),
        Move("scope", (R.SUBMITTED, R.WAITING), R.SCOPING, office, "Accept after a scoping visit"),
        Move("wait", (R.SUBMITTED, R.SCOPING, R.ACCEPTED), R.WAITING, office, "Put on the waiting list"),
        Move("look_again", (R.WAITING,), R.SUBMITTED, office, "Look again now", clock=True),
        Move("redirect", (R.SUBMITTED, R.SCOPING, R.WAITING), R.REDIRECTED, office, "Redirect"),
        Move("decline", OPEN, R.DECLINED, office, "Decline"),
        Move("merge", OPEN, R.MERGED, office, "Merge with another request"),
        Move("separate", (R.MERGED,), R.SUBMITTED, office, "Separate again"),
        Move("withdraw", (R.DRAFT, *OPEN), R.WITHDRAWN, THEIRS, "Withdraw the request", clock=True),
        Move("ask_after_all", (R.WITHDRAWN,), R.SUBMITTED, THEIRS, "We need it after all"),
        Move("write_on", (R.WITHDRAWN,), R.DRAFT, writes, "Go on with the draft"),
        Move("meet", (R.ACCEPTED,), R.MET, office, "Close as met", clock=True),
        Move("go_on", (R.MET,), R.ACCEPTED, office, "It goes on"),
        Move("close_unmet", OPEN, R.UNMET, office, "Close unmet"),
        Move("reopen", (R.DECLINED, R.REDIRECTED, R.UNMET, R.MET), R.SUBMITTED, office, "Reopen"),
    ],
)

ENQUIRY = Life(
    "enquiry",
    E,
    [
        # Whoever was asked may change her mind for as long as nobody has acted on it.
        Move("say_yes", (E.ASKED, E.NOT_NOW, E.NO), E.YES, either(asked, office), "Yes"),
        Move("say_not_now", (E.ASKED, E.YES, E.NO, E.NOT_NOW), E.NOT_NOW, either(asked, office), "Not now"),
        Move("say_no", (E.ASKED, E.YES, E.NOT_NOW), E.NO, either(asked, office), "No"),
        Move("call_me", (E.ASKED,), E.ASKED, asked, "Please ring me"),
        Move("rang", (E.ASKED,), E.ASKED, office, "Rung, no answer yet"),
        Move("expire", (E.ASKED,), E.EXPIRED, office, "Expire", clock=True),
        Move(
            "stand_down", (E.ASKED, E.YES), E.STOOD_DOWN, either(office, settles), "Stand down with thanks", clock=True
        ),
        Move("ask_again", (E.EXPIRED, E.NOT_NOW, E.STOOD_DOWN), E.ASKED, office, "Ask again"),
    ],
)

OFFER = Life(
    "offer",
    O,
    [
        Move("choose", (O.OFFERED,), O.CHOSEN, either(receiving_head, office), "Choose this leader"),
        Move("pass_over", (O.OFFERED,), O.NOT_CHOSEN, either(receiving_head, office), "Not this time"),
        Move("take_off", (O.OFFERED,), O.STOOD_DOWN, office, "Take off the list"),
        Move("take_back", (O.CHOSEN,), O.OFFERED, office, "Take the choice back"),
        Move("stand_down", (O.OFFERED, O.CHOSEN), O.STOOD_DOWN, office, "Stand down", clock=True),
        Move("stand_again", (O.STOOD_DOWN,), O.CHOSEN, office, "It goes on"),
    ],
)

NEED = Life(
    "need",
    N,
    [
        Move("group", (N.NOTED,), N.GROUPED, office, "Group"),
        Move("meet", (N.NOTED, N.GROUPED), N.MET, office, "Met"),
        Move("drop", (N.NOTED, N.GROUPED), N.DROPPED, office, "Drop"),
    ],
)

PLAN = Life(
    "support plan",
    P,
    [
        Move("end", (P.OPEN,), P.ENDED, office, "End the plan"),
        Move("reopen", (P.ENDED,), P.OPEN, office, "Reopen"),
    ],
)

T, L = TermPlan.State, PlanLine.State

TERM_PLAN = Life(
    "plan of a term",
    T,
    [
        Move("begin", (T.QUEUED,), T.PLANNING, nobody, clock=True),
        Move("finish", (T.PLANNING,), T.READY, nobody, clock=True),
        Move("fail", TermPlan.UNDER_WAY, T.FAILED, nobody, clock=True),
        Move("cancel", TermPlan.UNDER_WAY, T.CANCELLED, office, "Cancel"),
        Move("supersede", (T.READY,), T.SUPERSEDED, nobody, clock=True),
    ],
)

PLAN_LINE = Life(
    "line of a plan",
    L,
    [
        Move("accept", (L.PROPOSED,), L.ACCEPTED, office, "Ask the home school"),
        Move("set_aside", (L.PROPOSED,), L.SET_ASIDE, office, "Set aside"),
        Move("take_up", (L.SET_ASIDE,), L.PROPOSED, office, "Take up again"),
        Move("take_back", (L.ACCEPTED,), L.PROPOSED, office, "Do not ask after all"),
    ],
)

B = LoanState
WAITS = (B.ASKED, B.PROPOSED)
# What one side does moves the other's row as if by the clock.
BORROWING = Life(
    "borrowing",
    B,
    [
        Move("propose", (B.ASKED,), B.PROPOSED, nobody, "See whom they propose", clock=True),
        Move("agree", (B.PROPOSED,), B.AGREED, office, "Agree"),
        Move("say_no", WAITS, B.NO, nobody, "Hear that nobody can be lent", clock=True),
        Move("withdraw", (*WAITS, B.AGREED), B.WITHDRAWN, office, "Withdraw", clock=True),
        Move("lapse", WAITS, B.LAPSED, nobody, "Let the time to answer pass", clock=True),
        Move("finish", (B.AGREED,), B.DONE, nobody, "See the work done", clock=True),
        Move("fall_through", (B.AGREED,), B.NO, nobody, "Hear that it is not possible after all", clock=True),
    ],
)

LENDING = Life(
    "lending",
    B,
    [
        Move("propose", (B.ASKED,), B.PROPOSED, office, "Propose somebody"),
        Move("agree", (B.PROPOSED,), B.AGREED, nobody, "Hear that they agree", clock=True),
        Move("say_no", WAITS, B.NO, office, "Say no"),
        Move("withdraw", (*WAITS, B.AGREED), B.WITHDRAWN, nobody, "Hear that nobody is needed", clock=True),
        Move("lapse", WAITS, B.LAPSED, nobody, "Let the time to answer pass", clock=True),
        Move("finish", (B.AGREED,), B.DONE, nobody, "See the work done", clock=True),
        Move("fall_through", (B.AGREED,), B.NO, nobody, "See that it is not possible after all", clock=True),
    ],
)
