"""What a leader has learned in a school year, as the pages of the office and of the leader show it."""

from typing import Any

from django import forms
from django.http import FileResponse

from drystone import saying
from drystone.alliances.calendar import academic_year
from drystone.register.models import Designation, Training
from drystone.reports import learned
from drystone.reports.table import year_name

from . import files
from .days import Day


class Noting(forms.Form):
    kind = forms.ChoiceField(label="What was it?", choices=Training.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=160)
    on = Day(label="Day")
    hours = forms.DecimalField(
        label="How many hours?",
        help_text="Quarters count: 1.25.",
        min_value=0.25,
        max_value=24,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "step": "any"}),
    )
    reflection = forms.CharField(
        label="What did you take from it?",
        help_text="It stands on the statement of learning.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"minutes": round(given.pop("hours") * 60)}


def year_of(request: Any) -> int:
    """The school year that the address asks for; this one where it makes no sense."""
    asked, now = request.GET.get("year", ""), academic_year(request.today)
    return int(asked) if asked.isascii() and asked.isdigit() and now - 10 <= int(asked[:5]) <= now else now


def shown(request: Any, designation: Designation) -> dict[str, Any]:
    """A year's list with its hours, and the years before it since she was designated."""
    year, now = year_of(request), academic_year(request.today)
    lines = learned.of_year(designation, year)
    years = range(now, min(academic_year(designation.starts), year) - 1, -1)
    return {
        "learned": [(line, saying.hours(line.minutes)) for line in lines],
        "learned_in_all": saying.hours(learned.total(lines)),
        "year": year,
        "year_name": year_name(year),
        "years": [(each, year_name(each)) for each in years],
    }


def send_statement(request: Any, designation: Designation) -> FileResponse:
    """The statement of a year as a PDF."""
    year = year_of(request)
    name = f"Learning of {designation.person.name}, {year_name(year)}.pdf"
    return files.send(learned.statement(designation, year, at=request.now), name, files.PDF)
