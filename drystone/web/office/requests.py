"""The queue of requests, one request, and its triage."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.brokering import queries, requests, standing
from drystone.brokering.lifecycle import OPEN, REQUEST
from drystone.brokering.models import RequestState, SupportRequest
from drystone.brokering.sentences import waiting_for
from drystone.deployment import deployments
from drystone.history import events
from drystone.mail.models import Message

from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..doors import fetch, press
from ..links_html import link_to
from . import request_forms

ORDERS = {"priority": ("priority", "id"), "age": ("id",)}
# Verb, form, heading: the moves that ask for a reason first.
MOVES: dict[str, tuple[type[forms.Form], str]] = {
    "wait": (request_forms.Wait, "Put on the waiting list"),
    "redirect": (request_forms.Reason, "Point to better help"),
    "decline": (request_forms.Decline, "Decline"),
    "withdraw": (request_forms.InnerReason, "Withdraw for the school"),
    "close_unmet": (request_forms.InnerReason, "Close unmet"),
    "reopen": (request_forms.InnerReason, "Reopen"),
}
SAID: dict[str, str] = {
    "wait": "On the waiting list. The school has been told.",
    "redirect": "Pointed to better help. The school has been told.",
    "decline": "Declined. The school has been told, with the reason.",
    "withdraw": "Withdrawn for the school.",
    "close_unmet": "Closed unmet.",
    "reopen": "Open again.",
}


def queue(request: Any) -> HttpResponse:
    """Requests by priority and age; the open ones unless others are asked for."""
    shown = request.GET.get("show", "open")
    rows = SupportRequest.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    rows = rows.filter(state__in=OPEN) if shown == "open" else rows.exclude(state="draft")
    by = paging.order(request.GET.get("sort", ""), ORDERS, "priority")
    page = paging.page(rows.with_next_step(), by.fields, request.GET.get("page", ""))
    return render(
        request, "office/requests/queue.html", {"table": table(page.rows, by.word), "page": page, "shown": shown}
    )


def table(rows: list[SupportRequest], sort: str) -> tables.Table:
    columns = [
        tables.Column("School", lambda row: link_to(row.school.name, "office-request", row.pk)),
        tables.Column("Area", lambda row: row.area),
        tables.Column("Priority", lambda row: row.priority, sort="priority", number=True),
        tables.Column("State", lambda row: row.get_state_display()),
        tables.Column("Waiting for", waiting_for),
    ]
    return tables.Table(
        "Requests for support",
        columns,
        rows,
        caption_hidden=True,
        sort=sort,
        empty="No school is waiting for support.",
    )


def support_request(request: Any, pk: int) -> HttpResponse:
    """One request with everything about it: what was asked, who was asked, what happened."""
    asked = fetch(request, SupportRequest, pk, "school", "contact", "area", "owner", "confidence")
    return render(
        request,
        "office/requests/request.html",
        {
            "asked": asked,
            "status": waiting_for(asked),
            "confidence": queries.confidence(asked),
            "lines": (found := standing.lines(asked, on=request.today)),
            "glance": standing.glance(found),
            "deployments": (made := list(asked.deployments.select_related("leader"))),
            "deployment": next((each for each in made if each.state in deployments.LIVING), None),
            "actions": buttons(request, asked),
            "before": queries.earlier_support(asked),
            "timeline": events.of(asked),
            "letters": Message.objects.of({asked.alliance_id}).about(asked)[:10],
        },
    )


def buttons(request: Any, asked: SupportRequest) -> list[Action]:
    """Accepting and finding come first; a grave move stands last."""
    pages = {
        verb: Action(
            heading, reverse("office-request-move", args=[asked.pk, verb]), press=False, grave=verb == "decline"
        )
        for verb, (_, heading) in MOVES.items()
    }
    pages["accept"] = Action("Accept", reverse("office-request-accept", args=[asked.pk]), press=False)
    found = open_actions(REQUEST, request.person, asked, pages)
    if asked.state == RequestState.ACCEPTED:
        find = Action("Find a System Leader", reverse("office-candidates", args=[asked.pk]), press=False)
        return [find, *found]
    return found


def accept(request: Any, pk: int) -> HttpResponse:
    """Takes the request on, with what was talked through."""
    asked = fetch(request, SupportRequest, pk)
    form = request_forms.Acceptance(
        request.POST or None,
        alliance=asked.alliance,
        initial=request_forms.acceptance_of(asked, request.today),
    )
    here = reverse("office-request", args=[pk])
    if request.method == "POST" and form.is_valid():
        said = f"Accepted. {asked.contact.name} has been told."
        return press(
            request,
            lambda: requests.accept(asked, **form.cleaned_data, by=request.person, at=request.now),
            then=reverse("office-candidates", args=[pk]),
            said=said,
        )
    return render(
        request, "office/requests/move.html", {"form": form, "asked": asked, "heading": "Accept", "back": here}
    )


def move(request: Any, pk: int, verb: str) -> HttpResponse:
    """A move that needs its reason: wait, redirect, decline, withdraw, close unmet, reopen."""
    if verb not in MOVES:
        raise Http404
    asked = fetch(request, SupportRequest, pk)
    kind, heading = MOVES[verb]
    form, here = kind(request.POST or None), reverse("office-request", args=[pk])
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "by": request.person, "at": request.now}
        try:
            return press(request, lambda: getattr(requests, verb)(asked, **given), then=here, said=SAID[verb])
        except requests.Chosen as no:
            form.add_error(None, str(no))
    return render(
        request, "office/requests/move.html", {"form": form, "asked": asked, "heading": heading, "back": here}
    )


def deployment(request: Any, pk: int) -> HttpResponse:
    """The chosen leader and the school become a deployment."""
    asked = fetch(request, SupportRequest, pk)
    chosen = queries.chosen(asked)
    if chosen is None:
        raise Http404
    made = deployments.propose(chosen, by=request.person, at=request.now)
    return redirect("office-deployment", made.pk)
