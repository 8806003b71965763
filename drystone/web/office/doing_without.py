"""A visit evaluation that the office does without, or asks for after all."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from drystone.deployment import doing_without
from drystone.deployment.models import Visit, VisitEvaluation, Waived

from ..doors import fetch
from ..pressing import attempt, settle
from . import deployment_forms


class Reason(forms.Form):
    reason = forms.ChoiceField(
        label="Why is it not needed?",
        help_text="The System Leader reads this. The visit record is asked for all the same.",
        choices=Waived.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is not needed."},
    )


def waive(request: Any, pk: int) -> HttpResponse:
    """The office does without the evaluation of a visit, for one of a few reasons."""
    visit = fetch(request, Visit, pk, "deployment__leader", "deployment__receiving_school")
    form, then = Reason(request.POST or None), reverse("office-deployment", args=[visit.deployment_id])
    verb = lambda: doing_without.waive(visit, form.cleaned_data["reason"], by=request.person, at=request.now)  # noqa: E731
    if response := settle(request, form, verb, then=then, said="Not asked any more."):
        return response
    return deployment_forms.page(request, form, visit.deployment, "Do without the visit evaluation")


def ask(request: Any, pk: int) -> HttpResponse:
    """It is asked for after all."""
    visit = fetch(request, Visit, pk)
    # To the office it shows itself only once it was given; here it says nothing but that it is not needed.
    evaluation = get_object_or_404(VisitEvaluation, visit=visit)
    then = reverse("office-deployment", args=[visit.deployment_id])
    verb = lambda: doing_without.ask_after_all(evaluation, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=then, said="It is due again.")
