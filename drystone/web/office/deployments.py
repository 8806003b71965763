"""The office's deployments: the list, one with everything about it, its agreement, its end."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone import saying
from drystone.brokering import answered
from drystone.deployment import agreements, deployments, queries, wording
from drystone.deployment.deployments import LIVING
from drystone.deployment.lifecycle import DEPLOYMENT
from drystone.deployment.models import Agreement, Concern, Deployment
from drystone.deployment.sentences import waiting_for
from drystone.history import events
from drystone.mail.models import Message
from drystone.payments import rates
from drystone.payments.models import Rate, RateRole
from drystone.register.promises import NotEnoughRelease

from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..doors import fetch, press
from ..links_html import link_to
from . import deployment_forms

ORDERS = {"newest": ("-id",)}
MOVES: dict[str, str] = {
    "cancel": "Cancel the deployment",
    "stop": "Stop early",
    "hand_over": "Hand over to another leader",
}
SAID: dict[str, str] = {
    "cancel": "Cancelled. The parties have been told.",
    "stop": "Stopped early. The parties have been told.",
    "hand_over": "Ended here. The request is open again, to find another System Leader.",
}


def listed(request: Any) -> HttpResponse:
    """Deployments, the newest first; the living ones unless all are asked for."""
    shown = request.GET.get("show", "living")
    rows = Deployment.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    rows = rows.filter(state__in=LIVING) if shown == "living" else rows
    page = paging.page(rows.with_next_step(), ORDERS["newest"], request.GET.get("page", ""))
    shown_as = {"table": table(page.rows, request.now), "page": page, "shown": shown}
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
    shown = fetch(request, Deployment, pk, "leader", "home_school", "receiving_school", "request__area", "supported")
    queries.read_whole(shown)
    versions = list(shown.agreements.all())
    latest = versions[0] if versions else None
    in_force = wording.in_force(shown)
    context = {
        "shown": shown,
        "latest": latest,
        "in_force": in_force,
        "status": waiting_for(shown, request.now),
        "objectives": wording.objectives(latest) if latest else [],
        "days": queries.days(shown, in_force.half_days if in_force else 0),
        "visits": shown.visits.all(),
        "reviews": shown.reviews.all(),
        "concerns": Concern.objects.visible_to(request.person, on=request.today).filter(deployment=shown),
        "letters": Message.objects.of({shown.alliance_id}).about(shown)[:10],
        "actions": buttons(request, shown),
        "timeline": events.of(shown),
    }
    return render(request, "office/deployments/deployment.html", context)


def buttons(request: Any, shown: Deployment) -> list[Action]:
    """Whatever is open now: the agreement first, the end last."""
    pk = shown.pk
    draw_up = "Draw up the agreement" if shown.state == "proposed" else "Change the agreement"
    addresses: dict[str, str | Action] = {
        "draw_up": Action(draw_up, reverse("office-agreement", args=[pk]), press=False),
        "finish": reverse("office-deployment-finish", args=[pk]),
    }
    for verb, heading in MOVES.items():
        addresses[verb] = Action(heading, reverse("office-deployment-end", args=[pk, verb]), press=False, grave=True)
    found = open_actions(DEPLOYMENT, request.person, shown, addresses)
    if shown.state in ("agreed", "under_way"):
        return [Action("Plan a visit", reverse("office-visit-plan", args=[pk]), press=False), *found]
    return found


def agreement(request: Any, pk: int) -> HttpResponse:
    """Draws up the agreement, or its next version; the rate is the card's of today, copied."""
    shown = fetch(request, Deployment, pk)
    form = deployment_forms.AgreementTerms(request.POST or None, deployment=shown, initial=proposed(shown, request))
    rate = rates.for_day(shown.alliance, role_of(shown), request.today)
    if request.method == "POST" and form.is_valid() and drawn_up(request, shown, form, rate):
        messages.success(request, "Drawn up. Every party has been asked.")
        return redirect("office-deployment", pk)
    return render(request, "office/deployments/agreement.html", {"form": form, "shown": shown, "rate": rate})


def drawn_up(request: Any, shown: Deployment, form: forms.Form, rate: Rate) -> bool:
    """Whether a rule let it be drawn up; if not, the form says which and why."""
    terms = agreements.Terms(
        **{**form.cleaned_data, "kinds": tuple(form.cleaned_data["kinds"])},
        charge_pence=rate.charge_pence,
        reimbursement_pence=rate.reimbursement_pence,
        vat_code=rate.vat_code,
        rate_role=rate.role,
    )
    try:
        agreements.draw_up(shown, terms, by=request.person, at=request.now)
    except NotEnoughRelease as short:
        form.add_error("half_days", f"The release budget has {saying.days(short.left)} left for these dates.")
    except (agreements.TooFewDays, agreements.NotPossible) as no:
        form.add_error("half_days", str(no))
    except agreements.NobodyToAsk as missing:
        form.add_error(None, str(missing))
    return form.is_valid()


def role_of(shown: Deployment) -> str:
    return RateRole.HEADTEACHER if shown.designation.is_headteacher else RateRole.SYSTEM_LEADER


def proposed(shown: Deployment, request: Any) -> dict[str, Any]:
    """The last version's terms, or what the request asked for."""
    last = shown.agreements.first()
    if last:
        return {**last_terms(last), **written(wording.objectives(last))}
    asked, answers = shown.request, answered.of(shown.request)
    aims = [answers.get(f"success_{number}") for number in (1, 2, 3)]
    return {
        "objectives": "\n".join(filter(None, aims)),
        "half_days": asked.half_days,
        "starts": asked.from_on or request.today,
        "ends": asked.until_on,
        "kinds": list(answers.get("kinds_of_support") or []),
        "payer": shown.receiving_school_id,
        "purchase_order": answers.get("order_number") or "",
        "terms": agreements.STANDARD_TERMS,
    }


def last_terms(last: Agreement) -> dict[str, Any]:
    names = ("half_days", "starts", "ends", "pattern", "kinds", "purchase_order", "terms")
    return {name: getattr(last, name) for name in names} | {"payer": last.payer_id}


def written(objectives: list[Any]) -> dict[str, str]:
    """One a line, and beside them in the same order how everybody will know."""
    lists = {"objectives": [aim.text for aim in objectives], "known_by": [aim.success for aim in objectives]}
    return {name: "\n".join(lines).rstrip() for name, lines in lists.items()}


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
    return asked_for(request, form, shown, "Who is being helped?")


def end(request: Any, pk: int, verb: str) -> HttpResponse:
    """Cancelled before it began, or stopped early, with the reason."""
    if verb not in MOVES:
        raise Http404
    shown = fetch(request, Deployment, pk)
    form, then = deployment_forms.Why(request.POST or None), reverse("office-deployment", args=[pk])
    act = getattr(deployments, verb)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        return press(
            request, lambda: act(shown, note=note, by=request.person, at=request.now), then=then, said=SAID[verb]
        )
    return asked_for(request, form, shown, MOVES[verb])


def finish(request: Any, pk: int) -> HttpResponse:
    """The work is done; the school is asked what changed."""
    shown = fetch(request, Deployment, pk)
    then = reverse("office-deployment", args=[pk])
    said = f"{shown.receiving_school} has been asked what has changed."
    try:
        return press(
            request, lambda: deployments.finish(shown, by=request.person, at=request.now), then=then, said=said
        )
    except deployments.VisitsOpen as no:
        messages.error(request, str(no))
        return redirect(then)


def asked_for(request: Any, form: forms.Form, shown: Deployment, heading: str) -> HttpResponse:
    back = reverse("office-deployment", args=[shown.pk])
    return render(
        request, "office/deployments/form.html", {"form": form, "shown": shown, "heading": heading, "back": back}
    )
