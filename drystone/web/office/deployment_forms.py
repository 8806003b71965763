"""The forms of what happens under an agreement, and the page on which each stands."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment.models import Deployment

from ..addresses import AddressField
from ..days import Day

HOW = "For example: by phone, Tuesday 2pm. It stands on the signed copy."


class Recorded(forms.Form):
    agreed = forms.TypedChoiceField(
        label="What they said",
        choices=[("yes", "They agree"), ("no", "They refuse")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="How they told you", help_text=HOW, max_length=300)
    proof = forms.FileField(
        label="What shows it",
        help_text="Their letter or e-mail, if there is one: a PDF, a Word file (.docx) or a photograph.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.png,.jpg,.jpeg"}),
        required=False,
    )


class MoreTime(forms.Form):
    until = Day(label="They have until")


class Words(forms.Form):
    text = forms.CharField(label="Your answer", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class Colleague(forms.Form):
    """The colleague helped; the visit records go to her."""

    name = forms.CharField(label="Full name", max_length=200)
    email = AddressField(label="Work e-mail address")
    role = forms.CharField(label="Role", max_length=120)


class Why(forms.Form):
    note = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 2}), max_length=300)


class Settlement(forms.Form):
    note = forms.CharField(
        label="How is it settled?",
        help_text="The colleague and the System Leader read this below the record, which stands from now on.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )


def page(
    request: Any, form: forms.Form, shown: Deployment, heading: str, *, back: str = "", **more: Any
) -> HttpResponse:
    """A form about a deployment; `back` leads to the deployment where nothing else is said."""
    back = back or reverse("office-deployment", args=[shown.pk])
    context = {"form": form, "shown": shown, "heading": heading, "back": back, **more}
    return render(request, "office/deployments/form.html", context)
