"""Which schools a System Leader is not sent to, and why: the office writes it down, and ends it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.brokering import conflicts
from drystone.brokering.models import Conflict
from drystone.register.models import Designation

from ..conflict_form import ConflictForm
from ..days import Day
from ..doors import fetch, visible
from ..pressing import settle


class Ended(forms.Form):
    last = Day(label="Last day of it")


def listed(request: Any, pk: int) -> HttpResponse:
    """What stands and what stood; and one more."""
    shown = fetch(request, Designation, pk)
    form = ConflictForm(request.POST or None, hers=False, initial={"starts": request.today})
    verb = lambda: conflicts.record(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    here = reverse("office-leader-conflicts", args=[pk])
    if done := settle(request, form, verb, then=here, said="Recorded."):
        return done
    rows = visible(request, Conflict).filter(person=shown.person_id).select_related("school", "recorded_by")
    back = reverse("office-leader-part", args=[pk, "work"])
    return render(request, "office/leaders/conflicts.html", {"shown": shown, "rows": rows, "form": form, "back": back})


def end(request: Any, pk: int) -> HttpResponse:
    """From the next day on it keeps nobody from anything."""
    row = fetch(request, Conflict, pk, "person", "school")
    designation = visible(request, Designation).filter(person=row.person_id, alliance_id=row.alliance_id).first()
    then = reverse("office-leader-conflicts", args=[designation.pk]) if designation else reverse("office-leaders")
    form = Ended(request.POST or None, initial={"last": request.today})
    verb = lambda: conflicts.end(row, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=then, said="It ends."):
        return done
    return render(request, "office/leaders/conflict_end.html", {"row": row, "form": form, "back": then})
