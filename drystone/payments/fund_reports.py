"""What the funder is told: the whole use of its money, the share kept back, and what that added."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.documents import papers, sheets
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person

from . import emails, fund_figures
from .access import only_finance
from .fund_figures import Carried
from .models import Fund, FundReport, FundSpend

NOTICE = timedelta(days=14)
COLUMNS = ["Day", "Work", "Home school", "Receiving school", "Half-days", "Charge in pounds", "Carried in pounds"]


def remind(*, at: datetime) -> int:
    """Finance hears, once and two weeks before, that a report is due; how many there were."""
    today = localdate(at)
    rows = FundReport.objects.filter(given_at__isnull=True, reminded_on__isnull=True, due_on__lte=today + NOTICE)
    waiting = rows.filter(fund__alliance__suspended_on__isnull=True).select_related("fund__alliance")
    return sum(remind_of(report, today, at) for report in waiting)


@transaction.atomic
def remind_of(report: FundReport, today: date, at: datetime) -> bool:
    claimed = FundReport.objects.filter(pk=report.pk, reminded_on__isnull=True).update(reminded_on=today)
    if claimed:
        emails.fund_report_due(report, at=at)
    return bool(claimed)


@transaction.atomic
def give(report: FundReport, *, kept_back_for: str, added: str, by: Person, at: datetime) -> FundReport:
    """The report is written and goes to the funder; from now on its two paragraphs stay. Given twice, it is given
    once. Raises Refused where another one was given meanwhile."""
    only_finance(by, report.fund.alliance)
    rows = FundReport.objects.filter(pk=report.pk, given_at__isnull=True)
    if rows.update(kept_back_for=kept_back_for, added=added, given_at=at, given_by=by):
        events.record(report, "fund_report_given", by=by, at=at, due=report.due_on.isoformat())
    report.refresh_from_db()
    if (report.kept_back_for, report.added) != (kept_back_for, added):
        raise Refused(f"{report.given_by} has given this report already. What you wrote is not part of it.")
    return report


def csv(fund: Fund) -> bytes:
    """Every line of which the fund carries something, then the sum."""
    rows = FundSpend.objects.filter(fund=fund).select_related(
        "line__home_school", "share__deployment__receiving_school"
    )  # fmt: skip
    found = list(rows.order_by("line__on", "pk"))
    cells: list[list[sheets.Cell]] = [[
        spend.line.on, spend.line.explanation, spend.line.home_school.name,
        spend.share.deployment.receiving_school.name, spend.half_days,
        pounds(spend.line.charge_pence), pounds(spend.pence),
    ] for spend in found]  # fmt: skip
    total = sum(spend.pence for spend in found)
    last: list[sheets.Cell] = [
        "TOTAL",
        f"{len(found)} lines",
        "",
        "",
        sum(spend.half_days for spend in found),
        "",
        pounds(total),
    ]
    return sheets.csv_bytes(COLUMNS, [*cells, last])


def pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2)


def pdf(fund: Fund, report: FundReport | None, *, at: datetime) -> bytes:
    """The report as a document, with what finance wrote for one of its days."""
    return papers.make("dossier", words(fund, report, localdate(at)), title=f"Report on {fund}", at=at)


def words(fund: Fund, report: FundReport | None, today: date) -> dict[str, Any]:
    found = fund_figures.carried(fund)
    figures = fund_figures.of_one(fund, found)
    period = f"{saying.day(fund.starts)} to {saying.day(fund.ends)}"
    parts: list[dict[str, Any]] = [schools(fund, found), months(fund, found, today)]
    if report:
        kept = saying.pounds(figures.kept_back)
        parts = [
            {"title": f"What the share kept back ({kept}) was used for", "text": report.kept_back_for or "–"},
            {"title": "What it added", "text": report.added or "–"},
            *parts,
        ]
    return {
        "alliance": fund.alliance.letterhead,
        "intro": f"How the money of {fund.funder or fund.name} is used, as of {saying.day(today)}.",
        "facts": [("Fund", fund.name), ("Funder", fund.funder or "–"), ("Period", period), *sums(fund, figures)],
        "parts": parts,
    }


def sums(fund: Fund, figures: fund_figures.Figures) -> list[tuple[str, str]]:
    """The whole of the grant, part by part."""
    facts = [
        ("In all", figures.total), ("Of it carried over", fund.carried_pence), ("Kept back", figures.kept_back),
        ("Delivered", figures.delivered), ("Of it paid to home schools", figures.paid),
        ("Promised", figures.committed), ("Carried on into the next fund", figures.went_on), ("Left", figures.left),
    ]  # fmt: skip
    always = ("In all", "Delivered", "Left")
    return [(name, saying.pounds(pence)) for name, pence in facts if pence or name in always]


def schools(fund: Fund, found: Carried) -> dict[str, Any]:
    rows = [
        [row.name, saying.days(row.half_days), saying.pounds(row.delivered), saying.pounds(row.committed)]
        for row in fund_figures.by_school(fund, found)
    ]
    columns = ["School", "Time delivered", "Delivered", "Promised"]
    return {
        "title": "School by school",
        "table": {"columns": columns, "rows": rows or [["–"] * 4], "figures": [1, 2, 3]},
    }


def months(fund: Fund, found: Carried, today: date) -> dict[str, Any]:
    columns, each_month = ["By the end of", "Delivered", "Delivered or promised"], []
    for each in fund_figures.burn_down(fund, found, today=today):
        each_month.append((saying.month(each.first), each.delivered, each.taken, each.went_on))
    if fund.rolled_on:
        columns.append("Carried on into the next fund")
    rows = [[month, *map(saying.pounds, sums)][: len(columns)] for month, *sums in each_month]
    return {"title": "Month by month", "table": {"columns": columns, "rows": rows, "figures": [1, 2]}}
