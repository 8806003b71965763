"""The office on the consents of parties: recorded for them, answered, read in confidence; and visits planned."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment import consents, queries, records, reviews, visits
from drystone.deployment.models import Consent, Deployment, Review, Visit, VisitRecord
from drystone.deployment.visits import CannotPlan
from drystone.history import events

from .. import release_rules, visit_forms
from ..doors import fetch, press
from . import deployment_forms


def record(request: Any, pk: int) -> HttpResponse:
    """An answer given by phone or e-mail, written down for a party."""
    consent = fetch(request, Consent, pk)
    form, then = deployment_forms.Recorded(request.POST or None), here(consent.agreement.deployment_id)
    if request.method == "POST" and form.is_valid():
        given, by = form.cleaned_data, {"by": request.person, "at": request.now}
        return press(request, lambda: consents.record(consent, **given, **by), then=then, said="Recorded.")
    heading = f"Record the answer of {consent.person}"
    return page(request, form, consent.agreement.deployment, heading)


def answer(request: Any, pk: int) -> HttpResponse:
    """What a party asked or proposed, and the office's answer."""
    consent = fetch(request, Consent, pk)
    form, then = deployment_forms.Words(request.POST or None), here(consent.agreement.deployment_id)
    if request.method == "POST" and form.is_valid():
        text, by = form.cleaned_data["text"], {"by": request.person, "at": request.now}
        return press(request, lambda: consents.answer(consent, text, **by), then=then, said="Answered.")
    said = consent.words.exclude(kind="reason").select_related("by")
    return page(request, form, consent.agreement.deployment, f"Answer {consent.person}", said=said)


def reason(request: Any, pk: int) -> HttpResponse:
    """The private reason of a refusal; that it was read is written down."""
    consent = fetch(request, Consent, pk)
    given = queries.reason(consent)
    if given is None:
        raise Http404
    events.look(consent, by=request.person, at=request.now)
    context = {"consent": consent, "reason": given, "back": here(consent.agreement.deployment_id)}
    return render(request, "office/deployments/reason.html", context)


def plan(request: Any, pk: int) -> HttpResponse:
    """A visit planned by the office."""
    deployment = fetch(request, Deployment, pk)
    form = visit_forms.OfficePlan(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("half_days", "place", "in_spite")} | form.moments()
        warned = visits.warnings(deployment, form.cleaned_data["day"])
        try:
            return press(
                request,
                lambda: visits.plan(deployment, **given, by=request.person, at=request.now),
                then=here(pk),
                said=" ".join(["Planned. Everybody has the date.", *warned]),
            )
        except CannotPlan as no:
            form.add_error("day", str(no))
    return page(
        request, form, deployment, "Plan a visit", rules=release_rules.of_deployment(deployment, request.today)
    )


def move(request: Any, pk: int) -> HttpResponse:
    """A visit moved by the office; who asked and why is kept."""
    visit = fetch(request, Visit, pk)
    deployment = visit.deployment
    form = visit_forms.OfficeMove(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.moments() | {name: form.cleaned_data[name] for name in ("why", "in_spite")}
        act = lambda: visits.move(visit, **given, by=request.person, at=request.now)  # noqa: E731
        try:
            return press(request, act, then=here(deployment.pk), said="Moved. Everybody has the new date.")
        except CannotPlan as no:
            form.add_error("day", str(no))
    rules = release_rules.of_deployment(deployment, request.today)
    return page(request, form, deployment, "Move the visit", rules=rules)


def cancel(request: Any, pk: int) -> HttpResponse:
    """A visit called off by the office."""
    visit = fetch(request, Visit, pk)
    form, then = visit_forms.Cancel(request.POST or None), here(visit.deployment_id)
    if request.method == "POST" and form.is_valid():
        why, by = form.cleaned_data["why"], {"by": request.person, "at": request.now}
        return press(request, lambda: visits.cancel(visit, why=why, **by), then=then, said="Called off.")
    return page(request, form, visit.deployment, "Call off the visit")


def waive(request: Any, pk: int) -> HttpResponse:
    """An evaluation that the office does without, with the reason; a deployment that waited for it is closed."""
    review = fetch(request, Review, pk)
    form, then = deployment_forms.Why(request.POST or None), here(review.deployment_id)
    if request.method == "POST" and form.is_valid():
        given = {"note": form.cleaned_data["note"], "by": request.person, "at": request.now}
        return press(request, lambda: reviews.waive(review, **given), then=then, said="Closed without it.")
    return page(request, form, review.deployment, f"Do without the {review.get_kind_display().lower()}")


def settle(request: Any, pk: int) -> HttpResponse:
    """A record that was disputed is settled, with how."""
    record = fetch(request, VisitRecord, pk)
    form, then = deployment_forms.Why(request.POST or None), here(record.visit.deployment_id)
    if request.method == "POST" and form.is_valid():
        given = {"note": form.cleaned_data["note"], "by": request.person, "at": request.now}
        return press(request, lambda: records.settle(record, **given), then=then, said="Settled.")
    said = record.lines.filter(kind="dispute").select_related("by")
    return page(request, form, record.visit.deployment, "Settle the disputed record", said=said)


def here(pk: int) -> str:
    return reverse("office-deployment", args=[pk])


def page(request: Any, form: Any, shown: Deployment, heading: str, **more: Any) -> HttpResponse:
    context = {"form": form, "shown": shown, "heading": heading, "back": here(shown.pk), **more}
    return render(request, "office/deployments/form.html", context)
