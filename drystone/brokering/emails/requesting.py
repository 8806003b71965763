"""A request has been sent: whoever asked has it confirmed, the office learns of it."""

from datetime import datetime

from drystone.mail.catalogue import message

from ..models import SupportRequest
from .telling import SCHOOL, tell_asker, tell_office


@message(
    kind="brokering.request_received",
    to="whoever asked for help",
    when="a request is sent",
    why="you asked the Alliance for support",
    sample={**SCHOOL, "days": 2},
)
def request_received(request: SupportRequest, *, at: datetime) -> None:
    tell_asker("brokering.request_received", request, at=at, days=request.alliance.first_answer_working_days)
    request_arrived(request, at=at)


@message(
    kind="brokering.request_arrived",
    to="the office",
    when="a request is sent",
    why="you work in the Alliance's office",
    sample=SCHOOL,
)
def request_arrived(request: SupportRequest, *, at: datetime) -> None:
    tell_office("brokering.request_arrived", request, at=at)
