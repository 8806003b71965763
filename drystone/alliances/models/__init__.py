from .alliance import BOUNDS, WEIGHTS, Alliance, AllianceOwned
from .policy_change import PolicyChange
from .term import Term

__all__ = ["BOUNDS", "WEIGHTS", "Alliance", "AllianceOwned", "PolicyChange", "Term"]
