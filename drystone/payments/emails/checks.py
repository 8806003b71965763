"""The messages about checks of paid statements."""

from datetime import datetime

from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import posts
from drystone.people.models import Link

from ..models import Check, CheckState
from .papers import to_finance

SAMPLE = {"alliance": "Swaledale Alliance", "school": "Gunnerside School", "month": "October 2026", "number": 12}
TO, WHY = "the home school's finance contact, or its head", "you look after your school's claims"
DAY = "Friday 18 December 2026"


def facts(check: Check) -> dict:
    statement = check.statement
    names = {"alliance": check.alliance.name, "school": statement.home_school.name, "number": statement.number}
    return {**names, "month": str(statement.period)}


@message(
    kind="payments.check_asked",
    to=TO,
    when="a paid statement is drawn, or named, to be checked",
    why=WHY,
    sample={**SAMPLE, "drawn": True, "day": DAY},
)
def asked(check: Check, *, link: Link, at: datetime) -> None:
    said = {**facts(check), "drawn": check.draw_id is not None, "day": saying.day(check.answer_by)}
    to_school("payments.check_asked", check, link, said, at)


@message(
    kind="payments.check_late",
    to=TO,
    when="half of the time to show what stands behind a statement is over",
    why=WHY,
    sample={**SAMPLE, "day": DAY},
)
def late(check: Check, *, link: Link, at: datetime) -> bool:
    """Whether it was not sent before."""
    return outbox.queue_once(
        str(check.pk),
        "payments.check_late",
        to=link.person,
        alliance_id=check.alliance_id,
        at=at,
        about=check,
        context={**facts(check), "day": saying.day(check.answer_by)},
        link=link,
    ) is not None  # fmt: skip


@message(
    kind="payments.check_shown",
    to="the Alliance's finance officers and managers",
    when="a home school shows what stands behind a statement, or answers",
    why="you look after the Alliance's payments",
    sample={**SAMPLE, "answered": False},
)
def shown(check: Check, *, at: datetime) -> None:
    said = {**facts(check), "answered": check.state == CheckState.ANSWERED}
    to_finance("payments.check_shown", check, "office-check", said, at)


@message(
    kind="payments.check_proposed",
    to=TO,
    when="something of a paid statement is to be taken back",
    why=WHY,
    sample={**SAMPLE, "amount": "£150", "reason": "The sheet shows one half-day.", "day": DAY},
)
def proposed(check: Check, *, link: Link, at: datetime) -> None:
    said = {"amount": amount(check), "reason": check.reason, "day": saying.day(check.answer_by)}
    to_school("payments.check_proposed", check, link, {**facts(check), **said}, at)


@message(
    kind="payments.check_closed",
    to=TO,
    when="a check is over: in order, or something is taken back",
    why=WHY,
    sample={**SAMPLE, "amount": "£150", "reason": "The sheet shows one half-day."},
    linked=False,
)
def closed(check: Check, *, at: datetime) -> None:
    """No amount and no reason: it is in order."""
    taken = check.state == CheckState.TAKEN_BACK
    said = {"amount": amount(check) if taken else "", "reason": check.reason if taken else ""}
    if to := posts.finance_contact_of(check.statement.home_school, check.alliance, localdate(at)):
        outbox.queue(
            "payments.check_closed",
            to=to,
            alliance_id=check.alliance_id,
            at=at,
            about=check,
            context={**facts(check), **said},
        )


def amount(check: Check) -> str:
    return saying.pounds(sum(each.line.reimbursement_pence for each in check.lines.select_related("line")))


def to_school(kind: str, check: Check, link: Link, said: dict, at: datetime) -> None:
    outbox.queue(kind, to=link.person, alliance_id=check.alliance_id, at=at, about=check, context=said, link=link)
