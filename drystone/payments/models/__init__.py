from .answer import Answer, AnswerFile
from .batch import Batch
from .charge import ChargeSchedule, ChargeState
from .check import Check, CheckDraw, CheckFile, CheckLine, CheckState
from .fund import Fund, FundReport, FundShare, FundSpend, FundState
from .handover import Handover, HandoverState, InvoiceAsked
from .layout import FileLayout, Papers
from .line import CHARGED, CLAIMED, DISPUTED, DueLine
from .payee import UNDER_WAY, PayeeChange, PayeeState
from .rate import Fee, Rate, RateRole
from .self_billing import SelfBilling
from .statement import Query, Statement, StatementState

__all__ = [
    "CHARGED",
    "CLAIMED",
    "DISPUTED",
    "UNDER_WAY",
    "Answer",
    "AnswerFile",
    "Batch",
    "ChargeSchedule",
    "ChargeState",
    "Check",
    "CheckDraw",
    "CheckFile",
    "CheckLine",
    "CheckState",
    "DueLine",
    "Fee",
    "FileLayout",
    "Fund",
    "FundReport",
    "FundShare",
    "FundSpend",
    "FundState",
    "Handover",
    "HandoverState",
    "InvoiceAsked",
    "Papers",
    "PayeeChange",
    "PayeeState",
    "Query",
    "Rate",
    "RateRole",
    "SelfBilling",
    "Statement",
    "StatementState",
]
