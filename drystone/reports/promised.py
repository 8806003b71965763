"""What waits for the office and was promised by a day that is today, or has passed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.brokering.service import ANSWER, CONTACT, MATCH, Service

from .parts import Waiting

# Per kind: what was promised, and the kind that it is once its day has come.
LATE = {
    "request-to-answer": (ANSWER, "answer-late"),
    "request-to-match": (MATCH, "match-late"),
    "match-promised": (MATCH, "match-late"),
    "contact-promised": (CONTACT, "contact-late"),
}
# These wait for others until the day has come.
QUIET = ("match-promised", "contact-promised")


def hastened(found: list[Waiting], alliance: Alliance, *, at: datetime) -> list[Waiting]:
    """The same list with what is due by now told apart. Where nothing was promised it asks the database nothing."""
    return list(told(found, Service(alliance), at)) if any(each.kind in LATE for each in found) else found


def told(found: list[Waiting], service: Service, at: datetime) -> Iterator[Waiting]:
    for each in found:
        promise, late = LATE.get(each.kind, ("", ""))
        if promise and service.due(promise, each.since) <= localdate(at):
            yield replace(each, kind=late)
        elif each.kind not in QUIET:
            yield each
