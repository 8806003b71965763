"""What a payer is charged for a month: what it is for, or say what is wrong."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.payments import charges, charging, tables, vat
from drystone.payments.lifecycle import CHARGE
from drystone.payments.models import ChargeSchedule

from .. import files
from ..charged import orders
from ..doors import fetch, press


class Wrong(forms.Form):
    text = forms.CharField(
        label="If something is wrong, write what",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Write what is wrong."},
    )


def charge(request: Any, pk: int) -> HttpResponse:
    """What the payer is charged, by purchase order, visit by visit. Nothing need be done but pay."""
    shown = fetch(request, ChargeSchedule, pk, "payer")
    may_query = CHARGE.may(request.person, shown, "query")
    form = Wrong(request.POST or None) if may_query else None
    if request.method == "POST" and form is None:
        messages.info(request, "This was answered already.")
        return redirect("school-charge", pk)
    if form and form.is_valid():
        said = form.cleaned_data["text"]
        then = reverse("school-charge", args=[pk])
        return press(
            request,
            lambda: charges.query(shown, said, by=request.person, at=request.now),
            then=then,
            said="Thank you. The Alliance has been told, and answers you.",
        )
    lines = list(charging.charged(shown.lines.all()))
    notes = vat.notes({line.vat_code for line in lines})
    context = {"schedule": shown, "orders": orders(lines), "form": form, "vat_notes": notes}
    return render(request, "school/charge.html", context)


def table(request: Any, pk: int, kind: str) -> HttpResponseBase:
    """Its lines for a spreadsheet: CSV or Excel."""
    shown = fetch(request, ChargeSchedule, pk, "payer")
    return files.send_table(kind, tables.CHARGE, tables.charge_rows(shown), f"Charge schedule {shown.number}")


def paper(request: Any, pk: int) -> HttpResponseBase:
    """The issued charge schedule as a sealed PDF."""
    shown = fetch(request, ChargeSchedule, pk, "paper")
    return files.send_paper(shown.paper) if shown.paper else redirect("school-charge", pk)
