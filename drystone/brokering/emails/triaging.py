"""What the office does with a request, told to whoever asked."""

from datetime import datetime

from drystone import saying
from drystone.mail.catalogue import message

from ..models import SupportRequest
from .telling import SCHOOL, tell_asker


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
    until = saying.day(request.ask_again_on) if request.ask_again_on else "a better day"
    tell_asker("brokering.request_waits", request, at=at, reason=reason, until=until)


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
