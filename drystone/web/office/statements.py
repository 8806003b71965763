"""Statements: a month or half-term prepared, sent, approved by a second person, handed over to finance, paid."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.payments import batches, documents, payees, periods, statements, vat
from drystone.payments.access import finance
from drystone.payments.lifecycle import STATEMENT
from drystone.payments.models import Check, Handover, Papers, Statement, StatementState
from drystone.people import access
from drystone.people.roles import LOOKS_AFTER_MONEY

from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..doors import fetch, press
from ..links_html import link_to
from ..templatetags.say import pounds
from .correcting import with_later
from .paying import NOTED

OPEN = ("draft", "sent", "queried", "confirmed", "approved", "returned")
ACTS = {
    "send": (statements.send, "Sent."),
    "approve": (statements.approve, "Approved."),
}


def listed(request: Any) -> HttpResponse:
    """Statements, the newest first, and what may be prepared."""
    shown = request.GET.get("show", "open")
    rows = Statement.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    rows = rows.filter(state__in=OPEN) if shown == "open" else rows
    page = paging.page(rows.select_related("home_school"), ("-number",), request.GET.get("page", ""))
    context = {
        "table": table(page.rows),
        "page": page,
        "shown": shown,
        "period": periods.over(request.alliance, request.today),
        "batch": batches.under_way(request.alliance),
        "at_once": at_once(rows),
        "may_pay": request.alliance.pk in access.alliances_as(request.person, LOOKS_AFTER_MONEY),
        "approved": rows.filter(state="approved").exists(),
        "handovers": handed_over(request.alliance),
    }
    return render(request, "office/statements/list.html", context)


def at_once(rows: Any) -> list[tuple[str, str]]:
    """What may be done to all that wait for it: the act, and what its button says."""
    counts = Counter(
        rows.filter(state__in=["draft", "confirmed"], total_pence__gt=0).order_by().values_list("state", flat=True)
    )
    found = [("send", "draft", "Send all {} drafts"), ("approve", "confirmed", "Approve all {} that are confirmed")]
    return [(act, text.format(counts[state])) for act, state, text in found if counts[state] > 1]


def handed_over(alliance: Alliance) -> QuerySet[Handover]:
    """The newest files given to finance, and about how many of their statements finance has not answered."""
    awaited = Count("statements", filter=Q(statements__state=StatementState.EXPORTED))
    counted = Handover.objects.filter(alliance=alliance, of=Papers.STATEMENTS).annotate(awaited=awaited)
    return counted.select_related("to", "fetched_by").defer("file").order_by("-id")[:3]


def table(rows: list[Statement]) -> tables.Table:
    columns = [
        tables.Column("Statement", lambda row: link_to(f"Number {row.number}", "office-statement", row.pk)),
        tables.Column("Period", lambda row: str(row.period)),
        tables.Column("Home school", lambda row: row.home_school.name),
        tables.Column("Amount", lambda row: pounds(row.payable_pence), number=True),
        tables.Column("State", lambda row: row.get_state_display()),
    ]
    return tables.Table("Statements", columns, rows, caption_hidden=True, empty="No statement waits for anybody.")


def statement(request: Any, pk: int) -> HttpResponse:
    """One statement: its lines, who has confirmed and approved, what happened."""
    shown = fetch(request, Statement, pk, "home_school", "payee__paid_to", "self_billing")
    lines = list(with_later(shown.lines.all()))
    context = {
        "statement": shown,
        "payee": payees.of(shown),
        "rates": vat.by_rate((line.vat_code, line.reimbursement_pence) for line in lines),
        "claim": documents.claim(shown) if shown.state != StatementState.DRAFT else [],
        "lines": lines,
        "disputed": any(line.is_disputed for line in lines),
        "half_days": sum(line.half_days for line in lines),
        "check": Check.objects.filter(statement=shown).first(),
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
    for verb, noted in NOTED.items():
        addresses[verb] = Action(noted.heading, reverse("office-statement-note", args=[shown.pk, verb]), press=False)
    return open_actions(STATEMENT, request.person, shown, addresses)


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """Sent, or approved by a second person."""
    if verb not in ACTS:
        raise Http404
    shown, (move, said) = fetch(request, Statement, pk), ACTS[verb]
    then = reverse("office-statement", args=[pk])
    try:
        return press(request, lambda: move(shown, by=request.person, at=request.now), then=then, said=said)
    except (statements.NobodyToSendTo, Refused) as no:
        messages.error(request, str(no))
        return redirect(then)
