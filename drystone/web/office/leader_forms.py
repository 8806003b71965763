"""The forms of the office about one System Leader."""

from typing import Any

from django import forms

from drystone.register.models import Area, Assurance, Contribution, DesignationState

from ..days import Day


class Narrow(forms.Form):
    """Which leaders the list shows; words that make no sense narrow nothing."""

    area = forms.ChoiceField(label="Area of expertise", required=False)
    authority = forms.ChoiceField(label="Local authority", required=False)
    ending = forms.ChoiceField(label="Last day", choices=[("", "Any"), ("year", "Within 12 months")], required=False)
    state = forms.ChoiceField(label="State", choices=[("", "Not ended"), *DesignationState.choices], required=False)

    def __init__(self, *args: Any, areas: list[Area], authorities: list[str], **settings: Any):
        super().__init__(*args, **settings)
        fields: dict[str, Any] = self.fields
        fields["area"].choices = [("", "All"), *((area.code, area.name) for area in areas)]
        fields["authority"].choices = [("", "All"), *((name, name) for name in authorities)]

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        given = self.cleaned_data
        return {
            "area": given.get("area", ""),
            "authority": given.get("authority", ""),
            "ending": given.get("ending") == "year",
            "state": given.get("state", ""),
        }


class Assure(forms.Form):
    level = forms.ChoiceField(
        label="What did the school confirm?", choices=Assurance.Level.choices, widget=forms.RadioSelect
    )
    confirmed_by = forms.CharField(
        label="Who confirmed it, name and role", help_text="For example: Ann Peel, headteacher", max_length=200
    )


class Note(forms.Form):
    note = forms.CharField(
        label="Why, and how do you know?",
        help_text="Everybody in the office reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class Contributed(forms.Form):
    kind = forms.ChoiceField(label="What was it?", choices=Contribution.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=160)
    on = Day(label="Day")
