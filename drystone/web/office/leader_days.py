"""The days of one System Leader: granted, promised, left."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from drystone.register import diary
from drystone.register.models import Designation

from .. import leaders_days, release_rules
from ..doors import fetch
from ..leaders_days import Pressed
from ..pressing import attempt


def read(request: Any, shown: Designation) -> dict[str, Any]:
    """What her school releases her for in the coming terms, and on which days."""
    rules = diary.said(release_rules.of_designation(shown, request.today))
    (line,) = leaders_days.lines([shown], shown.alliance, request.today)
    granted = any(bar.days.meter.granted for bar in line.bars)
    return {"line": line, "rules": rules, "form": recording(None), "granted": granted}


def recording(given: Any) -> Pressed:
    """The form around the buttons: who of the school told the office, and how, is typed."""
    form = Pressed(given, typed=True)
    form.fields["said_by"].label = "Who told you, and how"
    form.fields["said_by"].help_text = "For example: Ann Peel, by telephone on Tuesday"
    return form


def change(request: Any, pk: int) -> HttpResponse:
    """The office presses what the head told it to."""
    shown = fetch(request, Designation, pk)
    form, here = recording(request.POST), reverse("office-leader-part", args=[pk, "days"])
    if not form.is_valid():
        messages.error(request, "Write who told you, and how.")
        return redirect(here)
    lines = leaders_days.lines([shown], shown.alliance, request.today)
    return attempt(request, lambda: leaders_days.press(request, lines, form), then=here, said="Recorded.")


def record_rules(request: Any, pk: int) -> HttpResponse:
    """The office writes down how the home school wants its days taken."""
    return release_rules.rules(request, fetch(request, Designation, pk), place(pk))


def close(request: Any, pk: int) -> HttpResponse:
    """Dates on which nobody goes, as the home school said."""
    return release_rules.close(request, fetch(request, Designation, pk), place(pk))


def open_again(request: Any, pk: int) -> HttpResponse:
    """Closed dates that work after all, as the home school said."""
    return release_rules.open_again(request, fetch(request, Designation, pk), place(pk))


def place(pk: int) -> release_rules.Place:
    back = reverse("office-leader-part", args=[pk, "days"])
    return release_rules.Place.at("office-leader", pk, back=back, recorded=True)
