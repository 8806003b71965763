"""What the school would read if the office did this: its e-mail and the sentence on its page, before it is sent."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from drystone import saying
from drystone.mail.catalogue import KINDS

from . import emails
from .lifecycle import REQUEST
from .models import SupportRequest
from .sentences import for_school

UNSAID = "[what you write]"


@dataclass(frozen=True)
class Preview:
    """An empty subject: nothing is sent. `page` is what its own page says from then on."""

    page: str
    subject: str = ""
    text: str = ""


def says(given: dict[str, Any]) -> dict[str, Any]:
    return {"sentence": given.get("note") or UNSAID}


def waits(given: dict[str, Any]) -> dict[str, Any]:
    until = given.get("until")
    return {"reason": given.get("note") or UNSAID, "until": saying.day(until) if until else "[the day]"}


def visits(given: dict[str, Any]) -> dict[str, Any]:
    due_on = given.get("due_on")
    return {"visitor": str(given.get("visitor") or "[who]"), "by": saying.day(due_on) if due_on else "[the day]"}


def nothing(given: dict[str, Any]) -> dict[str, Any]:
    return {}


# Per move: which message goes to whoever asked, and what the office's own words make of it.
MESSAGES: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "accept": ("brokering.request_accepted", nothing),
    "scope": ("brokering.request_scoped", visits),
    "wait": ("brokering.request_waits", waits),
    "decline": ("brokering.request_declined", says),
    "redirect": ("brokering.request_redirected", says),
    "merge": ("brokering.request_merged", nothing),
}


def of(request: SupportRequest, verb: str, given: dict[str, Any]) -> Preview | None:
    """The preview of one move, with what the office has typed so far; None where the move is not open."""
    move = REQUEST.find(verb, request.state)
    if move is None:
        return None
    then = copy(request)
    then.state = move.target
    then.ask_again_on = given.get("until") if verb == "wait" else None
    page = for_school(then)
    if verb not in MESSAGES:
        return Preview(page)
    kind, said = MESSAGES[verb]
    subject, text = KINDS[kind].write(request.contact.name, emails.of_request(request, **said(given)))
    return Preview(page, subject, text)
