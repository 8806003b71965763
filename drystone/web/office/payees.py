"""Who is paid for each school's work: what holds, what is under way, a change proposed, confirmed, stopped."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.history import events
from drystone.payments import payees
from drystone.payments.lifecycle import PAYEE
from drystone.payments.models import UNDER_WAY, PayeeChange, PayeeState
from drystone.schools import search

from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..doors import fetch, press
from ..fresh_sign_in import asked_first, is_fresh
from ..links_html import link_to
from ..payee_form import PayeeForm
from ..pressing import attempt, settle
from ..templatetags.parts import state

HOLDING = (*UNDER_WAY, PayeeState.IN_EFFECT)
ACTS = {
    "confirm": (payees.confirm, "Confirmed. Whoever was paid until now has been told, and can stop it."),
    "withdraw": (payees.withdraw, "Withdrawn. Everything is paid as before."),
}


class Stop(forms.Form):
    note = forms.CharField(label="Why, if you like to say", max_length=300, required=False)


def listed(request: Any) -> HttpResponse:
    """Every school for which somebody was named, and what is under way; all that ever was, if asked for."""
    shown = request.GET.get("show", "now")
    rows = PayeeChange.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    rows = rows.filter(state__in=HOLDING) if shown == "now" else rows
    page = paging.page(rows.select_related("school", "paid_to"), ("-id",), request.GET.get("page", ""))
    context = {"table": table(page.rows), "page": page, "shown": shown}
    return render(request, "office/payees/list.html", context)


def table(rows: list[PayeeChange]) -> tables.Table:
    columns = [
        tables.Column("School", lambda row: link_to(row.school.name, "office-payee", row.pk)),
        tables.Column("Paid to", lambda row: row.paid_to.name),
        tables.Column("Supplier number", lambda row: row.supplier_number or "Not given"),
        tables.Column("State", state),
    ]
    empty = "Nobody was named yet: each school itself is paid."
    return tables.Table("Payees", columns, rows, caption_hidden=True, empty=empty)


def new(request: Any) -> HttpResponse:
    """Somebody of the office proposes a change; somebody else confirms it."""
    known = search.by_key(request.GET.get("school", ""))
    form = PayeeForm(request.POST or None, initial={"school": known})
    verb = lambda: payees.propose(  # noqa: E731
        request.alliance, form.chosen(), form.payee(), why=form.cleaned_data["why"], by=request.person, at=request.now
    )
    said = "Proposed. Somebody else who looks after the money confirms it."
    if done := settle(request, form, verb, then=reverse("office-payees"), said=said):
        return done
    return render(request, "office/payees/new.html", {"form": form})


def change(request: Any, pk: int) -> HttpResponse:
    """One change: what it says, who proposed and confirmed it, what happened."""
    shown = fetch(request, PayeeChange, pk, "school", "paid_to", "proposed_by", "confirmed_by")
    before = payees.in_effect(shown.alliance, shown.school) if shown.state in UNDER_WAY else None
    context = {
        "shown": shown,
        "before": before,
        "actions": buttons(request, shown),
        "timeline": events.of(shown),
    }
    return render(request, "office/payees/change.html", context)


def buttons(request: Any, shown: PayeeChange) -> list[Action]:
    addresses: dict[str, str | Action] = {verb: reverse("office-payee-act", args=[shown.pk, verb]) for verb in ACTS}
    stop = reverse("office-payee-stop", args=[shown.pk])
    addresses["stop"] = Action("Stop this change", stop, press=False, grave=True)
    return open_actions(PAYEE, request.person, shown, addresses)


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """Confirmed by a second person, who has just shown that it is she; or withdrawn."""
    if verb not in ACTS:
        raise Http404
    shown, (move, said) = fetch(request, PayeeChange, pk, "alliance", "school", "paid_to"), ACTS[verb]
    then = reverse("office-payee", args=[pk])
    if verb == "confirm" and not is_fresh(request):
        messages.info(request, "Money goes elsewhere by this: show first that it is you, then press again.")
        return asked_first(request, then=then)
    return attempt(request, lambda: move(shown, by=request.person, at=request.now), then=then, said=said)


def stop(request: Any, pk: int) -> HttpResponse:
    """Somebody rang and said that it is wrong; or finance finds so by itself."""
    shown = fetch(request, PayeeChange, pk, "alliance", "school", "paid_to")
    form, then = Stop(request.POST or None), reverse("office-payee", args=[pk])
    if request.method == "POST" and form.is_valid():
        by: dict[str, Any] = {"by": request.person, "at": request.now}
        verb = lambda: payees.stop(shown, **form.cleaned_data, **by)  # noqa: E731
        return press(request, verb, then=then, said="Stopped. Everything is paid as before.")
    return render(request, "office/payees/stop.html", {"shown": shown, "form": form})
