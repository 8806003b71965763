"""The messages about rounds and applications."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import KINDS, message
from drystone.mail.models import Message

from ..models import Application, Extension, Interest, Round
from .telling import FACTS, facts, tell_applicant, tell_office


@dataclass
class Interested:
    """Somebody of whom we know a name and an address, and no more."""

    name: str
    email: str
    pk: int | None = None


@message(
    kind="selection.interest_noted",
    to="whoever asked to be told",
    when="somebody says that they are interested in the role",
    why="somebody gave us this address to be told when the next round opens",
    sample={"alliance": "Swaledale Alliance"},
)
def interest_noted(interest: Interest, key: str, *, at: datetime) -> None:
    outbox.queue(
        "selection.interest_noted",
        to=Interested(interest.name, interest.address),
        alliance_id=interest.alliance_id,
        at=at,
        context={"alliance": interest.alliance.name},
        link=reverse("interest-leaving", args=[key]),
    )


@message(
    kind="selection.round_opened",
    to="whoever asked to be told",
    when="a round opens",
    why="you asked us to tell you when the next round opens",
    sample={"round": "Spring 2027", "alliance": "Swaledale Alliance", "closes": "Friday 5 March 2027 at 11:59pm"},
)
def round_opened(interest: Interest, round_: Round, *, at: datetime) -> None:
    outbox.queue(
        "selection.round_opened",
        to=Interested(interest.name, interest.address),
        alliance_id=round_.alliance_id,
        at=at,
        about=round_,
        context={"round": round_.title, "alliance": round_.alliance.name, "closes": saying.moment(round_.closes_at)},
        link=reverse("round-page", args=[round_.pk]),
    )


@message(
    kind="selection.deadline_extended",
    to="an applicant",
    when="the office gives the applicant a later deadline",
    why="you are applying to become a System Leader",
    sample={"round": "Spring 2027", "alliance": "Swaledale Alliance", "until": "Friday 12 March 2027 at 5:00pm"},
)
def deadline_extended(extension: Extension, *, at: datetime) -> None:
    outbox.queue(
        "selection.deadline_extended",
        to=extension.person,
        alliance_id=extension.alliance_id,
        at=at,
        about=extension.round,
        context={
            "round": extension.round.title,
            "alliance": extension.alliance.name,
            "until": saying.moment(extension.until),
        },
        link=reverse("apply-start", args=[extension.round_id]),
    )


@message(
    kind="selection.application_submitted",
    to="the applicant",
    when="the applicant sends in an application",
    why="you sent in an application",
    sample={**FACTS, "closes": "Friday 5 March 2027 at 11:59pm", "decisions": "Friday 16 April 2027"},
)
def application_submitted(application: Application, closes: datetime, *, at: datetime) -> None:
    tell_applicant(
        "selection.application_submitted",
        application,
        at=at,
        closes=saying.moment(closes),
        decisions=saying.day(application.round.decisions_by),
    )


@message(
    kind="selection.application_reminded",
    to="an applicant",
    when="the office reminds those who have not finished",
    why="you began an application to become a System Leader",
    sample={**FACTS, "closes": "Friday 5 March 2027 at 11:59pm"},
)
def application_reminded(application: Application, closes: datetime, *, once: str, at: datetime) -> bool:
    """`once` names the reminder, so that each goes a single time; returns whether it goes now."""
    queued = outbox.queue_once(
        once,
        "selection.application_reminded",
        to=application.person,
        alliance_id=application.alliance_id,
        at=at,
        about=application,
        context={**facts(application), "closes": saying.moment(closes)},
        link=reverse("apply-application", args=[application.pk]),
    )
    return queued is not None


@message(
    kind="selection.office_wrote",
    to="applicants of a round whom the office chooses",
    when="the office writes to several applicants at once, in its own words",
    why="you are applying to become a System Leader",
    sample={"subject": "Where to park on Tuesday", "lines": ["Dear Ann Peel,", "", "Please use the lower car park."]},
)
def office_wrote(application: Application, subject: str, text: str, *, once: str, at: datetime) -> Message | None:
    """`once` names the words, so that the same do not go to the same application twice; None when they went before."""
    return outbox.queue_once(
        f"{application.pk}/{once}",
        "selection.office_wrote",
        to=application.person,
        alliance_id=application.alliance_id,
        at=at,
        about=application,
        context=words_of(subject, text),
        link=reverse("apply-application", args=[application.pk]),
    )


def office_wrote_as_sent(application: Application, subject: str, text: str) -> tuple[str, str]:
    """The same message as it would be sent, for the office to look at."""
    return KINDS["selection.office_wrote"].write(application.person.name, words_of(subject, text))


def words_of(subject: str, text: str) -> dict:
    """Line by line: what somebody typed cannot become a link or a header, but keeps its paragraphs."""
    return {"subject": subject, "lines": text.splitlines()}


@message(
    kind="selection.application_withdrawn",
    to="the office",
    when="an applicant withdraws",
    why="you work in the Alliance's office",
    sample=FACTS,
)
def application_withdrawn(application: Application, *, at: datetime) -> None:
    tell_office("selection.application_withdrawn", application, at=at)
