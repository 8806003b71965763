"""Noting a development need in two taps: by a System Leader, a head or the office, from a visit or from home."""

from dataclasses import fields
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.brokering import needs
from drystone.brokering.access import notes_needs
from drystone.brokering.models import Need
from drystone.brokering.needs import Noticed
from drystone.lifecycle import NotAllowed
from drystone.register.models import Area
from drystone.register.phases import Phase

from ..doors import press, visible
from ..school_field import SchoolField

SHOWN = 20


class Note(forms.Form):
    """The area is all that has to be chosen."""

    area = forms.ModelChoiceField(Area.objects.none(), label="What is needed", empty_label="Choose an area")
    strength = forms.TypedChoiceField(
        label="How much",
        choices=Need.Strength.choices,
        coerce=int,
        initial=Need.Strength.MUCH,
        widget=forms.RadioSelect,
    )
    school = SchoolField(label="School", required=False)
    district = forms.CharField(label="Or a town or district, if it is no one school's", max_length=80, required=False)
    phase = forms.ChoiceField(label="Phase", choices=[("", "Any"), *Phase.choices], required=False)
    source = forms.ChoiceField(label="How do you know?", choices=Need.Source.choices, initial=Need.Source.OTHER)
    text = forms.CharField(
        label="In a sentence",
        help_text="No names of people, and nothing about a child.",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, areas: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]

    def noticed(self) -> Noticed:
        return Noticed(**{each.name: self.cleaned_data[each.name] for each in fields(Noticed)})


def note(request: Any) -> HttpResponse:
    """What she noticed; and what she has told the Alliance before, with what became of it."""
    if not notes_needs(request.person, request.alliance, request.now):
        raise NotAllowed
    known = {name: request.GET[name] for name in ("school", "phase", "source", "area") if request.GET.get(name)}
    areas = Area.objects.offered_by(request.alliance)
    form = Note(request.POST or None, areas=areas, initial=known)
    if request.method == "POST" and form.is_valid():
        return press(
            request,
            lambda: needs.note(request.alliance, form.noticed(), by=request.person, at=request.now),
            then=reverse("leader-need"),
            said="Noted. The office of the Alliance looks at needs together.",
        )
    hers = visible(request, Need).filter(noted_by=request.person).select_related("area", "school")[:SHOWN]
    return render(request, "leader/need.html", {"form": form, "needs": hers, "back": reverse("home")})
