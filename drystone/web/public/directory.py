"""The public directory of System Leaders, searched by words, area and phase; whoever wants one asks the Alliance."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from drystone.register import areas, directory
from drystone.register.phases import Phase

from ..components import paging

BY_NAME = ("person__name", "id")


class Wanted(forms.Form):
    """Words that make no sense narrow nothing."""

    words = forms.CharField(label="Name, or what they write", required=False, max_length=100)
    area = forms.ChoiceField(label="Area of expertise", required=False)
    phase = forms.ChoiceField(label="Phase", choices=[("", "All"), *Phase.choices], required=False)

    def __init__(self, *args: Any, areas: areas.Choices, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["area"].choices = [("", "All"), *areas]  # type: ignore[attr-defined]


def listed(request: Any) -> HttpResponse:
    """Who has which expertise: name, areas, phases, of those who agreed to be listed. Contact goes by the Alliance."""
    held = directory.areas_of(request.alliance, on=request.today)
    form = Wanted(request.GET, areas=areas.choices(held, request.alliance.pk, request.today))
    form.is_valid()
    found = directory.listed(request.alliance, on=request.today, **form.cleaned_data)
    page = paging.page(found, BY_NAME, request.GET.get("page", ""))
    narrowed = any(form.cleaned_data.values())
    return render(request, "public/directory.html", {"page": page, "filters": form, "narrowed": narrowed})
