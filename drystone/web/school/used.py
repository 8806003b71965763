"""What a school, or whoever pays, has committed and used: of each piece of work and in sum; by link or account."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from drystone.documents.sheets import Cell
from drystone.lifecycle import NotAllowed
from drystone.payments import access, payer_side, tables
from drystone.payments.models import ChargeSchedule
from drystone.payments.payer_side import Amount, Work
from drystone.people.roles import ANSWERS_FOR_A_PAYER
from drystone.reports.table import year_name
from drystone.schools.models import Organisation

from .. import files, years
from ..components import paging
from ..components import tables as drawn
from ..doors import fetch
from ..templatetags.say import days, pounds
from . import places

MONEY = {"committed": "Committed", "used": "Used", "charged": "Charged", "paid": "Paid", "to_come": "Left"}
COLUMNS = [
    "System Leader", "School", "Paid by", "Days agreed", "Days held", "Days left",
    *(f"{name} GBP {vat}" for name in MONEY.values() for vat in ("without VAT", "VAT")),
]  # fmt: skip


def mine(request: Any) -> HttpResponseBase:
    """By account: of the body that she answers for, or of one of them."""
    payer, form = places.chosen(request, ANSWERS_FOR_A_PAYER)
    return page(request, payer, {"places": form}) if payer else render(request, "school/used.html")


def by_charge(request: Any, pk: int) -> HttpResponseBase:
    """By the link to a charge schedule: of its payer, for whoever answers for it today; and for the office."""
    shown = fetch(request, ChargeSchedule, pk, "payer")
    if not (access.payer_side(request.person, shown) or access.office(request.person, shown)):
        raise NotAllowed
    return page(request, shown.payer, {"schedule": shown})


def page(request: Any, payer: Organisation, more: dict[str, Any]) -> HttpResponseBase:
    year, form = years.chosen(request)
    works = payer_side.of(request.alliance, payer, year)
    whole = payer_side.total(works)
    if request.GET.get("as") == "csv":
        rows = [row(work) for work in works] + [["TOTAL", *row(whole)[1:]]]
        return files.send_table("csv", COLUMNS, rows, f"Committed and used, {payer} {year_name(year)}")
    shown = paging.cut(works, request.GET.get("page", ""))
    context = {
        "payer": payer,
        "year": year,
        "year_name": year_name(year),
        "years": form,
        "whole": whole,
        "money": [(name, getattr(whole, key)) for key, name in MONEY.items()],
        "pays": any(work.pays or work.used.pence for work in works),
        "table": table(shown.rows),
        "page": shown,
        **more,
    }
    return render(request, "school/used.html", context)


def row(work: Work) -> list[Cell]:
    amounts: list[Amount] = [getattr(work, key) for key in MONEY]
    sums = [tables.pounds(pence) for amount in amounts for pence in (amount.pence, amount.vat)]
    return [work.who, work.school, work.payer, work.agreed / 2, work.held / 2, work.left / 2, *sums]


def table(works: list[Work]) -> drawn.Table:
    columns = [
        drawn.Column("Work", lambda work: f"{work.who} at {work.school}"),
        drawn.Column("Days agreed", lambda work: days(work.agreed), number=True),
        drawn.Column("Held", lambda work: days(work.held), number=True),
        drawn.Column("Left", lambda work: days(work.left), number=True),
    ]
    for key, name in MONEY.items():
        if key != "used":
            label = "Money left" if key == "to_come" else name
            columns.append(drawn.Column(label, lambda work, key=key: said(work, key), number=True))  # type: ignore[misc]
    empty = "No work that runs in this year is agreed."
    return drawn.Table("Each piece of work", columns, works, empty=empty)


def said(work: Work, key: str) -> str:
    """With VAT. Where another body pays, the first column of money says who, and the others nothing."""
    if work.pays or work.used.pence:
        return pounds(getattr(work, key).whole)
    return (f"{work.payer} pays" if work.payer else "Nobody is charged") if key == "committed" else ""
