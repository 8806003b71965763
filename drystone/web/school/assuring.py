"""The home school confirms that a leader was safely recruited, in one page."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.register import access, assurance
from drystone.register.models import Assurance, Designation

from ..doors import fetch, press


class Confirmation(forms.Form):
    """Her name is typed: a mail filter that presses the button has typed nothing."""

    level = forms.ChoiceField(
        label="Which check by the Disclosure and Barring Service stands in your single central record?",
        help_text="Please give no number, and send no certificate.",
        choices=Assurance.Level.choices,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="Your full name", max_length=200)
    role = forms.CharField(label="Your role", help_text="For example: headteacher", max_length=120)


def confirm(request: Any, pk: int) -> HttpResponse:
    """What is confirmed, word for word; her name and role under it; when it has to be said again."""
    designation = fetch(request, Designation, pk, "person", "home_school")
    if not access.releases(request.person, designation):
        raise NotAllowed
    form, here = Confirmation(request.POST or None), reverse("school-assurance", args=[pk])
    if request.method == "POST" and form.is_valid():
        acting = {"link": request.link, "by": request.person, "at": request.now}
        verb = lambda: assurance.confirm(designation, **form.cleaned_data, **acting)  # noqa: E731
        said = f"Thank you. {designation.person} has the letter now; we ask again before it runs out."
        return press(request, verb, then=here, said=said)
    given = assurance.of(designation)
    context = {
        "designation": designation,
        "given": given if given and given.until >= request.today else None,
        "fresh": bool(given and given.confirmed_on == request.today),
        "words": assurance.words(designation, "the check chosen above"),
        "form": form,
    }
    return render(request, "school/assurance.html", context)
