"""A form whose verb may be refused by a rule: what the rule says stands at the top of the form, nothing is lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from drystone.lifecycle import Refused
from drystone.questions.editing import CannotEdit

from .doors import press

REFUSALS = (Refused, CannotEdit)


def settle(
    request: Any, form: forms.Form, verb: Callable[[], Any], *, then: str, said: str = ""
) -> HttpResponse | None:
    """Presses when the form is sent and valid; None when the page is to be shown, with whatever is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return press(request, verb, then=then, said=said)
    except REFUSALS as no:
        form.add_error(None, str(no))
        return None


def attempt(request: Any, verb: Callable[[], Any], *, then: str, said: str = "") -> HttpResponse:
    """Presses a bare button; what a rule says against it is shown on the page one goes back to."""
    try:
        return press(request, verb, then=then, said=said)
    except REFUSALS as no:
        messages.error(request, str(no))
        return redirect(then)


def is_bare(request: Any) -> bool:
    """By a link, and without the tick beside the button (parts/sure.html): so presses a mail filter, not a person."""
    return request.link is not None and not request.POST.get("sure")


def back_to(name: str, *args: Any) -> str:
    return reverse(name, args=args)
