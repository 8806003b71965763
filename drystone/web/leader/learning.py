"""A System Leader's own record of learning: what she did, what she took from it, her statement of a year."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.register import queries, training

from .. import learning
from ..doors import press
from ..pressing import settle
from .profile import needed


def listed(request: Any) -> HttpResponse:
    """Everything of a year, meetings of her groups among it; and a note more."""
    shown, form, here = needed(request), learning.Noting(request.POST or None), reverse("leader-learning")
    verb = lambda: training.note(shown, **form.said(), by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=here, said="Noted."):
        return done
    context = {"shown": shown, "form": form, "back": reverse("leader-profile"), **learning.shown(request, shown)}
    context["contributions"] = queries.contributions_of(shown)[:20]
    return render(request, "leader/learning.html", context)


def take_out(request: Any, pk: int) -> HttpResponse:
    """A note was a mistake."""
    verb = lambda: training.take_out(needed(request), pk, by=request.person, at=request.now)  # noqa: E731
    return press(request, verb, then=reverse("leader-learning"), said="Taken out.")


def statement(request: Any) -> FileResponse:
    """Her statement of learning."""
    return learning.send_statement(request, needed(request))
