from .conflict import Conflict, Exclusion
from .lending import LENT, NO_WORK_YET, TO_LEND, Borrowing, Lending, LoanState
from .match import KEPT, Enquiry, EnquiryReason, EnquiryState, LateAnswer, Offer
from .need import Need, NeedGroup
from .plan import Pin, PlanGap, PlanLine, TermPlan
from .reasons import Declined, Elsewhere, Unmet
from .request import Confidence, RequestState, SupportRequest
from .search import Search
from .support_plan import SupportPlan
from .tick import Tick
from .triage import OutsideSupport, RequestNote, ScopingVisit, SetPriority

__all__ = [
    "KEPT",
    "LENT",
    "NO_WORK_YET",
    "TO_LEND",
    "Borrowing",
    "Confidence",
    "Conflict",
    "Declined",
    "Elsewhere",
    "Enquiry",
    "EnquiryReason",
    "EnquiryState",
    "Exclusion",
    "LateAnswer",
    "Lending",
    "LoanState",
    "Need",
    "NeedGroup",
    "Offer",
    "OutsideSupport",
    "Pin",
    "PlanGap",
    "PlanLine",
    "RequestNote",
    "RequestState",
    "ScopingVisit",
    "Search",
    "SetPriority",
    "SupportPlan",
    "SupportRequest",
    "TermPlan",
    "Tick",
    "Unmet",
]
