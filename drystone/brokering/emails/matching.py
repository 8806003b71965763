"""Enquiries and the shortlist: who is asked, stood down, offered, chosen. None carries a refusal or its reason."""

from datetime import datetime

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people.models import Link

from .. import queries
from ..models import Enquiry, Offer, SupportRequest
from .telling import SCHOOL, tell_office

ASKED = {
    **SCHOOL,
    "leader": "Tom Raine",
    "need": "Help with early reading",
    "days": "3 days",
    "when": "between Monday 2 November 2026 and Friday 18 December 2026",
    "answer_by": "Friday 20 November 2026 at 6pm",
    "several": True,
}
ANSWERED = {**SCHOOL, "who": "Ann Peel"}


def facts(enquiry: Enquiry) -> dict:
    request = enquiry.request
    return {
        "school": request.school.name,
        "alliance": request.alliance.name,
        "leader": enquiry.designation.person.name,
        "need": request.need,
        "days": saying.days(request.half_days or 0),
        "when": dates(request),
        "answer_by": saying.moment(enquiry.runs_out_at),
        "several": queries.asks_elsewhere(request, enquiry.designation_id),
    }


def dates(request: SupportRequest) -> str:
    if not (request.from_on and request.until_on):
        return "on days that are settled together"
    return f"between {saying.day(request.from_on)} and {saying.day(request.until_on)}"


@message(
    kind="brokering.home_asked",
    to="the home approver",
    when="the office asks whether a leader could be released",
    why="you approve the release of this System Leader",
    sample=ASKED,
)
@message(
    kind="brokering.leader_asked",
    to="the System Leader",
    when="the home approver has said yes, and the office asks the System Leader",
    why="you are a System Leader of the Alliance",
    sample=ASKED,
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
    kind="brokering.enquiry_reminded",
    to="whoever was asked",
    when="an enquiry runs out on the next working day, once",
    why="the Alliance has asked you about a deployment",
    sample=ASKED,
)
def enquiry_reminded(enquiry: Enquiry, *, link: Link, at: datetime) -> bool:
    """Whether the reminder of this day to answer goes now; it goes once."""
    return bool(
        outbox.queue_once(
            f"{enquiry.pk}/{enquiry.answer_by}",
            "brokering.enquiry_reminded",
            to=enquiry.asked,
            alliance_id=enquiry.alliance_id,
            at=at,
            about=enquiry,
            context=facts(enquiry),
            link=link,
        )
    )


@message(
    kind="brokering.enquiry_answered",
    to="the office",
    when="a home approver or a leader has answered",
    why="you look after this request",
    sample=ANSWERED,
)
def enquiry_answered(enquiry: Enquiry, *, at: datetime) -> None:
    tell_office("brokering.enquiry_answered", enquiry.request, at=at, who=enquiry.asked.name)


@message(
    kind="brokering.answer_changed",
    to="the office",
    when="whoever had answered has changed her mind, and nobody had acted on it",
    why="you look after this request",
    sample=ANSWERED,
)
def answer_changed(enquiry: Enquiry, *, at: datetime) -> None:
    tell_office("brokering.answer_changed", enquiry.request, at=at, who=enquiry.asked.name)


@message(
    kind="brokering.answered_late",
    to="the office",
    when="somebody answers an enquiry that ran out, was stood down or was acted on; once",
    why="you look after this request",
    sample=ANSWERED,
)
def answered_late(enquiry: Enquiry, *, at: datetime) -> None:
    once = str(enquiry.pk)
    tell_office("brokering.answered_late", enquiry.request, at=at, once=once, who=enquiry.asked.name)


@message(
    kind="brokering.call_wanted",
    to="the office",
    when="whoever was asked would rather be rung",
    why="you look after this request",
    sample={**ANSWERED, "number": "01748 555 010", "answer_by": "Friday 20 November 2026 at 6pm"},
)
def call_wanted(enquiry: Enquiry, *, at: datetime) -> None:
    tell_office(
        "brokering.call_wanted",
        enquiry.request,
        at=at,
        who=enquiry.asked.name,
        number=enquiry.call_number or "the school's number",
        answer_by=saying.moment(enquiry.runs_out_at),
    )


@message(
    kind="brokering.enquiry_expired",
    to="the office",
    when="nobody answered an enquiry by its day",
    why="you look after this request",
    sample=ANSWERED,
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


def tell_chooser(kind: str, request: SupportRequest, *, link: Link, at: datetime) -> None:
    """To the receiving head, or else whoever asked. Names nobody."""
    outbox.queue(
        kind,
        to=link.person,
        alliance_id=request.alliance_id,
        at=at,
        about=request,
        context={"school": request.school.name, "alliance": request.alliance.name},
        link=link,
    )


@message(
    kind="brokering.leaders_offered",
    to="the receiving head",
    when="the office has found one to three leaders",
    why="your school asked the Alliance for support",
    sample=SCHOOL,
)
def leaders_offered(request: SupportRequest, *, link: Link, at: datetime) -> None:
    tell_chooser("brokering.leaders_offered", request, link=link, at=at)


@message(
    kind="brokering.none_left_to_choose",
    to="the receiving head",
    when="the last leader on the shortlist can no longer come, before anybody was chosen",
    why="your school asked the Alliance for support",
    sample=SCHOOL,
)
def none_left_to_choose(request: SupportRequest, *, link: Link, at: datetime) -> None:
    tell_chooser("brokering.none_left_to_choose", request, link=link, at=at)


@message(
    kind="brokering.choice_taken_back",
    to="the receiving head",
    when="the office takes a choice back before the agreement is drawn up",
    why="your school asked the Alliance for support",
    sample=SCHOOL,
)
def choice_taken_back(request: SupportRequest, *, link: Link, at: datetime) -> None:
    tell_chooser("brokering.choice_taken_back", request, link=link, at=at)


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
