"""The messages between two alliances about whom one could lend. No reason goes into any of them, and none to a school
says more than who writes to it next."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links, posts
from drystone.people.models import Person
from drystone.people.roles import MANAGES

from ..models import Borrowing, Lending, LoanState

__all__ = ["loan_agreed", "loan_asked", "loan_news", "loan_over", "loan_proposed", "loan_to_come"]
THERE = {"alliance": "Swaledale Alliance", "other": "Wensleydale Alliance", "school": "Reeth Primary School"}
NEWS: dict[str, str] = {
    LoanState.NO: "{other} can lend nobody for {school}, or it is not possible after all.",
    LoanState.LAPSED: "The time to answer is over: nobody of {other} is lent for {school}.",
    LoanState.DONE: "The work of whom {other} lent for {school} is done.",
}


def tell(kind: str, side: Borrowing | Lending, people: Any, page: str, *, at: datetime, **context: Any) -> None:
    """To people of the office of this side."""
    for person in people:
        outbox.queue(
            kind,
            to=person,
            alliance_id=side.alliance_id,
            at=at,
            about=side,
            context={"alliance": side.alliance.name, **context},
            link=reverse(page, args=[side.pk]),
        )


def tell_lender(kind: str, lending: Lending, *, at: datetime, **context: Any) -> None:
    context = {"other": lending.borrower.name, "school": lending.school.name, **context}
    managers = posts.holders(lending.alliance, localdate(at), *MANAGES)
    tell(kind, lending, managers, "office-lending", at=at, **context)


def tell_borrower(kind: str, borrowing: Borrowing, *, at: datetime, **context: Any) -> None:
    owner: Person | None = borrowing.request.owner
    people = [owner] if owner else posts.holders(borrowing.alliance, localdate(at), *MANAGES)
    context = {"other": borrowing.lender.name, "school": borrowing.request.school.name, **context}
    tell(kind, borrowing, people, "office-borrowing", at=at, **context)


@message(
    kind="brokering.loan_asked",
    to="the office of the alliance that is asked",
    when="another alliance asks whom it could lend",
    why="you work in the Alliance's office",
    sample={
        **THERE,
        "need": "Help with early reading",
        "days": "3 days",
        "starts": "Monday 2 November 2026",
        "ends": "Friday 18 December 2026",
        "answer_by": "Friday 20 November 2026",
    },
)
def loan_asked(lending: Lending, *, at: datetime) -> None:
    said = {name: saying.day(getattr(lending, field)) for name, field in DAYS.items()}
    days = saying.days(lending.half_days)
    tell_lender("brokering.loan_asked", lending, at=at, need=lending.need, days=days, **said)


DAYS = {"starts": "from_on", "ends": "until_on", "answer_by": "answer_by"}


@message(
    kind="brokering.loan_agreed",
    to="the office of the alliance that lends",
    when="the other alliance agrees to whom it proposes",
    why="you work in the Alliance's office",
    sample={**THERE, "leader": "Tom Raine"},
)
def loan_agreed(lending: Lending, *, at: datetime) -> None:
    assert lending.designation  # noqa: S101 a constraint: what is agreed is about somebody
    tell_lender("brokering.loan_agreed", lending, at=at, leader=lending.designation.person.name)


@message(
    kind="brokering.loan_over",
    to="the office of the alliance that is asked, or lends",
    when="the other alliance withdraws, or it was not answered in time",
    why="you work in the Alliance's office",
    sample=THERE,
)
def loan_over(lending: Lending, *, at: datetime) -> None:
    tell_lender("brokering.loan_over", lending, at=at)


@message(
    kind="brokering.loan_proposed",
    to="the office of the alliance that asks",
    when="the other alliance proposes somebody",
    why="you look after this request",
    sample={**THERE, "leader": "Tom Raine", "answer_by": "Friday 20 November 2026"},
)
def loan_proposed(borrowing: Borrowing, *, at: datetime) -> None:
    assert borrowing.leader  # noqa: S101 a constraint: what is proposed is somebody
    context = {"leader": borrowing.leader.name, "answer_by": saying.day(borrowing.answer_by)}
    tell_borrower("brokering.loan_proposed", borrowing, at=at, **context)


@message(
    kind="brokering.loan_news",
    to="the office of the alliance that asks",
    when="the other alliance says no, does not answer in time, or the work is done",
    why="you look after this request",
    sample={**THERE, "news": "Wensleydale Alliance can lend nobody for Reeth Primary School."},
)
def loan_news(borrowing: Borrowing, *, at: datetime) -> None:
    names = {"other": borrowing.lender.name, "school": borrowing.request.school.name}
    tell_borrower("brokering.loan_news", borrowing, at=at, news=NEWS[borrowing.state].format(**names))


@message(
    kind="brokering.loan_to_come",
    to="whoever asked for help",
    when="another alliance lends somebody for the request",
    why="you asked the Alliance for support",
    sample=THERE,
)
def loan_to_come(borrowing: Borrowing, *, at: datetime) -> None:
    """Who writes to the school next; nobody's name, since whoever it is has not been asked."""
    request = borrowing.request
    link = links.invite(request.contact, "request", request, alliance=borrowing.alliance, days=365, by=None, at=at)
    outbox.queue(
        "brokering.loan_to_come",
        to=request.contact,
        alliance_id=request.alliance_id,
        at=at,
        about=request,
        context={
            "alliance": borrowing.alliance.name,
            "other": borrowing.lender.name,
            "school": request.school.name,
        },
        link=link,
    )
