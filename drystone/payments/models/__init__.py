from .rate import Fund, FundShare, Payee, Rate, RateRole
from .statement import DueLine, Handover, Query, Statement, StatementState

__all__ = [
    "DueLine",
    "Fund",
    "FundShare",
    "Handover",
    "Payee",
    "Query",
    "Rate",
    "RateRole",
    "Statement",
    "StatementState",
]
