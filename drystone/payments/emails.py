"""The messages of payments."""

from datetime import datetime

from django.urls import reverse

from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import posts
from drystone.people.models import Link
from drystone.people.roles import Role

from .due import spoken
from .models import Statement

SAMPLE = {"alliance": "Swaledale Alliance", "school": "Gunnerside School", "month": "October 2026", "number": 12}


def facts(statement: Statement) -> dict:
    return {
        "alliance": statement.alliance.name,
        "school": statement.home_school.name,
        "month": f"{statement.month:%B %Y}",
        "number": statement.number,
    }


@message(
    kind="payments.statement_sent",
    to="the home school's finance contact, or its head",
    when="a month's statement is sent",
    why="you look after your school's claims",
    sample={**SAMPLE, "amount": "£450.00", "days": "1.5 days"},
)
def statement_sent(statement: Statement, *, link: Link, at: datetime) -> None:
    half_days = sum(line.half_days for line in statement.lines.all())
    pounds, pence = divmod(abs(statement.total_pence), 100)
    outbox.queue(
        "payments.statement_sent",
        to=link.person,
        alliance_id=statement.alliance_id,
        at=at,
        about=statement,
        context={**facts(statement), "amount": f"£{pounds:,}.{pence:02}", "days": spoken(half_days)},
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
    for person in posts.holders(statement.alliance, at.date(), Role.FINANCE, Role.MANAGER):
        outbox.queue(
            "payments.statement_queried",
            to=person,
            alliance_id=statement.alliance_id,
            at=at,
            about=statement,
            context=facts(statement),
            link=reverse("office-statement", args=[statement.pk]),
        )
