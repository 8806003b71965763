"""What a visit costs that is called off late: the table of the Alliance, changed by its manager."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.alliances import cancelling
from drystone.alliances.models import BOUNDS, MOST_NOTICE
from drystone.people import cancellation

from ..doors import press

LINES = 4
PARTS = ("notice", "charged", "reimbursed")


def number(label: str, most: int, least: int = 0) -> forms.IntegerField:
    small = forms.NumberInput(attrs={"class": "govuk-input--width-3"})
    within = dict.fromkeys(("min_value", "max_value", "invalid"), f"{label}: choose from {least} to {most}.")
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=False, widget=small, error_messages=within
    )


class Table(forms.Form):
    """A few lines; one that is left empty is none."""

    def __init__(self, *args: Any, **settings: Any):
        super().__init__(*args, **settings)
        for place in range(LINES):
            self.fields |= line(place)
        self.fields["within"] = number(
            "Days within which a visit may be rearranged", BOUNDS["rearranged_within_days"][1]
        )
        self.fields["within"].help_text = (
            "A visit that the school moves late to a day further off than this is charged by the table if it is then "
            "called off. Empty or 0: moving is never looked at."
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        lines = [[given.get(f"{part}_{place}") for part in PARTS] for place in range(LINES)]
        for place, values in enumerate(lines):
            missing = [part for part, value in zip(PARTS, values, strict=True) if value is None]
            if 0 < len(missing) < len(PARTS) and f"{missing[0]}_{place}" not in self.errors:
                self.add_error(f"{missing[0]}_{place}", "Fill the whole line in, or leave all of it empty.")
        whole = [values for values in lines if None not in values]
        if len({values[0] for values in whole}) < len(whole):
            self.add_error(None, "Two lines are for the same notice.")
        return {"lines": whole, "within": given.get("within") or 0}


def line(place: int) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {
        "notice": number("Less notice than so many working days", MOST_NOTICE, least=1),
        "charged": number("Per cent charged", 100),
        "reimbursed": number("Per cent paid to the home school", 100),
    }
    for each in made.values():
        each.legend = (f"line_{place}", f"Line {place + 1}", "")  # type: ignore[attr-defined]
    return {f"{part}_{place}": field for part, field in made.items()}


def terms(request: Any) -> HttpResponse:
    """The table as it stands, and its change."""
    standing = cancelling.table(request.alliance)
    initial: dict[str, Any] = {
        f"{part}_{n}": v for n, row in enumerate(standing) for part, v in zip(PARTS, row, strict=True)
    }
    within = request.alliance.rearranged_within_days
    initial["within"] = within or None
    form, back = Table(request.POST or None, initial=initial), reverse("office-policies")
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "by": request.person, "at": request.now}
        verb = lambda: cancellation.change(request.alliance, **given)  # noqa: E731
        said = "Saved. Agreements drawn up from now on say so; those there are keep theirs."
        return press(request, verb, then=back, said=said)
    context = {"form": form, "said": cancelling.said(standing, within), "back": back}
    return render(request, "office/policies/cancellation.html", context)
