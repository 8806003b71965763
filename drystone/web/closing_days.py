"""INSET and closed days of a school: shown, added, taken back, for its head and the office."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.register import school_dates
from drystone.register.models import SchoolDates
from drystone.schools.models import Organisation

from . import visit_forms
from .pressing import is_bare, settle


def page(request: Any, school: Organisation, *, back: str) -> HttpResponse:
    rows = SchoolDates.objects.filter(alliance=request.alliance, school=school, ends__gte=request.today)
    rows = rows.exclude(kind=SchoolDates.Kind.INSPECTION)
    if taken := request.POST.get("taken_back", "")[:18]:
        return opened(request, rows, taken)
    form = visit_forms.ClosedDays(request.POST or None)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    acting = {"by": request.person, "at": request.now}
    verb = lambda: school_dates.tell(school, request.alliance, **given, **acting)  # noqa: E731
    done = settle(request, form, verb, then=request.path, said="Kept. Whoever plans a visit reads it first.")
    context = {"form": form, "school": school, "dates": rows, "back": back}
    return done or render(request, "visits/closed_days.html", context)


def opened(request: Any, rows: Any, taken: str) -> HttpResponse:
    """A day works after all; by a link only with its tick."""
    row = rows.filter(pk=int(taken)).first() if taken.isascii() and taken.isdecimal() else None
    if row and not is_bare(request):
        school_dates.take_back(row, by=request.person, at=request.now)
        messages.success(request, "That day works again.")
    return redirect(request.path)
