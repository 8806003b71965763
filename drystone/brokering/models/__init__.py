from .match import Conflict, Enquiry, EnquiryReason, EnquiryState, Offer, Search
from .need import Need, NeedGroup
from .request import Confidence, RequestState, SupportRequest

__all__ = [
    "Confidence",
    "Conflict",
    "Enquiry",
    "EnquiryReason",
    "EnquiryState",
    "Need",
    "NeedGroup",
    "Offer",
    "RequestState",
    "Search",
    "SupportRequest",
]
