"""The messages of brokering. None of them carries a refusal, a reason or anything told in confidence."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links, posts
from drystone.people.models import Link
from drystone.people.roles import MANAGES

from .models import Enquiry, Offer, SupportRequest

STATUS = "request"  # the link by which whoever asked follows her request
SCHOOL = {"school": "Reeth Community Primary School", "alliance": "Swaledale Alliance"}


def tell_asker(kind: str, request: SupportRequest, *, at: datetime, **context) -> None:
    """To whoever asked for help, with the link to follow the request by."""
    link = links.invite(request.contact, STATUS, request, alliance=request.alliance, days=365, by=None, at=at)
    outbox.queue(
        kind,
        to=request.contact,
        alliance_id=request.alliance_id,
        at=at,
        about=request,
        context={"school": request.school.name, "alliance": request.alliance.name, **context},
        link=link,
    )


def tell_office(kind: str, request: SupportRequest, *, at: datetime, **context) -> None:
    """To each manager and coordinator of the alliance, or only to the request's owner once it has one."""
    day, everybody = localdate(at), MANAGES
    for person in [request.owner] if request.owner else posts.holders(request.alliance, day, *everybody):
        outbox.queue(
            kind,
            to=person,
            alliance_id=request.alliance_id,
            at=at,
            about=request,
            context={"school": request.school.name, "alliance": request.alliance.name, **context},
            link=reverse("office-request", args=[request.pk]),
        )


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


ENQUIRY = {
    **SCHOOL,
    "leader": "Tom Raine",
    "need": "Help with early reading",
    "days": "3 days",
    "answer_by": "Friday 20 November 2026",
}


def facts(enquiry: Enquiry) -> dict:
    request = enquiry.request
    return {
        "school": request.school.name,
        "alliance": request.alliance.name,
        "leader": enquiry.designation.person.name,
        "need": request.need,
        "days": saying.days(request.half_days or 0),
        "answer_by": saying.day(enquiry.answer_by),
    }


@message(
    kind="brokering.home_asked",
    to="the home approver",
    when="the office asks whether a leader could be released",
    why="you approve the release of this System Leader",
    sample=ENQUIRY,
)
@message(
    kind="brokering.leader_asked",
    to="the System Leader",
    when="the home approver has said yes, and the office asks the System Leader",
    why="you are a System Leader of the Alliance",
    sample=ENQUIRY,
)
def enquiry_asked(enquiry: Enquiry, *, link: Link, at: datetime) -> None:
    kind = "brokering.home_asked" if enquiry.step == Enquiry.Step.HOME else "brokering.leader_asked"
    outbox.queue(
        kind,
        to=enquiry.asked,
        alliance_id=enquiry.alliance_id,
        at=at,
        about=enquiry,
        context=facts(enquiry),
        link=link,
        not_before=WorkingDays(enquiry.alliance).good_moment(at),
    )


@message(
    kind="brokering.enquiry_answered",
    to="the office",
    when="a home approver or a leader has answered",
    why="you look after this request",
    sample={**SCHOOL, "who": "Ann Peel"},
)
def enquiry_answered(enquiry: Enquiry, *, at: datetime) -> None:
    tell_office("brokering.enquiry_answered", enquiry.request, at=at, who=enquiry.asked.name)


@message(
    kind="brokering.enquiry_expired",
    to="the office",
    when="nobody answered an enquiry by its day",
    why="you look after this request",
    sample={**SCHOOL, "who": "Ann Peel"},
)
def enquiry_expired(enquiry: Enquiry, *, at: datetime) -> None:
    tell_office("brokering.enquiry_expired", enquiry.request, at=at, who=enquiry.asked.name)


@message(
    kind="brokering.enquiry_stood_down",
    to="whoever was asked and is not needed",
    when="another leader was chosen, or the request is closed",
    why="the Alliance had asked you about a deployment",
    sample={"alliance": "Swaledale Alliance"},
    linked=False,
)
def enquiry_stood_down(enquiry: Enquiry, *, at: datetime) -> None:
    outbox.queue(
        "brokering.enquiry_stood_down",
        to=enquiry.asked,
        alliance_id=enquiry.alliance_id,
        at=at,
        about=enquiry,
        context={"alliance": enquiry.alliance.name},
    )


@message(
    kind="brokering.leaders_offered",
    to="the receiving head",
    when="the office has found one to three leaders",
    why="your school asked the Alliance for support",
    sample=SCHOOL,
)
def leaders_offered(request: SupportRequest, *, link: Link, at: datetime) -> None:
    outbox.queue(
        "brokering.leaders_offered",
        to=link.person,
        alliance_id=request.alliance_id,
        at=at,
        about=request,
        context={"school": request.school.name, "alliance": request.alliance.name},
        link=link,
    )


@message(
    kind="brokering.leader_chosen",
    to="the office",
    when="the receiving head has chosen",
    why="you look after this request",
    sample={**SCHOOL, "leader": "Tom Raine"},
)
def leader_chosen(offer: Offer, *, at: datetime) -> None:
    leader = offer.designation.person.name
    tell_office("brokering.leader_chosen", offer.request, at=at, leader=leader)


@message(
    kind="brokering.others_asked_for",
    to="the office",
    when="the receiving head asks for other leaders",
    why="you look after this request",
    sample=SCHOOL,
)
def others_asked_for(request: SupportRequest, *, at: datetime) -> None:
    tell_office("brokering.others_asked_for", request, at=at)
