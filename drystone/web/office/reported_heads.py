"""The office confirms a new head whom somebody reported, or lays it aside."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.people import posts
from drystone.people.access import manager
from drystone.people.models import Person
from drystone.register import reported_heads
from drystone.register.lifecycle import LIVING
from drystone.register.models import Designation, ReportedHead

from ..doors import fetch, press, visible
from ..heads import Head
from ..pressing import settle
from ..ticked import Ticked


class Confirmation(Head):
    """Where a school has two headteachers, it is asked whether one of them stays."""

    staying = Ticked(
        Person.objects.none(),
        label="Who stays headteacher beside them?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, heads: QuerySet[Person], **settings: Any):
        super().__init__(*args, **settings)
        self.fields["staying"].queryset = heads  # type: ignore[attr-defined]
        if len(heads) < 2:
            del self.fields["staying"]


def confirm(request: Any, pk: int) -> HttpResponse:
    """Filled in with what was said: one press."""
    shown = fetch(request, ReportedHead, pk, "school", "told_by", "alliance")
    heads = posts.heads_of(shown.school, shown.alliance, request.today)
    said = {"name": shown.name, "email": shown.email, "starts": shown.starts}
    form = Confirmation(request.POST or None, initial=said, heads=heads)
    verb = lambda: reported_heads.confirm(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    then = reverse("office-home")
    if done := settle(request, form, verb, then=then, said="Confirmed. They are asked about their System Leaders."):
        return done
    leaders = visible(request, Designation).filter(home_school=shown.school, state__in=LIVING)
    context = {
        "shown": shown,
        "form": form if manager(request.person, shown) and not shown.settled_at else None,
        "heads": heads,
        "leaders": leaders.order_by("person__name")[:50],
    }
    return render(request, "office/people/reported_head.html", context)


def dismiss(request: Any, pk: int) -> HttpResponse:
    """It was a mistake."""
    shown = fetch(request, ReportedHead, pk, "school")
    act = lambda: reported_heads.dismiss(shown, by=request.person, at=request.now)  # noqa: E731
    return press(request, act, then=reverse("office-home"), said="Laid aside.")
