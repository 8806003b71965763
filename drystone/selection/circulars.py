"""The office writes to several applicants at once: one message to each, with the few facts that may stand in it.

Only what the applicant knows already can be put in: nothing of references, scores or decisions has a placeholder.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from drystone import saying
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.people.access import office
from drystone.people.models import Person

from . import emails, placeholders
from .models import Application, Round
from .phases import deadline_of
from .refusals import Refused

PLACEHOLDERS = {
    "name": "the applicant's name",
    "school": "their school",
    "round": "the round",
    "alliance": "the Alliance",
    "deadline": "until when they may apply",
    "references_close": "until when references are taken",
    "decisions": "by when we decide",
}


class CannotWrite(Refused):
    """Why this cannot be sent; the sentence is for the page."""


@dataclass(frozen=True)
class Circular:
    """A subject and a text, with placeholders in braces: Dear {name}."""

    subject: str
    text: str

    @property
    def mark(self) -> str:
        """By this the same words are known again."""
        return hashlib.sha256(f"{self.subject}\n{self.text}".encode()).hexdigest()[:16]

    @property
    def problem(self) -> str:
        """A placeholder that stands for nothing, in one sentence; nothing where it can be sent."""
        return placeholders.problem(f"{self.subject} {self.text}", PLACEHOLDERS)


def filled(circular: Circular, application: Application) -> Circular:
    """As this applicant gets it."""
    facts = facts_of(application)
    return Circular(placeholders.put(circular.subject, facts), placeholders.put(circular.text, facts))


def facts_of(application: Application) -> dict[str, str]:
    round_: Round = application.round
    return {
        "name": application.person.name,
        "school": application.school.name if application.school else "your school",
        "round": round_.title,
        "alliance": application.alliance.name,
        "deadline": saying.moment(deadline_of(application)),
        "references_close": saying.moment(round_.references_close_at),
        "decisions": saying.day(round_.decisions_by),
    }


@transaction.atomic
def write(application: Application, circular: Circular, *, by: Person, at: datetime) -> Message:
    """The office writes to an applicant. The same words go to the same person once.

    Raises CannotWrite when a placeholder is not known or these words were sent before.
    """
    if not office(by, application):
        raise NotAllowed(f"{by} may not write to {application.person}")
    if circular.problem:
        raise CannotWrite(circular.problem)
    hers = filled(circular, application)
    message = emails.office_wrote(application, hers.subject, hers.text, once=circular.mark, at=at)
    if message is None:
        raise CannotWrite("The same words were sent to them before.")
    events.record(application, "wrote", by=by, at=at)
    return message


def as_sent(circular: Circular, application: Application) -> tuple[str, str]:
    """The subject and the text of the e-mail as this applicant gets it, with its greeting line and its foot."""
    hers = filled(circular, application)
    return emails.office_wrote_as_sent(application, hers.subject, hers.text)


def came_back(rows: list[Application]) -> set[int]:
    """The applicants to whose present address an e-mail came back that nobody has seen to. One query."""
    addresses = {row.person.email: row.person_id for row in rows if row.person.email}
    alliances = {row.alliance_id for row in rows}
    lost = Message.objects.of(alliances).undelivered().filter(to_address__in=addresses)
    return {addresses[address] for address in lost.values_list("to_address", flat=True)}
