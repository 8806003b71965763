"""A concern, for the manager and the quality lead alone. That somebody read it is written down."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment import concerns
from drystone.deployment.lifecycle import CONCERN
from drystone.deployment.models import Concern
from drystone.history import events
from drystone.questions import reader

from ..components.actions import Action, open_actions
from ..doors import fetch, press
from . import deployment_forms

MOVES = {"escalate": "Take it further", "resolve": "Close the concern"}


def concern(request: Any, pk: int) -> HttpResponse:
    """What was written, by whom, and what became of it."""
    shown = fetch(request, Concern, pk)
    events.look(shown, by=request.person, at=request.now)
    pages = {
        verb: Action(label, reverse("office-concern-move", args=[pk, verb]), press=False)
        for verb, label in MOVES.items()
    }
    lines = [line for part in reader.read(shown.sheet, reader.OFFICE) for line in part.lines if line.answered]
    context = {
        "concern": shown,
        "deployment": shown.deployment,
        "lines": lines,
        "actions": open_actions(CONCERN, request.person, shown, pages),
        "timeline": events.of(shown),
    }
    return render(request, "office/deployments/concern.html", context)


def move(request: Any, pk: int, verb: str) -> HttpResponse:
    """Taken further, or closed, with where to or how."""
    if verb not in MOVES:
        raise Http404
    shown = fetch(request, Concern, pk)
    form, then = deployment_forms.Why(request.POST or None), reverse("office-concern", args=[pk])
    if request.method == "POST" and form.is_valid():
        given = {"note": form.cleaned_data["note"], "by": request.person, "at": request.now}
        return press(request, lambda: getattr(concerns, verb)(shown, **given), then=then, said="Written down.")
    context = {"form": form, "shown": shown.deployment, "heading": MOVES[verb], "back": then}
    return render(request, "office/deployments/form.html", context)
