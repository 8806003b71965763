"""What happens next with a request, and by when: in the words of whoever asked."""

from datetime import datetime

from drystone import saying

from .models import Offer, RequestState, SupportRequest
from .service import ANSWER, CONTACT, MATCH, Promise, Service

NOBODY_NEXT = "Nothing more happens. If things change, ask again."
YOUR_TURN = "It is your turn: you choose who comes, or ask us to look further. Nothing starts before that."
HEADS_TURN = "The headteacher chooses who comes, or asks us to look further. Nothing starts before that."
# What is promised, as it stands; and where the day has passed.
PROMISED: dict[str, tuple[str, str]] = {
    ANSWER: (
        "Somebody from the office answers by {day}, and talks it through with you.",
        "You should have heard from us by {day}. We are sorry: please ring us.",
    ),
    MATCH: (
        "We look for the right person and write to you by {day}. Then you choose.",
        "We are still looking, longer than we had hoped ({day}). We write as soon as we can.",
    ),
    CONTACT: (
        "Your System Leader gets in touch with you by {day}, and we draw up the agreement.",
        "Your System Leader should have been in touch by {day}. If not, please ring us.",
    ),
}
# Where no day was promised.
OTHERWISE = {
    RequestState.DRAFT: "Send it when it is ready. Until then nobody but you and the office sees it.",
    RequestState.SUBMITTED: "Somebody from the office answers, and talks it through with you.",
    RequestState.SCOPING: "We come and see you before we take it on, and settle with you what would help.",
    RequestState.ACCEPTED: "We look for the right person, and write to you as soon as there is somebody to choose.",
    RequestState.WAITING: "We look again on {day}, and write to you then.",
}


def what_next(request: SupportRequest, at: datetime, *, chooses: bool = True, service: Service | None = None) -> str:
    """One or two sentences, for whoever chooses or somebody else. Reads its offers, and what is promised."""
    if any(offer.state == Offer.State.OFFERED for offer in request.offers.all()):
        return YOUR_TURN if chooses else HEADS_TURN
    if promise := promised(request, at, service):
        return PROMISED[promise.kind][promise.is_missed].format(day=saying.day(promise.due_on))
    again = saying.day(request.ask_again_on) if request.ask_again_on else "a better day"
    return OTHERWISE.get(RequestState(request.state), NOBODY_NEXT).format(day=again)


def promised(request: SupportRequest, at: datetime, service: Service | None) -> Promise | None:
    if request.state not in (RequestState.SUBMITTED, RequestState.ACCEPTED):
        return None
    return next(iter((service or Service(request.alliance)).promises(request, at)), None)
