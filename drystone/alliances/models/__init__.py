from .alliance import BOUNDS, Alliance, AllianceOwned
from .policy_change import PolicyChange
from .term import Term

__all__ = ["BOUNDS", "Alliance", "AllianceOwned", "PolicyChange", "Term"]
