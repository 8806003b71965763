"""The messages of payments."""

from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import posts
from drystone.people.models import Link
from drystone.people.roles import LOOKS_AFTER_MONEY

from ..models import Answer, ChargeSchedule, Fund, FundReport, Handover, Papers, Statement
from ..unstated import Rest

SAMPLE = {"alliance": "Swaledale Alliance", "school": "Gunnerside School", "month": "October 2026", "number": 12}


def facts(statement: Statement) -> dict:
    return {
        "alliance": statement.alliance.name,
        "school": statement.home_school.name,
        "month": str(statement.period),
        "number": statement.number,
    }


@message(
    kind="payments.statement_sent",
    to="the home school's finance contact, or its head",
    when="the statement of a month or half-term is sent",
    why="you look after your school's claims",
    sample={**SAMPLE, "amount": "£450", "days": "1½ days"},
)
def statement_sent(statement: Statement, *, link: Link, at: datetime) -> None:
    # Asked now: a draft may have grown since its lines were read.
    half_days = statement.lines.aggregate(sum=Sum("half_days"))["sum"] or 0
    amount = saying.pounds(statement.payable_pence)
    outbox.queue(
        "payments.statement_sent",
        to=link.person,
        alliance_id=statement.alliance_id,
        at=at,
        about=statement,
        context={**facts(statement), "amount": amount, "days": saying.days(half_days) if half_days else ""},
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
    to_finance("payments.statement_queried", statement, "office-statement", facts(statement), at)


@message(
    kind="payments.paid",
    to="the home school's finance contact, or its head",
    when="finance says that a statement was paid",
    why="you look after your school's claims",
    sample={**SAMPLE, "amount": "£450", "how": "on Tuesday 15 December 2026, reference BACS-0117", "carried": ""},
    linked=False,
)
def paid(answer: Answer, *, at: datetime) -> None:
    reference = f", reference {answer.reference}" if answer.reference else ""
    apart = answer.statement.payable_pence - answer.pence
    carried = f"{saying.pounds(abs(apart))} {'less' if apart > 0 else 'more'} than was stated" if apart else ""
    to_home_school("payments.paid", answer, {"how": f"on {saying.day(answer.on)}{reference}", "carried": carried}, at)


@message(
    kind="payments.returned",
    to="the home school's finance contact, or its head",
    when="a payment to a home school came back",
    why="you look after your school's claims",
    sample={**SAMPLE, "amount": "£450", "on": "Tuesday 15 December 2026", "reason": "The account is closed."},
    linked=False,
)
def returned(answer: Answer, *, at: datetime) -> None:
    to_home_school("payments.returned", answer, {"on": saying.day(answer.on), "reason": answer.reason}, at)


def to_home_school(kind: str, answer: Answer, said: dict, at: datetime) -> None:
    statement = answer.statement
    if to := posts.finance_contact_of(statement.home_school, statement.alliance, localdate(at)):
        outbox.queue(
            kind,
            to=to,
            alliance_id=statement.alliance_id,
            at=at,
            about=statement,
            context={**facts(statement), "amount": saying.pounds(answer.pence), **said},
        )


FUND = {"alliance": "Swaledale Alliance", "fund": "School Improvement Fund"}


@message(
    kind="payments.fund_closed",
    to="the Alliance's finance officers and managers",
    when="a fund is closed that would still have carried work",
    why="you look after the Alliance's payments",
    sample={**FUND, "number": 1, "works": "Tom Raine at Leyburn Primary School: £600"},
)
def fund_closed(fund: Fund, orphans: list[Rest], *, at: datetime) -> None:
    works = "\n".join(f"{rest.share.deployment}: {saying.pounds(rest.pence)}" for rest in orphans)
    said = {"alliance": fund.alliance.name, "fund": fund.name, "number": len(orphans), "works": works}
    to_finance("payments.fund_closed", fund, "office-fund", said, at)


@message(
    kind="payments.fund_report_due",
    to="the Alliance's finance officers and managers",
    when="a report to a funder is due in two weeks",
    why="you look after the Alliance's payments",
    sample={**FUND, "due": "Tuesday 1 December 2026"},
)
def fund_report_due(report: FundReport, *, at: datetime) -> None:
    said = {"alliance": report.fund.alliance.name, "fund": report.fund.name, "due": saying.day(report.due_on)}
    to_finance("payments.fund_report_due", report.fund, "office-fund", said, at)


def to_finance(kind: str, about: Any, page: str, said: dict, at: datetime, *, urgent: bool = False) -> None:
    """Whoever looks after the Alliance's money hears of it, with the way to its page."""
    for person in posts.holders(about.alliance, localdate(at), *LOOKS_AFTER_MONEY):
        outbox.queue(
            kind,
            to=person,
            alliance_id=about.alliance_id,
            at=at,
            about=about,
            context=said,
            link=reverse(page, args=[about.pk]),
            urgent=urgent,
        )


def charge_facts(schedule: ChargeSchedule) -> dict:
    return {
        "alliance": schedule.alliance.name,
        "payer": schedule.payer.name,
        "month": str(schedule.period),
        "number": schedule.number,
    }


CHARGE_SAMPLE = {"alliance": "Swaledale Alliance", "payer": "Muker School", "month": "October 2026", "number": 7}


@message(
    kind="payments.charge_issued",
    to="whoever answers for the payer: its commissioner, finance contact or head",
    when="the charge schedule of a month or half-term is issued",
    why="you answer for what your organisation pays",
    sample={**CHARGE_SAMPLE, "amount": "£450"},
)
def charge_issued(schedule: ChargeSchedule, *, link: Link, at: datetime) -> None:
    outbox.queue(
        "payments.charge_issued",
        to=link.person,
        alliance_id=schedule.alliance_id,
        at=at,
        about=schedule,
        context={**charge_facts(schedule), "amount": saying.pounds(schedule.payable_pence)},
        link=link,
    )


@message(
    kind="payments.charge_queried",
    to="the Alliance's finance officers and managers",
    when="a payer says that something is wrong",
    why="you look after the Alliance's payments",
    sample=CHARGE_SAMPLE,
)
def charge_queried(schedule: ChargeSchedule, *, at: datetime) -> None:
    to_finance("payments.charge_queried", schedule, "office-charge", charge_facts(schedule), at)


@message(
    kind="payments.handed_over",
    to="whoever in finance the office names",
    when="a file is handed over to finance by a link",
    why="you do the accounts of the Alliance",
    sample={
        "alliance": "Swaledale Alliance",
        "number": 12,
        "what": "3 statements to be paid",
        "amount": "£1,450",
        "by": "Colin Thistlethwaite",
        "until": "Tuesday 15 December 2026",
    },
)
def handed_over(handover: Handover, *, link: Link, at: datetime) -> None:
    many = "" if handover.papers == 1 else "s"
    what = (
        f"statement{many} to be paid" if handover.of == Papers.STATEMENTS else f"charge schedule{many} to be invoiced"
    )
    outbox.queue(
        "payments.handed_over",
        to=link.person,
        alliance_id=handover.alliance_id,
        at=at,
        about=handover,
        context={
            "alliance": handover.alliance.name,
            "number": handover.number,
            "what": f"{handover.papers} {what}",
            "amount": saying.pounds(handover.total_pence),
            "by": handover.by.name,
            "until": saying.day(localdate(link.expires_at)),
        },
        link=link,
    )
