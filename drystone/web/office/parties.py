"""The office on an agreement's parties: how far each is, what they asked, and what can be done about it."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment import asking, consents, differences, parties, queries, sentences, wording
from drystone.deployment.lifecycle import UNANSWERED
from drystone.deployment.models import Agreement, Consent, ConsentProof, ConsentWords, DeploymentState
from drystone.history import events

from .. import agreement_parties, files
from ..doors import fetch
from ..pressing import attempt, settle
from . import deployment_forms

ABOUT = (
    "payer",
    "named",
    "drawn_up_by",
    "deployment__leader",
    "deployment__home_school",
    "deployment__receiving_school",
)


def agreement(request: Any, pk: int) -> HttpResponse:
    """One version: whose turn it is, each party with her questions, what changed, what it says."""
    shown = fetch(request, Agreement, pk, *ABOUT)
    versions = queries.versions_of(shown)
    rows, before = queries.with_words(shown), next((v for v in versions if v.number < shown.number), None)
    newest = versions[0].pk == shown.pk
    is_open = newest and shown.deployment.state == DeploymentState.AGREEING
    context = {
        "shown": shown,
        "versions": versions,
        "newest": versions[0],
        "is_open": is_open,
        "rows": [(row, agreement_parties.row(row, True), row.state in UNANSWERED and is_open) for row in rows],
        "turn": sentences.still_to_agree(rows) if is_open else "",
        "reminder": asking.next_reminder(shown, request.today) if is_open else None,
        "moved_on": parties.moved_on(shown, request.today) if is_open else {},
        "before": before,
        "changes": differences.between(before, shown, Consent.Party.ALLIANCE) if before else [],
        "particular": wording.particular(shown, Consent.Party.ALLIANCE),
        "general": wording.general(shown, Consent.Party.ALLIANCE),
    }
    return render(request, "office/deployments/parties.html", context)


def more_time(request: Any, pk: int) -> HttpResponse:
    """Another day by which the parties answer."""
    shown = fetch(request, Agreement, pk, *ABOUT)
    form = deployment_forms.MoreTime(request.POST or None, initial={"until": shown.answer_by})
    until = lambda: asking.extend(shown, form.cleaned_data["until"], by=request.person, at=request.now)  # noqa: E731
    return settle(request, form, until, then=here(pk), said="Saved. Reminders follow that day.") or page(
        request, form, shown, "Give more time"
    )


def remind(request: Any, pk: int) -> HttpResponse:
    """A party is reminded now."""
    consent = fetch(request, Consent, pk, "person", "agreement__deployment")
    verb = lambda: asking.remind_now(consent, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=here(consent.agreement_id), said=f"{consent.person} has been reminded.")


def record(request: Any, pk: int) -> HttpResponse:
    """An answer given by phone or e-mail, written down for a party, with what shows it."""
    consent = fetch(request, Consent, pk, "person", *(f"agreement__{name}" for name in ABOUT))
    form = deployment_forms.Recorded(request.POST or None, request.FILES or None)
    by = {"by": request.person, "at": request.now}
    verb = lambda: consents.record(consent, **form.cleaned_data, **by)  # noqa: E731
    return settle(request, form, verb, then=here(consent.agreement_id), said="Recorded.") or page(
        request, form, consent.agreement, f"Record the answer of {consent.person}", is_upload=True
    )


def answer(request: Any, pk: int) -> HttpResponse:
    """What a party asked or proposed, and the office's answer."""
    consent = fetch(request, Consent, pk, "person", *(f"agreement__{name}" for name in ABOUT))
    form = deployment_forms.Words(request.POST or None)
    by = {"by": request.person, "at": request.now}
    verb = lambda: consents.answer(consent, form.cleaned_data["text"], **by)  # noqa: E731
    said = consent.words.exclude(kind=ConsentWords.Kind.REASON).select_related("by")
    return settle(request, form, verb, then=here(consent.agreement_id), said="Answered.") or page(
        request, form, consent.agreement, f"Answer {consent.person}", said=said
    )


def reason(request: Any, pk: int) -> HttpResponse:
    """The private reason of a refusal; that it was read is written down."""
    consent = fetch(request, Consent, pk)
    given = queries.reason(consent)
    if given is None:
        raise Http404
    events.look(consent, by=request.person, at=request.now)
    context = {"consent": consent, "reason": given, "back": here(consent.agreement_id)}
    return render(request, "office/deployments/reason.html", context)


def proof(request: Any, pk: int) -> HttpResponseBase:
    """What shows an answer that was recorded for a party."""
    consent = fetch(request, Consent, pk)
    kept = ConsentProof.objects.filter(consent=consent).first()
    if kept is None:
        raise Http404
    with kept.file.open("rb") as file:
        return files.send(file.read(), kept.file_name, kept.content_type)


def here(pk: int) -> str:
    return reverse("office-agreement-parties", args=[pk])


def page(request: Any, form: forms.Form, agreement: Agreement, heading: str, **more: Any) -> HttpResponse:
    back = here(agreement.pk)
    return deployment_forms.page(request, form, agreement.deployment, heading, back=back, **more)
