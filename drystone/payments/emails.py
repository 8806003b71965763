"""The messages of payments."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import posts
from drystone.people.models import Link
from drystone.people.roles import LOOKS_AFTER_MONEY

from .models import Statement

SAMPLE = {"alliance": "Swaledale Alliance", "school": "Gunnerside School", "month": "October 2026", "number": 12}


def facts(statement: Statement) -> dict:
    return {
        "alliance": statement.alliance.name,
        "school": statement.home_school.name,
        "month": saying.month(statement.month),
        "number": statement.number,
    }


@message(
    kind="payments.statement_sent",
    to="the home school's finance contact, or its head",
    when="a month's statement is sent",
    why="you look after your school's claims",
    sample={**SAMPLE, "amount": "£450", "days": "1½ days"},
)
def statement_sent(statement: Statement, *, link: Link, at: datetime) -> None:
    half_days = sum(line.half_days for line in statement.lines.all())
    amount = saying.pounds(statement.total_pence)
    outbox.queue(
        "payments.statement_sent",
        to=link.person,
        alliance_id=statement.alliance_id,
        at=at,
        about=statement,
        context={**facts(statement), "amount": amount, "days": saying.days(half_days)},
        link=link,
    )


@message(
    kind="payments.statement_queried",
    to="the Alliance's finance officers and managers",
    when="a home school says that something is wrong",
    why="you look after the Alliance's payments",
    sample=SAMPLE,
)
def statement_queried(statement: Statement, *, at: datetime) -> None:
    for person in posts.holders(statement.alliance, localdate(at), *LOOKS_AFTER_MONEY):
        outbox.queue(
            "payments.statement_queried",
            to=person,
            alliance_id=statement.alliance_id,
            at=at,
            about=statement,
            context=facts(statement),
            link=reverse("office-statement", args=[statement.pk]),
        )
