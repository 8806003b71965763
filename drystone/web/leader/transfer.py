"""Whether she goes over to another alliance: what it would learn of her, and her answer; by link or by account."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.selection import crossing, departures
from drystone.selection.models import Departure

from ..doors import fetch
from ..pressing import settle


class Answer(forms.Form):
    agreed = forms.ChoiceField(
        label="Do you agree?",
        choices=[("yes", "Yes, I agree to go over"), ("no", "No, I would rather stay")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )


def transfer(request: Any, pk: int) -> HttpResponse:
    """She reads what is told and says yes or no. No reason is asked."""
    shown = fetch(request, Departure, pk, "designation__person", "designation__home_school", "to_alliance", "alliance")
    designation = shown.designation
    if designation.person_id != request.person.pk:
        raise NotAllowed
    form = Answer(request.POST if request.method == "POST" else None)
    verb = lambda: answer(shown, form, request)  # noqa: E731
    then = reverse("leader-transfer", args=[pk])
    if done := settle(request, form, verb, then=then, said="Thank you. The Alliance has your answer."):
        return done
    context = {
        "shown": shown,
        "form": form if shown.state == "asked" else None,
        "leader": designation,
        "known": crossing.grounds(designation),
        "areas": crossing.areas(designation),
        "learned": crossing.learned(designation),
    }
    return render(request, "leader/transfer.html", context)


def answer(shown: Departure, form: Answer, request: Any) -> Departure:
    verb = departures.agree if form.cleaned_data["agreed"] == "yes" else departures.refuse
    return verb(shown, by=request.person, at=request.now)
