"""Charge schedules: what payers are charged for a month, approved by one person, issued by another, paid."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.history import events
from drystone.payments import batches, charges, charging, periods
from drystone.payments.access import finance
from drystone.payments.lifecycle import CHARGE
from drystone.payments.models import ChargeSchedule
from drystone.people import access
from drystone.people.roles import LOOKS_AFTER_MONEY

from ..charged import orders
from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..doors import fetch, press
from ..links_html import link_to
from ..pressing import attempt
from ..templatetags.parts import state
from ..templatetags.say import pounds
from .paying import Note

OPEN = ("draft", "approved", "issued", "queried", "returned")
ACTS = {
    "approve": (charges.approve, "Approved. Somebody else issues it."),
    "issue": (charges.issue, "Issued. The payer has it by e-mail."),
    "mark_paid": (charges.mark_paid, "Recorded as paid."),
}


def listed(request: Any) -> HttpResponse:
    """Charge schedules, the newest first, and what may be prepared."""
    shown = request.GET.get("show", "open")
    rows = ChargeSchedule.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    rows = rows.filter(state__in=OPEN) if shown == "open" else rows
    page = paging.page(rows.select_related("payer"), ("-number",), request.GET.get("page", ""))
    context = {
        "table": table(page.rows),
        "page": page,
        "shown": shown,
        "period": periods.over(request.alliance, request.today),
        "batch": batches.under_way(request.alliance),
        "may_pay": request.alliance.pk in access.alliances_as(request.person, LOOKS_AFTER_MONEY),
    }
    return render(request, "office/charges/list.html", context)


def table(rows: list[ChargeSchedule]) -> tables.Table:
    columns = [
        tables.Column("Charge schedule", lambda row: link_to(f"Number {row.number}", "office-charge", row.pk)),
        tables.Column("Period", lambda row: str(row.period)),
        tables.Column("Payer", lambda row: row.payer.name),
        tables.Column("To pay", lambda row: pounds(row.payable_pence), number=True),
        tables.Column("State", state),
    ]
    return tables.Table("Charge schedules", columns, rows, caption_hidden=True, empty="No charge schedule is open.")


def charge(request: Any, pk: int) -> HttpResponse:
    """One charge schedule: its lines by purchase order, who approved and issued it, what happened."""
    shown = fetch(request, ChargeSchedule, pk, "payer", "approved_by", "issued_by", "invoice_asked__handover")
    lines = list(charging.charged(shown.lines.select_related("credit", "visit__record")))
    context = {
        "schedule": shown,
        "orders": orders(lines),
        "disputed": any(line.is_disputed for line in lines),
        "queries": shown.queries.select_related("by"),
        "actions": buttons(request, shown),
        "may_reverse": finance(request.person, shown),
        "timeline": events.of(shown),
    }
    return render(request, "office/charges/charge.html", context)


def buttons(request: Any, shown: ChargeSchedule) -> list[Action]:
    addresses: dict[str, str | Action] = {verb: reverse("office-charge-act", args=[shown.pk, verb]) for verb in ACTS}
    returned = reverse("office-charge-return", args=[shown.pk])
    addresses["mark_returned"] = Action("Came back unpaid", returned, press=False)
    return open_actions(CHARGE, request.person, shown, addresses)


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """Approved, issued by a second person, or recorded as paid."""
    if verb not in ACTS:
        raise Http404
    shown, (move, said) = fetch(request, ChargeSchedule, pk), ACTS[verb]
    then = reverse("office-charge", args=[pk])
    return attempt(request, lambda: move(shown, by=request.person, at=request.now), then=then, said=said)


def returned(request: Any, pk: int) -> HttpResponse:
    """It came back unpaid: why."""
    shown = fetch(request, ChargeSchedule, pk)
    form = Note(request.POST or None, label="What finance says: why it came back")
    then = reverse("office-charge", args=[pk])
    if request.method == "POST" and form.is_valid():
        by: dict[str, Any] = {"by": request.person, "at": request.now}
        return press(
            request, lambda: charges.mark_returned(shown, **form.cleaned_data, **by), then=then, said="Recorded."
        )
    return render(request, "office/charges/returned.html", {"schedule": shown, "form": form})
