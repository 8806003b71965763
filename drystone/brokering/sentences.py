"""Where a request stands, in one plain sentence."""

from drystone import saying

from .models import Enquiry, EnquiryState, LoanState, Offer, RequestState, SupportRequest

SAID = {
    RequestState.DRAFT: "{who} to send it",
    RequestState.SUBMITTED: "the office to answer",
    RequestState.WAITING: "{day}, when the office looks again",
    RequestState.REDIRECTED: "nobody: pointed to better help",
    RequestState.DECLINED: "nobody: declined",
    RequestState.MERGED: "nobody: merged with another request",
    RequestState.WITHDRAWN: "nobody: withdrawn",
    RequestState.MET: "nobody: met",
    RequestState.UNMET: "nobody: closed unmet",
}


def waiting_for(
    request: SupportRequest, offers: list[Offer] | None = None, enquiries: list[Enquiry] | None = None
) -> str:
    """Whom the request waits for. Reads its offers and enquiries; a list has them at hand (`with_next_step`)."""
    if request.state == RequestState.ACCEPTED:
        asked = request.enquiries.all() if enquiries is None else enquiries
        return looking(request, list(request.offers.all()) if offers is None else offers, list(asked))
    if request.is_looked_at_again:
        return "the office to look again"
    if request.state == RequestState.SCOPING:
        return visited(request)
    return SAID[RequestState(request.state)].format(who=request.contact.name, day=day_of(request))


def day_of(request: SupportRequest) -> str:
    return saying.day(request.ask_again_on) if request.ask_again_on else "a better day"


def visited(request: SupportRequest) -> str:
    """While it is being scoped: the visit, or what follows from it."""
    visit = next(iter(request.scoping_visits.all()), None)
    if visit and visit.reported_at is None:
        return f"{visit.visitor} to visit by {saying.day(visit.due_on)}"
    return "the office to answer, after the scoping visit"


def looking(request: SupportRequest, offers: list[Offer], enquiries: list[Enquiry]) -> str:
    """While somebody is being found: the step that is furthest on."""
    chosen = [offer for offer in offers if offer.state == Offer.State.CHOSEN]
    if chosen:
        return f"the agreement with {chosen[0].designation.person}"
    if any(offer.state == Offer.State.OFFERED for offer in offers):
        return f"the headteacher of {request.school} to choose"
    if lent := elsewhere(request):
        return lent
    yes = [row for row in enquiries if row.state == EnquiryState.YES]
    willing = [row for row in yes if row.step == Enquiry.Step.LEADER]
    if willing:
        return f"the office to offer {willing[0].designation.person} to the school"
    asked = [row for row in enquiries if row.state == EnquiryState.ASKED]
    if ring := [row.asked.name for row in asked if row.call_wanted_at]:
        return f"the office to ring {saying.listed(ring)}"
    if asked:
        return f"{saying.listed([row.asked.name for row in asked])} to answer"
    return f"the office to ask {yes[0].designation.person}" if yes else "the office to find a System Leader"


def elsewhere(request: SupportRequest) -> str:
    """Where another alliance is asked, or lends."""
    rows = {row.state: row for row in request.borrowings.all()}
    if row := rows.get(LoanState.AGREED):
        return f"{row.lender}, which lends {row.leader}"
    if row := rows.get(LoanState.PROPOSED):
        return f"the office to say whether {row.leader} of {row.lender} may come"
    asked = [row.lender.name for row in request.borrowings.all() if row.state == LoanState.ASKED]
    return f"{saying.listed(asked)} to answer" if asked else ""


# What the school reads; nothing of enquiries, refusals or other schools.
TO_SCHOOL = {
    RequestState.DRAFT: "You have not sent this request yet.",
    RequestState.SUBMITTED: "We have your request, and somebody from the office will answer soon.",
    RequestState.SCOPING: "Somebody from our office would like to visit you first, and has told you who and by when.",
    RequestState.ACCEPTED: "We are looking for the right System Leader. You choose, and nothing starts before that.",
    RequestState.WAITING: "Your request is on our waiting list. We look again on {day}.",
    RequestState.REDIRECTED: "We pointed you to help that fits better.",
    RequestState.DECLINED: "We could not help this time.",
    RequestState.MERGED: "This request is being dealt with together with another of your school's.",
    RequestState.WITHDRAWN: "This request was withdrawn.",
    RequestState.MET: "The support has been given.",
    RequestState.UNMET: "We could not find anybody this time.",
}


def for_school(request: SupportRequest) -> str:
    """The same, for whoever asked."""
    if request.is_looked_at_again:
        return "We are looking at your request again, and answer soon."
    return TO_SCHOOL[RequestState(request.state)].format(day=day_of(request))
