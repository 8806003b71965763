"""My headteacher has changed: name, e-mail address, from when; asked of a leader or of the head who goes."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from drystone.register import reported_heads
from drystone.register.models import Designation

from .addresses import AddressField
from .days import Day
from .pressing import settle


class Head(forms.Form):
    name = forms.CharField(label="The new headteacher’s full name", max_length=200)
    email = AddressField(label="Their work e-mail address")
    starts = Day(label="From which day?")


def page(request: Any, designation: Designation, *, then: str) -> HttpResponse:
    """The Alliance looks at it and confirms it; until then nothing changes."""
    form = Head(request.POST or None)
    verb = lambda: reported_heads.report(  # noqa: E731
        designation, **form.cleaned_data, by=request.person, at=request.now
    )
    if done := settle(request, form, verb, then=then, said="Thank you. The Alliance looks at it and confirms it."):
        return done
    return render(request, "moving/head.html", {"form": form, "shown": designation, "back": then})
