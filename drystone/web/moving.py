"""What changed, from when, to what? Three questions to leader, head or office; what follows is said first."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from drystone.deployment import moving
from drystone.register import placements
from drystone.register.models import Designation
from drystone.register.placements import Change
from drystone.schools.models import Organisation

from .days import Day
from .doors import press
from .pressing import REFUSALS
from .school_field import SchoolField


class Where(forms.Form):
    school = SchoolField(
        label="At which school?",
        help_text="Leave it empty if it is the same school. Else type its name, town, postcode or number (URN).",
        required=False,
    )
    job = forms.ChoiceField(
        label="As what?", choices=[("head", "Headteacher"), ("staff", "Another job")], widget=forms.RadioSelect
    )
    job_title = forms.CharField(
        label="The job, in your own words", help_text="For example: Head of English.", required=False, max_length=120
    )
    starts = Day(label="From which day?")

    def change(self, now: Organisation) -> Change:
        given = self.cleaned_data
        return Change(given["school"] or now, given["job"] == "head", given["job_title"], given["starts"])


def page(
    request: Any,
    designation: Designation,
    verb: Callable[[Change], Any],
    *,
    then: str,
    said: str,
    initial: dict[str, Any] | None = None,
    **more: Any,
) -> HttpResponse:
    """The questions; then what follows from the answers; then the press that says so."""
    form = Where(request.POST or None, initial=initial)
    context = {"shown": designation, "form": form, "back": then, **more}
    if request.method != "POST" or not form.is_valid():
        return render(request, "moving/questions.html", context)
    change = form.change(designation.home_school)
    try:
        if request.POST.get("sure"):
            return press(request, lambda: verb(change), then=then, said=said)
        placements.check(designation, change)
    except REFUSALS as no:
        form.add_error(None, str(no))
        return render(request, "moving/questions.html", context)
    return render(request, "moving/consequences.html", {**context, **told(request, designation, change)})


def told(request: Any, designation: Designation, change: Change) -> dict[str, Any]:
    """What follows, and the answers as they were typed, to be sent again with the press."""
    return {
        "change": change,
        "follows": placements.consequences(designation, change, today=request.today),
        "work": moving.consequences(designation, change),
        "kept": [(name, request.POST[name]) for name in request.POST if name.startswith(("school", "job", "starts"))],
    }
