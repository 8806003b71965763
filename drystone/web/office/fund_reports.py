"""The funder's report: its file at any time, and on the days that the funder set what finance writes for it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from drystone.payments import fund_figures, fund_reports
from drystone.payments.models import Fund, FundReport

from .. import files
from ..doors import fetch, visible
from ..pressing import settle
from .fund_forms import Report


def file(request: Any, pk: int, kind: str) -> HttpResponseBase:
    """As of now: line by line as CSV, or the whole use of the money as a PDF with the words last written."""
    shown = fetch(request, Fund, pk, "alliance")
    if kind == "csv":
        return files.send(fund_reports.csv(shown), f"{shown} {request.today:%Y-%m-%d}.csv", files.CSV)
    if kind != "pdf":
        raise Http404
    written = shown.reports.filter(given_at__isnull=False).last()
    return files.send(
        fund_reports.pdf(shown, written, at=request.now), f"Report on {shown} {request.today:%Y-%m-%d}.pdf", files.PDF
    )


def report(request: Any, pk: int) -> HttpResponse:
    """The two paragraphs that the figures do not say; once given they stay."""
    row = FundReport.objects.filter(fund__in=visible(request, Fund), pk=pk).select_related("fund__alliance").first()
    if row is None:
        raise Http404
    then, form = reverse("office-fund", args=[row.fund_id]), Report(request.POST or None)
    given = lambda: fund_reports.give(row, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, given, then=then, said="Kept. Fetch the report as a PDF and send it."):
        return done
    figures = fund_figures.of([row.fund])[row.fund_id]
    context = {"form": form, "report": row, "sums": fund_reports.sums(row.fund, figures), "back": then}
    return render(request, "office/funds/report.html", context)
