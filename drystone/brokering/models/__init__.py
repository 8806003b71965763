from .match import KEPT, Conflict, Enquiry, EnquiryReason, EnquiryState, LateAnswer, Offer, Search
from .need import Need, NeedGroup
from .request import Confidence, RequestState, SupportRequest

__all__ = [
    "KEPT",
    "Confidence",
    "Conflict",
    "Enquiry",
    "EnquiryReason",
    "EnquiryState",
    "LateAnswer",
    "Need",
    "NeedGroup",
    "Offer",
    "RequestState",
    "Search",
    "SupportRequest",
]
