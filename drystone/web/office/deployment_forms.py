"""The forms of an agreement and what happens under it."""

from typing import Any

from django import forms
from django.db.models import Q

from drystone.deployment.models import Deployment
from drystone.deployment.wording import KINDS
from drystone.schools.models import Organisation

from ..days import Day
from ..half_days import HalfDays


class AgreementTerms(forms.Form):
    """What everybody agrees to; filled in from the request."""

    objectives = forms.CharField(
        label="Objectives, one a line",
        help_text="What will be different. After a | you may say how everybody will know: "
        "The team plans together | pupils' books show it",
        widget=forms.Textarea(attrs={"rows": 4}),
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

    def clean_objectives(self) -> tuple[tuple[str, str], ...]:
        lines = [line.partition("|") for line in self.cleaned_data["objectives"].splitlines() if line.strip()]
        if len(lines) > 6:
            raise forms.ValidationError("Six objectives are enough.")
        return tuple((text.strip()[:300], success.strip()[:300]) for text, _, success in lines)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", "The last day must not be before the first.")
        return given


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
    email = forms.EmailField(label="Work e-mail address")
    role = forms.CharField(label="Role", max_length=120)


class Why(forms.Form):
    note = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 2}), max_length=300)
