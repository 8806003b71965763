"""Beside a request: who looks after it, its priority, notes of the office, that the leader has been in touch."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.brokering import looking_after, priority
from drystone.brokering.models import SupportRequest

from ..doors import fetch
from ..pressing import attempt, settle
from . import triage_forms
from .triage import colleagues


def owner(request: Any, pk: int) -> HttpResponse:
    """Somebody of the office looks after it from now on, or nobody."""
    asked, here = fetch(request, SupportRequest, pk, "school", "owner"), reverse("office-request", args=[pk])
    given = request.POST if request.method == "POST" else None
    standing = asked.owner_id or request.person.pk
    form = triage_forms.Owner(given, people=colleagues(request), initial={"owner": str(standing)})

    def act() -> Any:
        return looking_after.give(asked, form.cleaned_data["owner"], by=request.person, at=request.now)

    answer = settle(request, form, act, then=here, said="Noted. A colleague who gets it is told by e-mail.")
    context = {"form": form, "asked": asked, "heading": "Who looks after it", "back": here}
    return answer or render(request, "office/requests/move.html", context)


def set_priority(request: Any, pk: int) -> HttpResponse:
    """The parts of its priority; another one with a reason, or as reckoned again."""
    asked, here = (
        fetch(request, SupportRequest, pk, "school", "set_priority__set_by"),
        reverse("office-request", args=[pk]),
    )
    if "undo" in request.POST:
        undo = lambda: priority.as_reckoned(asked, by=request.person, at=request.now)  # noqa: E731
        return attempt(request, undo, then=here, said="The priority is as reckoned again.")
    given = request.POST if request.method == "POST" else None
    standing = getattr(asked, "set_priority", None)
    form = triage_forms.Priority(given, initial={"priority": asked.priority, "why": standing.why if standing else ""})

    def act() -> Any:
        return priority.set_to(asked, **form.cleaned_data, by=request.person, at=request.now)

    answer = settle(request, form, act, then=here, said="The priority is set.")
    context = {"form": form, "asked": asked, "set_priority": standing, "back": here}
    context["reckoned"] = priority.of(asked, request.today)
    return answer or render(request, "office/requests/priority.html", context)


def note(request: Any, pk: int) -> HttpResponse:
    """The office writes something down."""
    asked, here = fetch(request, SupportRequest, pk, "school"), reverse("office-request", args=[pk])
    form = triage_forms.Note(request.POST if request.method == "POST" else None)

    def act() -> Any:
        return looking_after.note(asked, form.cleaned_data["text"], by=request.person, at=request.now)

    answer = settle(request, form, act, then=f"{here}#notes", said="Noted.")
    context = {"form": form, "asked": asked, "heading": "Write a note", "back": here}
    return answer or render(request, "office/requests/move.html", context)


def in_touch(request: Any, pk: int) -> HttpResponse:
    """The office has heard that leader and school have spoken."""
    asked, here = fetch(request, SupportRequest, pk), reverse("office-request", args=[pk])
    if not request.POST.get("sure"):
        return redirect(here)
    act = lambda: looking_after.say_in_touch(asked, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, act, then=here, said="Noted.")
