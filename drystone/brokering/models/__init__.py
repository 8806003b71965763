from .match import Conflict, Enquiry, EnquiryReason, EnquiryState, Offer, Search
from .request import Confidence, Need, RequestState, SupportRequest

__all__ = [
    "Confidence",
    "Conflict",
    "Enquiry",
    "EnquiryReason",
    "EnquiryState",
    "Need",
    "Offer",
    "RequestState",
    "Search",
    "SupportRequest",
]
