"""Several visits at once: days by the pattern that was agreed, to look over and change; one press plans them all."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from drystone.deployment import clashes, patterns, visits, wording
from drystone.deployment.models import Deployment
from drystone.deployment.visits import CannotPlanAll, Wish

from . import visit_forms
from .doors import press
from .visiting import Place, is_planned

ROWS = 6


def page(request: Any, deployment: Deployment, place: Place) -> HttpResponse:
    """Days by a pattern that clash with nothing, to look over and change; one press plans them all."""
    agreement = wording.in_force(deployment)
    pattern_form = visit_forms.PatternForm(pattern_of(request, deployment, agreement))
    form, found = several_form(request, deployment, agreement, pattern_form)
    if request.method == "POST" and form.is_valid():
        found = against_each(form, deployment, request.today)
        goes_on = not found or request.POST.get("all_the_same")
        if goes_on and (done := planned(request, form, deployment, place)):
            return done
    context = {"form": form, "pattern": pattern_form, "deployment": deployment, "back": place.back, "warned": found}
    return render(request, "visits/several.html", {**context, "agreement": agreement, "asks": bool(found)})


def pattern_of(request: Any, deployment: Deployment, agreement: Any) -> dict[str, Any]:
    """As it was typed; else as it was agreed, for as many visits as are left to plan."""
    if "number" in request.GET:
        return request.GET
    if agreement is None:
        return {"number": 1, "weekday": 1, "every": 1, "half_days": 1, **day_boxes(request.today)}
    read = patterns.read(agreement)
    left = max(agreement.half_days - visits.taken(deployment), 1)
    number = min(-(-left // read.half_days), visit_forms.MOST_ROWS)
    first = max(request.today + timedelta(days=1), agreement.starts)
    return {
        "number": number,
        "weekday": read.weekday,
        "every": read.every,
        "half_days": read.half_days,
        **day_boxes(first),
    }


def day_boxes(day: date) -> dict[str, int]:
    return {"first_day": day.day, "first_month": day.month, "first_year": day.year}


def several_form(request: Any, deployment: Deployment, agreement: Any, asked: Any) -> tuple[Any, list[str]]:
    if request.method == "POST":
        rows = request.POST.get("rows", "")[:3]
        return visit_forms.Several(request.POST, rows=int(rows) if rows.isdecimal() else ROWS), []
    days: list[date] = []
    initial: dict[str, Any] = {}
    if agreement and asked.is_valid():
        given, pattern = asked.cleaned_data, asked.pattern()
        wanted = {"number": given["number"], "starts": given["first"], "today": request.today}
        days = patterns.proposed(deployment, agreement, pattern, **wanted)
        afternoon = patterns.read(agreement).afternoon
        hours = visit_forms.WHOLE if pattern.half_days == 2 else visit_forms.HALF
        hours = visit_forms.AFTERNOON if afternoon and pattern.half_days == 1 else hours
        initial = {"starts": hours[0], "ends": hours[1], "half_days": pattern.half_days}
    initial |= {f"day_{row}": day for row, day in enumerate(days)}
    return visit_forms.Several(initial=initial, rows=max(len(days), 1)), []


def against_each(form: Any, deployment: Deployment, today: date) -> list[str]:
    """What speaks against any of the days, each with its day."""
    days = [day for _, day in form.cleaned_data["days"]]
    days = [day for day in days if not is_planned(deployment, form.hours(day)["starts_at"])]
    if not days:
        return []
    known = clashes.Days(deployment, min(days), max(days), today=today)
    half_days = form.cleaned_data["half_days"]
    found = ((day, clash) for day in days for clash in known.clashes(day, half_days) if not clash.forbids)
    return [f"{day:%A} {day.day} {day:%B}: {clash.text}" for day, clash in found]


def planned(request: Any, form: Any, deployment: Deployment, place: Place) -> HttpResponse | None:
    given = form.cleaned_data
    rows = [row for row, _ in given["days"]]
    try:
        more = {"half_days": given["half_days"], "place": given["place"]}
        wishes = [Wish(**form.hours(day), **more) for _, day in given["days"]]
    except forms.ValidationError as wrong:
        form.add_error("starts", wrong)
        return None
    verb = lambda: visits.plan_several(deployment, wishes, by=request.person, at=request.now)  # noqa: E731
    number = len(wishes)
    try:
        said = f"{number} visit{'' if number == 1 else 's'} planned. Everybody has the dates."
        return press(request, verb, then=place.back, said=said)
    except CannotPlanAll as no:
        form.add_error(f"day_{rows[no.place]}", str(no))
        return None
