"""Statements: a month prepared, sent, approved by a second person, handed over to finance, paid."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from drystone import saying
from drystone.history import events
from drystone.payments import due, handover, statements
from drystone.payments.access import finance
from drystone.payments.lifecycle import STATEMENT
from drystone.payments.models import Handover, Statement
from drystone.people import access
from drystone.people.roles import LOOKS_AFTER_MONEY

from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..doors import fetch, press
from ..links_html import link_to
from ..templatetags.say import pounds
from .paying import NOTED

OPEN = ("draft", "sent", "queried", "confirmed", "approved", "returned")
ACTS = {
    "send": (statements.send, "Sent."),
    "approve": (statements.approve, "Approved."),
    "mark_paid": (handover.mark_paid, "Recorded as paid."),
}


def listed(request: Any) -> HttpResponse:
    """Statements, the newest month first, and what may be prepared."""
    shown = request.GET.get("show", "open")
    rows = Statement.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    rows = rows.filter(state__in=OPEN) if shown == "open" else rows
    page = paging.page(rows.select_related("home_school"), ("-number",), request.GET.get("page", ""))
    context = {
        "table": table(page.rows),
        "page": page,
        "shown": shown,
        "month": last_month(request.today),
        "may_pay": request.alliance.pk in access.alliances_as(request.person, LOOKS_AFTER_MONEY),
        "approved": rows.filter(state="approved").exists(),
        "handovers": Handover.objects.filter(alliance=request.alliance)
        .select_related("by")
        .defer("file")
        .order_by("-id")[:5],
    }
    return render(request, "office/statements/list.html", context)


def table(rows: list[Statement]) -> tables.Table:
    columns = [
        tables.Column("Statement", lambda row: link_to(f"Number {row.number}", "office-statement", row.pk)),
        tables.Column("Month", lambda row: saying.month(row.month)),
        tables.Column("Home school", lambda row: row.home_school.name),
        tables.Column("Amount", lambda row: pounds(row.total_pence), number=True),
        tables.Column("State", lambda row: row.get_state_display()),
    ]
    return tables.Table("Statements", columns, rows, caption_hidden=True, empty="No statement waits for anybody.")


def last_month(today: date) -> date:
    return date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)


class Month(forms.Form):
    month = forms.DateField(input_formats=["%Y-%m"])


def prepare(request: Any) -> HttpResponse:
    """Pulls what is due by now and puts it on each home school's statement for the month."""
    form = Month(request.POST)
    if not form.is_valid() or form.cleaned_data["month"] > timezone.localdate(request.now):
        messages.error(request, "Choose a month that has begun.")
        return redirect("office-statements")
    due.pull(request.alliance, by=request.person, at=request.now)
    made = statements.prepare(request.alliance, form.cleaned_data["month"], by=request.person, at=request.now)
    said = f"{len(made)} prepared." if made else "Nothing is due that is not on a statement already."
    messages.success(request, said)
    return redirect("office-statements")


def statement(request: Any, pk: int) -> HttpResponse:
    """One statement: its lines, who has confirmed and approved, what happened."""
    shown = fetch(request, Statement, pk)
    lines = list(shown.lines.select_related("credit"))
    context = {
        "statement": shown,
        "lines": lines,
        "half_days": sum(line.half_days for line in lines),
        "queries": shown.queries.select_related("by"),
        "actions": buttons(request, shown),
        "may_reverse": finance(request.person, shown),
        "timeline": events.of(shown),
    }
    return render(request, "office/statements/statement.html", context)


def buttons(request: Any, shown: Statement) -> list[Action]:
    addresses: dict[str, str | Action] = {
        verb: reverse("office-statement-act", args=[shown.pk, verb]) for verb in ACTS
    }
    for verb, (_, heading, _, _) in NOTED.items():
        addresses[verb] = Action(heading, reverse("office-statement-note", args=[shown.pk, verb]), press=False)
    return open_actions(STATEMENT, request.person, shown, addresses)


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """Sent, approved by a second person, or recorded as paid."""
    if verb not in ACTS:
        raise Http404
    shown, (move, said) = fetch(request, Statement, pk), ACTS[verb]
    then = reverse("office-statement", args=[pk])
    try:
        return press(request, lambda: move(shown, by=request.person, at=request.now), then=then, said=said)
    except statements.NobodyToSendTo as nobody:
        messages.error(request, str(nobody))
        return redirect(then)
