"""The messages about who is paid, and about self-billing."""

from datetime import date, datetime

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people.models import Link, Person

from ..models import PayeeChange, SelfBilling
from .papers import to_finance

PAYEE = {"alliance": "Swaledale Alliance", "school": "Gunnerside School", "payee": "North Dales Trust"}


@message(
    kind="payments.payee_changing",
    to="whoever answers for the money of the school, or of whoever is paid for it until now, or did so a month ago",
    when="a change of who is paid was confirmed by a second person, and waits",
    why="you look after the money of the school, or did until lately",
    sample={**PAYEE, "day": "Friday 4 December 2026"},
)
def payee_changing(change: PayeeChange, day: date, *, link: Link, at: datetime) -> None:
    outbox.queue(
        "payments.payee_changing",
        to=link.person,
        alliance_id=change.alliance_id,
        at=at,
        about=change,
        context={**payee_facts(change), "day": saying.day(day)},
        link=link,
        urgent=True,
    )


@message(
    kind="payments.payee_stopped",
    to="the Alliance's finance officers and managers",
    when="a change of who is paid is stopped",
    why="you look after the Alliance's payments",
    sample={**PAYEE, "who": "Jane Dinsdale", "note": "We have not changed our bank."},
)
def payee_stopped(change: PayeeChange, note: str, *, by: Person, at: datetime) -> None:
    said = {**payee_facts(change), "who": by.name, "note": note or "No reason was given."}
    to_finance("payments.payee_stopped", change, "office-payee", said, at, urgent=True)


def payee_facts(change: PayeeChange) -> dict:
    return {"alliance": change.alliance.name, "school": change.school.name, "payee": change.paid_to.name}


@message(
    kind="payments.self_billing_asked",
    to="the home school's finance contact, or its head",
    when="a home school is asked to sign a self-billing agreement",
    why="you look after your school's claims",
    sample={
        "alliance": "Swaledale Alliance",
        "school": "Gunnerside School",
        "starts": "Friday 1 January 2027",
        "ends": "Friday 31 December 2027",
    },
)
def self_billing_asked(agreement: SelfBilling, *, link: Link, at: datetime) -> None:
    outbox.queue(
        "payments.self_billing_asked",
        to=link.person,
        alliance_id=agreement.alliance_id,
        at=at,
        about=agreement,
        context={
            "alliance": agreement.alliance.name,
            "school": agreement.home_school.name,
            "starts": saying.day(agreement.starts),
            "ends": saying.day(agreement.ends),
        },
        link=link,
    )


@message(
    kind="payments.self_billing_lapses",
    to="the Alliance's finance officers and managers",
    when="a self-billing agreement lapses within a month and was not renewed",
    why="you look after the Alliance's payments",
    sample={"alliance": "Swaledale Alliance", "school": "Gunnerside School", "day": "Thursday 31 December 2026"},
)
def self_billing_lapses(agreement: SelfBilling, *, at: datetime) -> None:
    school, day = agreement.home_school.name, saying.day(agreement.ends)
    said = {"alliance": agreement.alliance.name, "school": school, "day": day}
    to_finance("payments.self_billing_lapses", agreement, "office-self-billing", said, at)
