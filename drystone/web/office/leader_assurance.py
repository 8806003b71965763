"""The office and the home school's word on a leader: asked for, written down, taken along as a letter."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from drystone.register import assurance
from drystone.register.models import Designation

from .. import assuring
from ..doors import fetch, press
from . import leader_forms
from .leader_moves import asked, here


def record(request: Any, pk: int) -> HttpResponse:
    """What the home school confirmed by telephone or on paper: who, at which level."""
    shown, form = fetch(request, Designation, pk), leader_forms.Assure(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acting = {"by": request.person, "at": request.now}
        verb = lambda: assurance.record(shown, **form.cleaned_data, **acting)  # noqa: E731
        return press(request, verb, then=here(pk, "learning"), said="Recorded. The letter of assurance is ready.")
    return asked(request, form, shown, "Record the letter of assurance")


def ask(request: Any, pk: int) -> HttpResponse:
    """The home school is asked to confirm it in one page."""
    shown = fetch(request, Designation, pk)
    if link := assurance.ask(shown, by=request.person, at=request.now):
        messages.success(request, f"{link.person} has been asked.")
    else:
        messages.error(request, f"Nobody with an e-mail address is recorded who may speak for {shown.home_school}.")
    return redirect(here(pk, "learning"))


def letter(request: Any, pk: int) -> HttpResponseBase:
    """The letter that the leader takes along."""
    return assuring.send_letter(fetch(request, Designation, pk))
