"""The life of a statement; each state is named by who acts next. Only people send: two of them stand for it."""

from drystone.lifecycle import Life, Move
from drystone.people.access import either

from .access import finance, home_side, office, second_finance
from .models import StatementState as S

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
        Move("mark_returned", (S.EXPORTED,), S.RETURNED, finance, "Returned unpaid"),
    ],
)
