from .alliance import Alliance, AllianceOwned
from .term import Term

__all__ = ["Alliance", "AllianceOwned", "Term"]
