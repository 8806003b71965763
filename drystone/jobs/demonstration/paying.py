"""Statements of the demonstration, in every state."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter

from django.utils import timezone

from drystone.alliances.calendar import LONDON
from drystone.payments import due, handover, statements
from drystone.payments.models import Papers, Statement
from drystone.people import access

from . import charging
from .cast import Company

Step = Callable[[Company, Statement, date], Statement]
FINANCE, MANAGER = charging.FINANCE, charging.MANAGER


def pay(company: Company, *, at: datetime) -> None:
    """A year of months: the newest statements stand at every step, the older ones are handed over and paid."""
    months = sorted({visit_month(at, back) for back in range(12, 0, -1)})
    made = [(month, statement) for month in months for statement in prepare(company, month)]
    newest: list[list[Step]] = [[], [send], [send, query], [send, confirm], [send, confirm, approve]]
    of_month = groupby(made[: -len(newest)], key=itemgetter(0))
    older = {month: [statement for _, statement in group] for month, group in of_month}
    for month in months:
        charging.charge(company, month, moment(month, 1), is_newest=month == months[-1])
        if month in older:
            settle(company, month, older[month], is_last=month == max(older))
    for steps, (month, statement) in zip(newest, reversed(made), strict=False):
        for step in steps:
            step(company, statement, month)
    charging.handed_over(company, Papers.CHARGES, at - timedelta(days=1), is_fetched=False)


def visit_month(at: datetime, back: int) -> date:
    first = timezone.localdate(at).replace(day=1)
    for _ in range(back):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def moment(month: date, days: int) -> datetime:
    """A working hour some days after the end of a month."""
    following = (month + timedelta(days=32)).replace(day=1)
    return datetime.combine(following, time(10), LONDON) + timedelta(days=days)


def settle(company: Company, month: date, made: list[Statement], *, is_last: bool) -> None:
    """Those of a month are handed over in one file and paid; of the last file finance owes the answer to one."""
    for statement in made:
        for step in (send, confirm, approve):
            step(company, statement, month)
    charging.handed_over(company, Papers.STATEMENTS, moment(month, 8), is_fetched=True)
    for statement in made[:-1] if is_last else made:
        statement.refresh_from_db()
        handover.mark_paid(statement, by=company.acting(FINANCE, moment(month, 15)), at=moment(month, 15))


def prepare(company: Company, month: date) -> list[Statement]:
    at = moment(month, 1)
    due.pull(company.alliance, by=None, at=at)
    return statements.prepare(company.alliance, month, by=company.acting(FINANCE, at), at=at)


def send(company: Company, statement: Statement, month: date) -> Statement:
    at = moment(month, 2)
    return statements.send(statement, by=company.acting(FINANCE, at), at=at)


def confirm(company: Company, statement: Statement, month: date) -> Statement:
    at = moment(month, 4)
    to = statements.recipient(statement.home_school, company.alliance, at.date())
    name = to.name if to else ""
    who = company.acting(name, at)
    return statements.confirm(
        statement, typed_name=name, typed_role=access.role_of(who, statement.home_school_id), by=who, at=at
    )


def query(company: Company, statement: Statement, month: date) -> Statement:
    at = moment(month, 4)
    to = statements.recipient(statement.home_school, company.alliance, at.date())
    who = company.acting(to.name if to else "", at)
    return statements.query(statement, "The visit on the second Tuesday was a whole day.", by=who, at=at)


def approve(company: Company, statement: Statement, month: date) -> Statement:
    at = moment(month, 5)
    return statements.approve(statement, by=company.acting(MANAGER, at), at=at)
