from .alliance import BOUNDS, FOLLOW_UPS, WEIGHTS, Alliance, AllianceOwned
from .cancellation_term import MOST_NOTICE, CancellationTerm
from .flow import CHARGING_NOBODY, Flow
from .policy_change import PolicyChange
from .standard_term import StandardTerm
from .term import Term

__all__ = [
    "BOUNDS",
    "CHARGING_NOBODY",
    "FOLLOW_UPS",
    "MOST_NOTICE",
    "WEIGHTS",
    "Alliance",
    "AllianceOwned",
    "CancellationTerm",
    "Flow",
    "PolicyChange",
    "StandardTerm",
    "Term",
]
