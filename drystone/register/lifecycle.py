"""The lives of a designation, of a condition that goes with it, and of a removal.

Whether a period has begun or run out is asked of its dates, never stored.
"""

from drystone.lifecycle import Life, Move
from drystone.people.access import clock, either, manager, oneself

from .models import ConditionState as C
from .models import DesignationState as S
from .models import RemovalState as R

LIVING = (S.PENDING, S.ACTIVE, S.PAUSED)
# With what is granted and has not begun: she may give it up, and the Alliance may take it back.
STANDING = (S.TO_COME, *LIVING)

DESIGNATION = Life(
    "designation",
    S,
    [
        Move("begin", (S.TO_COME,), S.ACTIVE, manager, "Begin", clock=True),
        Move("meet_condition", (S.PENDING,), S.ACTIVE, manager, "Condition met"),
        Move("set_condition", (S.ACTIVE,), S.PENDING, manager, "Make it subject to a condition", clock=True),
        Move("pause", (S.ACTIVE,), S.PAUSED, manager, "Pause", clock=True),
        Move("return", (S.PAUSED,), S.ACTIVE, manager, "Return from pause"),
        Move("expire", LIVING, S.ENDED, manager, "End: expired", clock=True),
        Move("decline", STANDING, S.ENDED, either(oneself, manager), "Decline"),
        Move("resign", STANDING, S.ENDED, either(oneself, manager), "Resign"),
        Move("withdraw", STANDING, S.ENDED, manager, "Withdraw"),
        Move("remove", STANDING, S.ENDED, manager, "Remove"),
        Move("reinstate", (S.ENDED,), S.ACTIVE, manager, "Reinstate after an appeal"),
        Move("grant_again", (S.ENDED,), S.TO_COME, manager, "Grant again after an appeal"),
        Move("transfer", LIVING, S.ENDED, clock, "Transfer out", clock=True),
        Move("renew", LIVING, S.ENDED, manager, "Renewed", clock=True),
    ],
)

CONDITION = Life(
    "condition",
    C,
    [
        Move("meet", (C.OPEN, C.NOT_MET), C.MET, manager, "Met"),
        Move("extend", (C.OPEN, C.NOT_MET, C.MET), C.OPEN, manager, "Give more time"),
        Move("miss", (C.OPEN,), C.NOT_MET, manager, "Not met"),
        Move("drop", (C.OPEN, C.MET, C.NOT_MET), C.DROPPED, manager, "No longer asked"),
    ],
)

REMOVAL = Life(
    "removal",
    R,
    [
        Move("drop", (R.NOTICE,), R.DROPPED, manager, "Drop it"),
        Move("decide", (R.NOTICE,), R.REMOVED, manager, "Remove from the register"),
        Move("appeal", (R.REMOVED,), R.APPEALED, oneself, "Appeal"),
        Move("uphold", (R.APPEALED,), R.UPHELD, manager, "Uphold the appeal"),
        Move("dismiss", (R.APPEALED,), R.DISMISSED, manager, "Dismiss the appeal"),
    ],
)
