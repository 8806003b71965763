"""The academic year that somebody chose to look at."""

from typing import Any

from django import forms

from drystone.alliances.calendar import academic_year
from drystone.reports.table import year_name

YEARS_BACK = 6


class Year(forms.Form):
    year = forms.TypedChoiceField(label="Academic year", coerce=int, required=False)

    def __init__(self, *args: Any, this: int, **settings: Any):
        super().__init__(*args, **settings)
        years = range(this, this - YEARS_BACK, -1)
        self.fields["year"].choices = [(year, year_name(year)) for year in years]  # type: ignore[attr-defined]


def chosen(request: Any) -> tuple[int, Year]:
    """The year that the address names, else the one under way; and the form to choose another."""
    this = academic_year(request.today)
    form = Year(request.GET or {"year": this}, this=this)
    return (form.is_valid() and form.cleaned_data["year"]) or this, form
