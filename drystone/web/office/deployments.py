"""The office's deployments: the list, one with everything about it, its agreement, its end."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.deployment import actions, deployments, queries, wording
from drystone.deployment.models import LIVING, Agreement, Concern, Deployment
from drystone.deployment.sentences import waiting_for
from drystone.history import events
from drystone.people import access

from .. import agreement_parties
from ..components import paging, tables
from ..doors import fetch
from ..links_html import link_to
from . import deployment_forms, next_steps, reviewing

NAMED = (
    "leader",
    "home_school",
    "receiving_school",
    "request__area",
    "supported",
    "designation",
    "hands_over_to__leader",
)
ORDERS = {"newest": ("-id",)}


def listed(request: Any) -> HttpResponse:
    """Deployments, the newest first; the living ones unless all are asked for."""
    shown = request.GET.get("show", "living")
    rows = Deployment.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    rows = rows.filter(state__in=LIVING) if shown == "living" else rows
    page = paging.page(rows.with_next_step(), ORDERS["newest"], request.GET.get("page", ""))
    quality = request.alliance.pk in access.answers_for_quality(request.person)
    shown_as = {"answers_for_quality": quality, "table": table(page.rows, request.now), "page": page, "shown": shown}
    return render(request, "office/deployments/list.html", shown_as)


def table(rows: list[Deployment], now: datetime) -> tables.Table:
    columns = [
        tables.Column("System Leader", lambda row: link_to(row.leader.name, "office-deployment", row.pk)),
        tables.Column("Receiving school", lambda row: row.receiving_school.name),
        tables.Column("Area", lambda row: row.request.area),
        tables.Column("State", lambda row: row.get_state_display()),
        tables.Column("Waiting for", lambda row: waiting_for(row, now)),
    ]
    return tables.Table("Deployments", columns, rows, caption_hidden=True, empty="No deployment is under way.")


def deployment(request: Any, pk: int) -> HttpResponse:
    """One deployment: whose turn it is, what was agreed, what was done, what happened."""
    shown = fetch(request, Deployment, pk, *NAMED)
    queries.read_whole(shown)
    latest = next(iter(shown.agreements.all()), None)
    in_force = wording.in_force(shown)
    end = reviewing.part(request, shown)
    context = {
        "shown": shown,
        **agreed(latest),
        "parties": agreement_parties.rows(latest.consents.all() if latest else (), is_office=True),
        "in_force": in_force,
        "may_pay": access.finance(request.person, shown),
        "status": waiting_for(shown, request.now),
        "days": queries.days(shown, in_force.half_days if in_force else 0),
        "open_actions": actions.still_open(shown, request.person, request.today),
        **end,
        "concerns": Concern.objects.visible_to(request.person, on=request.today).filter(deployment=shown),
        "next": next_steps.next_of(request, shown, end["closing"]),
        "others": next_steps.others(request, shown, end["closing"]),
        **next_steps.rest_of(request, shown),
        "timeline": events.of(shown),
    }
    return render(request, "office/deployments/deployment.html", context)


def agreed(latest: Agreement | None) -> dict[str, Any]:
    """The newest version, with its money as the Alliance reads it."""
    if latest is None:
        return {"latest": None}
    money = [term for term in wording.money(latest, "alliance") if any(term.said)]
    return {"latest": latest, "money": money, "objectives": wording.objectives(latest)}


def colleague(request: Any, pk: int) -> HttpResponse:
    """Names the colleague who is helped; the visit records go to her."""
    shown = fetch(request, Deployment, pk)
    form = deployment_forms.Colleague(request.POST or None, initial={"role": shown.supported_role})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        deployments.name_colleague(
            shown, given["name"], given["email"], role=given["role"], by=request.person, at=request.now
        )
        return redirect("office-deployment", pk)
    return deployment_forms.page(request, form, shown, "Who is being helped?")
