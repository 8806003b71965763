"""A System Leader's own deployment: what was agreed, the visits, planning the next."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment import queries, visits, wording
from drystone.deployment.models import Deployment, Visit
from drystone.deployment.sentences import waiting_for
from drystone.deployment.visits import PLANNABLE, CannotPlan

from .. import release_rules, visit_forms
from ..components import paging, tables
from ..doors import fetch, press
from ..links_html import link_to


def home(request: Any) -> HttpResponse:
    """Her deployments, the newest first, each with whose turn it is."""
    rows = Deployment.objects.filter(leader=request.person).with_next_step()
    page = paging.page(rows, ("-id",), request.GET.get("page", ""))
    columns = [
        tables.Column("School", lambda row: link_to(row.receiving_school.name, "leader-deployment", row.pk)),
        tables.Column("Area", lambda row: row.request.area),
        tables.Column("State", lambda row: row.get_state_display()),
        tables.Column("Waiting for", lambda row: waiting_for(row, request.now)),
    ]
    empty = "No school has been found for you yet. You are asked before anything is agreed."
    table = tables.Table("Your deployments", columns, page.rows, caption_hidden=True, empty=empty)
    return render(request, "leader/home.html", {"table": table, "page": page})


def own(request: Any, pk: int) -> Deployment:
    """Her own, and nobody else's: the office has pages of its own."""
    deployment = fetch(request, Deployment, pk)
    if deployment.leader_id != request.person.pk:
        raise Http404
    return deployment


def deployment(request: Any, pk: int) -> HttpResponse:
    """What was agreed, in days; whose turn it is; each visit with what it still needs."""
    shown = own(request, pk)
    agreement = wording.in_force(shown)
    context = {
        "deployment": shown,
        "agreement": agreement,
        "status": waiting_for(shown, request.now),
        "to_write_up": shown.visits.filter(state="planned", ends_at__lt=request.now).order_by("starts_at").first(),
        "objectives": wording.objectives(agreement) if agreement else [],
        "days": queries.days(shown, agreement.half_days if agreement else 0),
        "visits": shown.visits.select_related("record", "evaluation"),
        "plannable": shown.state in PLANNABLE,
    }
    return render(request, "leader/deployment.html", context)


def plan(request: Any, pk: int) -> HttpResponse:
    """She plans a visit; everybody gets the date."""
    shown = own(request, pk)
    form, back = visit_forms.Plan(request.POST or None), reverse("leader-deployment", args=[pk])
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("half_days", "place")} | form.moments()
        warned = visits.warnings(shown, form.cleaned_data["day"])
        try:
            return press(
                request,
                lambda: visits.plan(shown, **given, by=request.person, at=request.now),
                then=back,
                said=" ".join(["Planned. Everybody has the date.", *warned]),
            )
        except CannotPlan as no:
            form.add_error("day", str(no))
    rules = release_rules.of_deployment(shown, request.today)
    context = {"form": form, "heading": "Plan a visit", "about": shown, "back": back, "rules": rules}
    return render(request, "leader/form.html", context)


def own_visit(request: Any, pk: int, *related: str) -> Visit:
    visit = fetch(request, Visit, pk, "deployment", *related)
    if visit.deployment.leader_id != request.person.pk:
        raise Http404
    return visit


def move(request: Any, pk: int) -> HttpResponse:
    """The visit moves; who asked and why is kept."""
    visit = own_visit(request, pk)
    form, back = visit_forms.Move(request.POST or None), reverse("leader-visit", args=[pk])
    if request.method == "POST" and form.is_valid():
        given = form.moments() | {"why": form.cleaned_data["why"]}
        try:
            return press(
                request,
                lambda: visits.move(visit, **given, by=request.person, at=request.now),
                then=back,
                said="Moved.",
            )
        except CannotPlan as no:
            form.add_error("day", str(no))
    rules = release_rules.of_deployment(visit.deployment, request.today)
    context = {"form": form, "heading": "Move the visit", "about": visit, "back": back, "rules": rules}
    return render(request, "leader/form.html", context)


def cancel(request: Any, pk: int) -> HttpResponse:
    """She calls the visit off."""
    visit = own_visit(request, pk)
    form, back = visit_forms.Cancel(request.POST or None), reverse("leader-visit", args=[pk])
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        verb = lambda: visits.cancel(visit, why=why, by=request.person, at=request.now)  # noqa: E731
        return press(request, verb, then=back, said="Called off. Everybody has been told.")
    return render(
        request, "leader/form.html", {"form": form, "heading": "Call off the visit", "about": visit, "back": back}
    )
