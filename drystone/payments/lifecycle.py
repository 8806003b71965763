"""The lives of the papers, payees and funds. Only people send and issue: two stand for each paper."""

from drystone.lifecycle import Life, Move
from drystone.people.access import clock as nobody
from drystone.people.access import either

from .access import (
    finance,
    home_side,
    in_finance,
    office,
    payer_side,
    proposed_payee,
    second_finance,
    second_for_payee,
    second_issuer,
    second_taker,
    shows,
    told_of_payee,
)
from .models import Batch, FundState
from .models import ChargeState as C
from .models import CheckState as K
from .models import HandoverState as H
from .models import PayeeState as P
from .models import StatementState as S

B = Batch.State

STATEMENT = Life(
    "statement",
    S,
    [
        Move("send", (S.DRAFT, S.QUERIED), S.SENT, finance, "Send to the home school"),
        Move("confirm", (S.SENT, S.QUERIED), S.CONFIRMED, home_side, "Confirm"),
        Move("record_confirmed", (S.SENT, S.QUERIED), S.CONFIRMED, finance, "Record that the school confirmed"),
        Move("query", (S.SENT,), S.QUERIED, either(home_side, office), "Something is wrong"),
        Move("approve", (S.CONFIRMED,), S.APPROVED, second_finance, "Approve"),
        Move("export", (S.APPROVED,), S.EXPORTED, finance, "Hand over to finance"),
        Move("mark_paid", (S.EXPORTED, S.RETURNED), S.PAID, finance, "Paid"),
        Move("mark_returned", (S.EXPORTED, S.PAID), S.RETURNED, finance, "Came back unpaid"),
    ],
)

FUND = Life("fund", FundState, [Move("close", (FundState.OPEN,), FundState.CLOSED, finance, "Close the fund")])

BATCH = Life(
    "batch",
    B,
    [
        Move("begin", (B.QUEUED,), B.RUNNING, nobody, clock=True),
        Move("finish", (B.RUNNING,), B.DONE, nobody, clock=True),
        Move("fail", Batch.UNDER_WAY, B.FAILED, nobody, clock=True),
        Move("cancel", Batch.UNDER_WAY, B.CANCELLED, finance, "Stop"),
    ],
)

# By a link it is fetched once; what was laid into a folder, or could not be, may go by a link after all.
HANDOVER = Life(
    "hand-over",
    H,
    [
        Move("fetch", (H.WAITING,), H.FETCHED, in_finance, "Fetch the file"),
        Move("send_link", (H.WAITING, H.FETCHED, H.LAID, H.FAILED), H.WAITING, finance, "Send a new link"),
        Move("lay", (H.QUEUED, H.FAILED), H.LAID, nobody, clock=True),
        Move("fail", (H.QUEUED, H.FAILED), H.FAILED, nobody, clock=True),
        Move("try_again", (H.FAILED,), H.QUEUED, finance, "Try the folder again"),
    ],
)

PAYEE = Life(
    "payee change",
    P,
    [
        Move("confirm", (P.PROPOSED,), P.WAITING, second_for_payee, "Confirm this change"),
        Move("withdraw", (P.PROPOSED, P.WAITING), P.WITHDRAWN, either(proposed_payee, office), "Withdraw it"),
        Move("stop", (P.WAITING,), P.STOPPED, either(told_of_payee, finance), "Stop this change"),
        Move("take_effect", (P.WAITING,), P.IN_EFFECT, nobody, clock=True),
        Move("replace", (P.IN_EFFECT,), P.REPLACED, nobody, clock=True),
    ],
)

CHARGE = Life(
    "charge schedule",
    C,
    [
        Move("approve", (C.DRAFT,), C.APPROVED, finance, "Approve"),
        Move("issue", (C.APPROVED, C.QUERIED, C.RETURNED), C.ISSUED, second_issuer, "Issue to the payer"),
        Move("query", (C.ISSUED,), C.QUERIED, either(payer_side, office), "Something is wrong"),
        Move("mark_paid", (C.ISSUED, C.QUERIED, C.RETURNED), C.PAID, finance, "Paid"),
        Move("mark_returned", (C.ISSUED, C.PAID), C.RETURNED, finance, "Came back unpaid"),
    ],
)

CHECK = Life(
    "check",
    K,
    [
        Move("show", (K.ASKED,), K.SHOWN, shows, "Send"),
        Move("find_in_order", (K.ASKED, K.SHOWN, K.PROPOSED, K.ANSWERED), K.IN_ORDER, finance, "In order"),
        Move("propose_to_take_back", (K.ASKED, K.SHOWN), K.PROPOSED, finance, "Take something back"),
        Move("answer", (K.PROPOSED,), K.ANSWERED, shows, "Answer"),
        Move("take_back", (K.PROPOSED, K.ANSWERED), K.TAKEN_BACK, second_taker, "Take it back"),
    ],
)
