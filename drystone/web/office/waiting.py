"""Days until money: how long home schools waited for it, month by month, and whose is late, the latest first."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from drystone import saying
from drystone.payments import arriving
from drystone.payments.arriving import Late
from drystone.payments.models import StatementState

from ..components import paging, tables
from ..links_html import link_to


def page(request: Any) -> HttpResponseBase:
    """What was measured beside what is meant, and what is late."""
    late = arriving.late(request.alliance, today=request.today)
    shown = paging.cut(late, request.GET.get("page", ""))
    context = {
        "meant": request.alliance.money_days,
        "whole": arriving.since_work(request.alliance, on=request.today),
        "months": months(list(arriving.by_month(request.alliance, on=request.today).items())),
        "late": len(late),
        "late_pence": sum(each.pence for each in late),
        "page": shown,
        "table": table(shown.rows),
    }
    return render(request, "office/statements/waiting.html", context)


def months(found: list[Any]) -> tables.Table:
    columns = [
        tables.Column("Money that came in", lambda row: saying.month(row[0])),
        tables.Column("Visits and meetings", lambda row: f"{row[1].of:,}", number=True),
        tables.Column("Half within days", lambda row: str(row[1].middle), number=True),
        tables.Column("Nine of ten within days", lambda row: str(row[1].most), number=True),
    ]
    empty = "Nothing was paid in the last 12 months."
    return tables.Table("From the day of work to the money", columns, found, empty=empty)


def table(late: list[Late]) -> tables.Table:
    columns = [
        tables.Column("Home school", lambda row: row.school),
        tables.Column("Oldest work", lambda row: saying.short_day(row.since)),
        tables.Column("Amount", lambda row: saying.pounds(row.pence), number=True),
        tables.Column("Where it is", where),
    ]
    return tables.Table("Late, the latest first", columns, late, empty="No money is late.")


def where(row: Late) -> Any:
    if row.statement is None:
        return "On no statement yet"
    state = StatementState(row.state).label
    return link_to(f"Statement {row.number}: {state[:1].lower()}{state[1:]}", "office-statement", row.statement)
