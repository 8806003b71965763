"""The policies of the Alliance: what holds now, what follows from it, who changed it when."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone import saying
from drystone.alliances.models import BOUNDS, FOLLOW_UPS, WEIGHTS, Alliance
from drystone.history import events
from drystone.people import access, policies
from drystone.people.roles import LOOKS_AFTER_MONEY

from ..components.rows import Fact
from ..doors import press
from .policy_words import PARTS, YES, Part, Said


class Policies(forms.Form):
    """The policies of one part, each with what follows from it."""

    def __init__(self, *args: Any, part: Part, **settings: Any):
        super().__init__(*args, **settings)
        for name, word in part.policies.items():
            self.fields[name] = box(name, word)


def box(name: str, word: Said) -> forms.Field:
    label, hint = policies.NAMES[name], word.follows
    if name in BOUNDS:
        least, most = BOUNDS[name]
        small = forms.NumberInput(attrs={"class": "govuk-input--width-3"})
        within = dict.fromkeys(("min_value", "max_value", "invalid"), f"{label}: choose from {least} to {most}.")
        messages = within | {"required": f"{label}: say how many."}
        return forms.IntegerField(
            label=label, help_text=hint, min_value=least, max_value=most, widget=small, error_messages=messages
        )
    if name == "lends_to":
        others = [(each.slug, each.name) for each in Alliance.objects.filter(suspended_on=None)]
        ticked = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(label=label, help_text=hint, choices=others, widget=ticked, required=False)
    if name == "follow_up_months":
        after = [(months, f"{months} months") for months in FOLLOW_UPS]
        ticked = forms.CheckboxSelectMultiple
        return forms.TypedMultipleChoiceField(
            label=label, help_text=hint, choices=after, coerce=int, widget=ticked, required=False
        )
    if name in WEIGHTS:
        choices = [(number, f"{said[:1].upper()}{said[1:]}") for number, said in saying.COUNTS.items()]
        return forms.TypedChoiceField(
            label=label, help_text=hint, choices=choices, coerce=int, widget=forms.RadioSelect
        )
    field = Alliance._meta.get_field(name)
    if word.is_choice:
        return forms.TypedChoiceField(
            label=label, help_text=hint, choices=YES, coerce=lambda said: said == "yes", widget=forms.RadioSelect
        )
    made: Any = field.formfield(label=label, help_text=hint, validators=field.validators)  # type: ignore[union-attr]
    return made


def listed(request: Any) -> HttpResponse:
    """Every policy, part by part, with what follows from it."""
    here = request.alliance
    parts = [(part.name, [fact(here, key, name) for name in part.policies]) for key, part in PARTS.items()]
    timeline = events.of(request.alliance).filter(verb="policy_changed")
    pays = request.alliance.pk in access.alliances_as(request.person, LOOKS_AFTER_MONEY)
    context = {"parts": parts, "timeline": timeline, "pays": pays}
    return render(request, "office/policies/list.html", context)


def fact(alliance: Alliance, key: str, name: str) -> Fact:
    url = f"{reverse('office-policy', args=[key])}#id_{name}"
    return Fact(policies.NAMES[name], as_said(alliance, name) or "Not given", url)


def as_said(alliance: Alliance, name: str) -> str:
    value = policies.said(name, getattr(alliance, name))
    if name == "follow_up_months":
        return saying.listed([str(months) for months in value]) or "Never"
    if isinstance(value, list):
        return saying.listed(list(Alliance.objects.filter(slug__in=value).values_list("name", flat=True))) or "All"
    if name in WEIGHTS:
        return saying.COUNTS[value]
    if name == "default_flow":
        return alliance.get_default_flow_display()
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else str(value)


def part(request: Any, part: str) -> HttpResponse:
    """The policies of one part are changed."""
    if part not in PARTS:
        raise Http404
    chosen, standing = PARTS[part], request.alliance
    names = list(chosen.policies)
    said = {name: policies.said(name, getattr(standing, name)) for name in names}
    initial = {name: {True: "yes", False: "no"}[v] if isinstance(v, bool) else v for name, v in said.items()}
    form = Policies(request.POST or None, part=chosen, initial=initial)
    here = reverse("office-policies")
    if request.method == "POST" and form.is_valid():
        verb = lambda: policies.change(standing, form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
        return press(request, verb, then=here, said="Saved. It holds from now on.")
    return render(request, "office/policies/part.html", {"form": form, "part": chosen, "back": here})
