"""Planning the meetings of a year: first how often, then each day as it was proposed, to be changed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from drystone.groups.series import EVERY

from .days import Day, moment
from .meeting_forms import Times, Where

MOST = 20


class Series(Where, Times):
    """What all meetings have in common, and how many there are to be."""

    first = Day(label="First day")
    every = forms.TypedChoiceField(
        label="How often", choices=list(EVERY.items()), coerce=int, initial=4, widget=forms.RadioSelect
    )
    times = forms.IntegerField(
        label="How many meetings",
        min_value=2,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    field_order = ["first", "every", "times", "starts", "ends"]

    def clean_first(self) -> date:
        first: date = self.cleaned_data["first"]
        if first.weekday() >= 5:
            raise forms.ValidationError("Choose a day from Monday to Friday.")
        return first

    def asked(self) -> dict[str, Any]:
        """What is proposed, as `series.proposed` takes it."""
        return {name: self.cleaned_data[name] for name in ("first", "times", "every")}


class Days(forms.Form):
    """Each day as it was proposed; an empty one is left out."""

    def __init__(self, *args: Any, proposed: Sequence[date], **settings: Any):
        super().__init__(*args, **settings)
        for number, day in enumerate(proposed):
            self.fields[f"day_{number}"] = Day(
                label=f"{day:%A} {day.day} {day:%B %Y}",
                initial=day,
                required=False,
                help_text="" if number else "Change a day, or empty its boxes to leave that meeting out.",
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.values()):
            raise forms.ValidationError("Leave at least one meeting.")
        return given

    def moments(self, series: Series) -> list[tuple[datetime, datetime]]:
        starts, ends = series.cleaned_data["starts"], series.cleaned_data["ends"]
        return [(moment(day, starts), moment(day, ends)) for day in self.cleaned_data.values() if day]
