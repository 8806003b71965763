"""What the office does with a request, told to whoever asked; and what one of the office gives another to do."""

from datetime import datetime

from drystone import saying
from drystone.mail.catalogue import message
from drystone.people.models import Person

from ..models import ScopingVisit, SupportRequest
from .telling import SCHOOL, tell_asker, tell_one


@message(
    kind="brokering.request_accepted",
    to="whoever asked for help",
    when="the office accepts a request",
    why="you asked the Alliance for support",
    sample=SCHOOL,
)
def request_accepted(request: SupportRequest, *, at: datetime) -> None:
    tell_asker("brokering.request_accepted", request, at=at)


@message(
    kind="brokering.request_waits",
    to="whoever asked for help",
    when="a request is put on the waiting list",
    why="you asked the Alliance for support",
    sample={
        **SCHOOL,
        "reason": "No System Leader for phonics is free before January.",
        "until": "Monday 4 January 2027",
    },
)
def request_waits(request: SupportRequest, *, reason: str, at: datetime) -> None:
    tell_asker("brokering.request_waits", request, at=at, reason=reason, until=when(request))


def when(request: SupportRequest) -> str:
    """On which day the office looks again."""
    return saying.day(request.ask_again_on) if request.ask_again_on else "a better day"


@message(
    kind="brokering.request_declined",
    to="whoever asked for help",
    when="the office declines a request",
    why="you asked the Alliance for support",
    sample={**SCHOOL, "sentence": "This is beyond what our System Leaders can give."},
)
def request_declined(request: SupportRequest, *, sentence: str, at: datetime) -> None:
    tell_asker("brokering.request_declined", request, at=at, sentence=sentence)


@message(
    kind="brokering.request_redirected",
    to="whoever asked for help",
    when="the office points to better help elsewhere",
    why="you asked the Alliance for support",
    sample={**SCHOOL, "sentence": "The English Hub offers this free of charge."},
)
def request_redirected(request: SupportRequest, *, sentence: str, at: datetime) -> None:
    tell_asker("brokering.request_redirected", request, at=at, sentence=sentence)


@message(
    kind="brokering.request_merged",
    to="whoever asked for help",
    when="the office joins a request with another of the school",
    why="you asked the Alliance for support",
    sample=SCHOOL,
)
def request_merged(request: SupportRequest, *, at: datetime) -> None:
    tell_asker("brokering.request_merged", request, at=at)


@message(
    kind="brokering.request_scoped",
    to="whoever asked for help",
    when="somebody of the office is to visit before the request is accepted",
    why="you asked the Alliance for support",
    sample={**SCHOOL, "visitor": "Margaret Alderson", "by": "Friday 20 November 2026"},
)
def request_scoped(visit: ScopingVisit, *, at: datetime) -> None:
    by = saying.day(visit.due_on)
    tell_asker("brokering.request_scoped", visit.request, at=at, visitor=visit.visitor.name, by=by)


@message(
    kind="brokering.scoping_asked",
    to="whoever of the office visits",
    when="somebody else asks her to visit a school before its request is accepted",
    why="you work in the Alliance's office",
    sample={**SCHOOL, "who": "Peter Coates", "by": "Friday 20 November 2026"},
)
def scoping_asked(visit: ScopingVisit, *, who: Person, at: datetime) -> None:
    tell_one("brokering.scoping_asked", visit.visitor, visit.request, at=at, who=who.name, by=saying.day(visit.due_on))


@message(
    kind="brokering.request_given",
    to="a colleague in the office",
    when="somebody else gives her a request to look after",
    why="you work in the Alliance's office",
    sample={**SCHOOL, "who": "Peter Coates"},
)
def request_given(request: SupportRequest, *, who: Person, at: datetime) -> None:
    if request.owner:
        tell_one("brokering.request_given", request.owner, request, at=at, who=who.name)
