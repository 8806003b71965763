"""The meetings of a year in one go: asked what they have in common, shown each day, planned."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.groups import meetings, series

from ..pressing import settle
from ..series_forms import Days, Series
from .groups import run


def plan(request: Any, pk: int) -> HttpResponse:
    """First what all have in common; then, each to be changed, the days that this makes in term time."""
    group, back = run(request, pk), reverse("leader-group", args=[pk])
    given = request.POST or request.GET or None
    asked = Series(given)
    context = {"about": group, "heading": "Plan meetings through the year", "back": back}
    if not (given and asked.is_valid()):
        return render(request, "leader/series.html", context | {"form": asked})
    proposed = series.proposed(group.alliance, **asked.asked())
    form = Days(request.POST or None, proposed=proposed)

    def verb() -> Any:
        return meetings.plan_series(group, asked.details(), form.moments(asked), by=request.person, at=request.now)

    kept = [pair for pair in given.items() if not pair[0].startswith(("day_", "csrf"))]
    context |= {"form": form, "kept": kept, "few": len(proposed) < asked.cleaned_data["times"]}
    said = "Planned. Every member has been told."
    return settle(request, form, verb, then=back, said=said) or render(request, "leader/series_days.html", context)
