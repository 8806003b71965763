"""The forms of an agreement and what happens under it."""

import re
from itertools import zip_longest
from typing import Any

from django import forms
from django.db.models import Q

from drystone.deployment.models import Deployment
from drystone.deployment.wording import KINDS
from drystone.schools.models import Organisation

from ..addresses import AddressField
from ..days import Day
from ..half_days import HalfDays

MOST_OBJECTIVES, LONGEST_LINE = 6, 300
LIST_MARK = re.compile(r"^(?:[-–•*]|\d{1,2}[.)])\s+")


class AgreementTerms(forms.Form):
    """What everybody agrees to; filled in from the request."""

    objectives = forms.CharField(
        label="Objectives, one a line",
        help_text="What will be different. Six at most.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    known_by = forms.CharField(
        label="How everybody will know, one a line",
        help_text="In the same order; leave a line empty where nobody can say yet.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        strip=False,
        max_length=2000,
    )
    half_days = HalfDays(label="Days", help_text="Halves count: 2.5")
    starts = Day(label="From")
    ends = Day(label="To")
    pattern = forms.CharField(
        label="Pattern", help_text="For example: Tuesday mornings.", required=False, max_length=200
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds of support",
        choices=[(key, kind.capitalize()) for key, kind in KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    payer = forms.ModelChoiceField(Organisation.objects.none(), label="Who pays")
    purchase_order = forms.CharField(label="Purchase order", required=False, max_length=60)
    terms = forms.CharField(label="Terms", widget=forms.Textarea(attrs={"rows": 10}), max_length=6000)

    def __init__(self, *args: Any, deployment: Deployment, **settings: Any):
        super().__init__(*args, **settings)
        mine = Q(pk=deployment.receiving_school_id) | Q(pk=deployment.request.commissioner_id)
        trust = Q(kind=Organisation.Kind.TRUST, name=deployment.receiving_school.trust_name or None)
        bodies = Q(kind__in=("authority", "diocese", "other"))
        payers = Organisation.objects.filter(mine | trust | bodies).order_by("name")
        self.fields["payer"].queryset = payers  # type: ignore[attr-defined]

    def clean_objectives(self) -> list[str]:
        aims = [line for line in lines_of(self.cleaned_data["objectives"]) if line]
        if len(aims) > MOST_OBJECTIVES:
            raise forms.ValidationError("Six objectives are enough.")
        return aims

    def clean_known_by(self) -> list[str]:
        return lines_of(self.cleaned_data["known_by"].rstrip())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", "The last day must not be before the first.")
        aims, known_by = given.get("objectives", []), given.pop("known_by", [])
        if aims and len(known_by) > len(aims):
            lines = f"{len(known_by)} lines here and {len(aims)} above"
            self.add_error("known_by", f"{lines}: write one for each objective.")
        return given | {"objectives": tuple(zip_longest(aims, known_by, fillvalue=""))}


def lines_of(typed: str) -> list[str]:
    """A list as people type one: a line each, with or without a dash, dot or number before it."""
    lines = [LIST_MARK.sub("", line.strip()).strip() for line in typed.splitlines()]
    if long := next((line for line in lines if len(line) > LONGEST_LINE), ""):
        raise forms.ValidationError(f"“{long[:40]}…” has {len(long)} characters; there is room for {LONGEST_LINE}.")
    return lines


class Recorded(forms.Form):
    agreed = forms.TypedChoiceField(
        label="What they said",
        choices=[("yes", "They agree"), ("no", "They refuse")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="How they told you", help_text="For example: by phone, Tuesday 2pm.", max_length=300)


class Words(forms.Form):
    text = forms.CharField(label="Your answer", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class Colleague(forms.Form):
    """The colleague helped; the visit records go to her."""

    name = forms.CharField(label="Full name", max_length=200)
    email = AddressField(label="Work e-mail address")
    role = forms.CharField(label="Role", max_length=120)


class Why(forms.Form):
    note = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 2}), max_length=300)
