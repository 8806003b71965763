"""Core training: its sessions, and a place at one of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from drystone.groups import sign_ups, training
from drystone.groups.models import Meeting

from ..doors import fetch
from ..pressing import attempt, back_to
from .profile import needed


def listed(request: Any) -> HttpResponse:
    """When the next sessions are, where there is room, and where she has a place."""
    shown = needed(request)
    coming = training.coming(shown.alliance, request.person, request.now)[:50]
    sessions = [(each, None if each.places is None else max(0, each.places - each.taken)) for each in coming]
    context = {"sessions": sessions, "back": back_to("leader-profile")}
    return render(request, "leader/training.html", context)


def book(request: Any, pk: int) -> HttpResponse:
    """She takes a place, or waits for one."""
    session = fetch(request, Meeting, pk, "group__alliance")
    act = lambda: sign_ups.book(session, by=request.person, at=request.now)  # noqa: E731
    said = "Booked. The message says whether you have a place, or wait for one."
    return attempt(request, act, then=back_to("leader-meeting", pk), said=said)
