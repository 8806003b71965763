from .match import KEPT, Conflict, Enquiry, EnquiryReason, EnquiryState, LateAnswer, Offer, Search
from .need import Need, NeedGroup
from .reasons import Declined, Elsewhere, Unmet
from .request import Confidence, RequestState, SupportRequest
from .support_plan import SupportPlan
from .triage import OutsideSupport, RequestNote, ScopingVisit

__all__ = [
    "KEPT",
    "Confidence",
    "Conflict",
    "Declined",
    "Elsewhere",
    "Enquiry",
    "EnquiryReason",
    "EnquiryState",
    "LateAnswer",
    "Need",
    "NeedGroup",
    "Offer",
    "OutsideSupport",
    "RequestNote",
    "RequestState",
    "ScopingVisit",
    "Search",
    "SupportPlan",
    "SupportRequest",
    "Unmet",
]
