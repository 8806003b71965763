"""Delivered = due = stated = paid + open, for a period: each figure, each difference, and what puts it right."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from drystone.payments import months
from drystone.payments.access import only_finance
from drystone.payments.reconciling import Difference, Reconciled, Side, reconcile

from ..components import tables
from ..days import Day
from ..templatetags.say import days, pounds


class Period(forms.Form):
    since = Day(label="From")
    until = Day(label="To")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", "The period ends before it begins.")
        return given


def page(request: Any) -> HttpResponse:
    """The figures of a period: last month, where none is chosen."""
    only_finance(request.person, request.alliance)
    since = months.before(request.today)
    usual = {"since": since, "until": request.today.replace(day=1) - timedelta(days=1)}
    form = Period(request.GET if "since_day" in request.GET else None, initial=usual)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else usual
    found = reconcile(request.alliance, **chosen)
    context = {
        "form": form,
        **chosen,
        "found": found,
        "sides": sides(found),
        "differences": differences(found.differences),
    }
    return render(request, "office/statements/reconciliation.html", context)


def sides(found: Reconciled) -> tables.Table:
    rows = [("Reimbursed to home schools", found.reimbursed), ("Charged to payers", found.charged)]
    columns = [tables.Column("Side", lambda row: row[0])]
    for label, figure in (("Due", "due"), ("On papers", "stated"), ("Paid", "paid"), ("Open", "open")):
        columns.append(tables.Column(label, of(figure), number=True))
    columns.append(tables.Column("Agrees", lambda row: "Yes" if agrees(row[1]) else "No, see below"))
    return tables.Table("The money of the period, without VAT", columns, rows)


def of(figure: str) -> Any:
    return lambda row: pounds(getattr(row[1], figure))


def agrees(side: Side) -> bool:
    return side.agrees


def differences(rows: list[Difference]) -> tables.Table:
    columns = [
        tables.Column("What", lambda row: f"{row.what[:1].upper()}{row.what[1:]}: {row.count:,}"),
        tables.Column("How much", lambda row: days(row.half_days) if row.half_days else pounds(row.pence)),
        tables.Column("What puts it right", lambda row: row.remedy),
    ]
    return tables.Table("Differences", columns, rows, empty="There is no difference: all figures agree to the penny.")
