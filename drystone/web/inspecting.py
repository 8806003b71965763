"""A school has been called by Ofsted: shows what moves where, and one press moves it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.alliances.calendar import read_ahead
from drystone.deployment import inspections
from drystone.deployment.inspections import Call
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Person
from drystone.schools.models import Organisation

from . import visit_forms
from .pressing import is_bare


def page(request: Any, schools: Sequence[Organisation], *, back: str, leader: Person | None = None) -> HttpResponse:
    """One of these schools has been called; as a leader sees it, her own visits alone move."""
    read_ahead(request.alliance)
    if not any(inspections.may_call(request.person, call) for call in calls(request, schools, leader)):
        raise NotAllowed
    given = request.POST if request.method == "POST" else asked(request, schools)
    form = visit_forms.Called(given or None, initial=days(request), schools=[(str(s.pk), s.name) for s in schools])
    told = call_of(request, form, schools, leader) if form.is_bound and form.is_valid() else None
    steps = inspections.steps(told, today=request.today) if told else None
    if told and request.method == "POST" and not is_bare(request):
        if done := called(request, told, back):
            return done
        steps = inspections.steps(told, today=request.today)
    written = inspections.written(steps) if steps else ""
    context = {"form": form, "steps": steps, "call": told, "written": written, "back": back}
    return render(request, "visits/inspection.html", context)


def calls(request: Any, schools: Sequence[Organisation], leader: Person | None) -> list[Call]:
    usual = days(request)
    return [Call(school, request.alliance, usual["starts"], usual["ends"], leader) for school in schools]


def days(request: Any) -> dict[str, Any]:
    first, last = inspections.usual_days(request.alliance, request.today)
    return {"starts": first, "ends": last}


def asked(request: Any, schools: Sequence[Organisation]) -> Any:
    """What was asked for; where there is one school, it and the usual days at once."""
    if "school" in request.GET:
        return request.GET
    if len(schools) > 1:
        return None
    usual = days(request)
    return {"school": str(schools[0].pk), **{name: day.isoformat() for name, day in usual.items()}}


def call_of(request: Any, form: Any, schools: Sequence[Organisation], leader: Person | None) -> Call:
    given = form.cleaned_data
    school = next(each for each in schools if str(each.pk) == given["school"])
    return Call(school, request.alliance, given["starts"], given["ends"], leader)


def called(request: Any, told: Call, back: str) -> HttpResponse | None:
    """None where it is to be looked at again."""
    try:
        inspections.call(told, shown=request.POST.get("shown", ""), by=request.person, at=request.now)
    except Refused as no:
        messages.error(request, str(no))
        return None
    messages.success(request, "Done. Everybody has been told, and planning warns of these days from now on.")
    return redirect(back)
