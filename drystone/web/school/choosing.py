"""The receiving head chooses one of the System Leaders offered, or asks for others."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.brokering import access, nameless, offers, queries
from drystone.brokering.models import Offer, SupportRequest

from ..doors import fetch, press


class Choice(forms.Form):
    choice = forms.ChoiceField(label="Whom would you like?", widget=forms.RadioSelect)
    note = forms.CharField(
        label="What are you looking for?",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=600,
    )

    def __init__(self, *args: Any, asked: SupportRequest, standing: list[Offer], **settings: Any):
        super().__init__(*args, **settings)
        self.fields["note"].shown_if = ("choice", "none")  # type: ignore[attr-defined]
        people = [(str(pk), label) for pk, label in nameless.labels(asked, standing).items()]
        self.fields["choice"].choices = [*people, ("none", "Please look further")]  # type: ignore[attr-defined]
        self.fields["choice"].widget.hints = {str(o.pk): o.because for o in standing}


def choice(request: Any, pk: int) -> HttpResponse:
    """One page: who could come, and why; her choice; or what she would rather have."""
    asked = fetch(request, SupportRequest, pk, "school", "area")
    if not access.chooses(request.person, asked):
        return render(request, "school/choice_not_yours.html", {"asked": asked})
    standing = [offer for offer in queries.offers(asked) if offer.state == "offered"]
    form, here = Choice(request.POST or None, asked=asked, standing=standing), reverse("school-choice", args=[pk])
    if request.method == "POST" and standing and form.is_valid():
        return press(request, lambda: settle(request, asked, standing, form.cleaned_data), then=here)
    if not standing:
        return render(request, "school/choice_made.html", {"asked": asked, "chosen": queries.chosen(asked)})
    nameless_ = any(offer.is_nameless for offer in standing)
    context = {"asked": asked, "form": form, "standing": standing, "nameless": nameless_}
    return render(request, "school/choice.html", context)


def settle(request: Any, asked: SupportRequest, standing: list[Offer], given: dict[str, Any]) -> None:
    picked = next((offer for offer in standing if str(offer.pk) == given["choice"]), None)
    if picked:
        offers.choose(picked, by=request.person, at=request.now)
    else:
        offers.ask_for_others(asked, note=given["note"], by=request.person, at=request.now)
