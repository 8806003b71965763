"""Where a System Leader works: the office confirms what it was told, or takes a change back that is to come."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from drystone.register import placements
from drystone.register.models import Designation

from .. import moving
from ..doors import fetch, press


def change(request: Any, pk: int) -> HttpResponse:
    """The three questions, filled in with what somebody reported."""
    shown = fetch(request, Designation, pk)
    reported = shown.reported_changes.filter(settled_at=None).select_related("told_by", "school").first()
    initial = None
    if reported:
        job = "head" if reported.is_headteacher else "staff"
        moved = {"school": reported.school} if reported.school != shown.home_school else {}
        initial = {"job": job, "job_title": reported.job_title, "starts": reported.starts, **moved}
    verb = lambda told: placements.change(shown, told, by=request.person, at=request.now)  # noqa: E731
    there, dismissal = reverse("office-leader", args=[pk]), reverse("office-leader-change-act", args=[pk, "dismissal"])
    more: dict[str, Any] = {
        "initial": initial,
        "reported": reported,
        "dismissal": dismissal,
        "press": "Confirm this change",
    }
    return moving.page(request, shown, verb, then=there, said="Confirmed.", **more)


def act(request: Any, pk: int, act: str) -> HttpResponse:
    """Lays aside what was reported, or takes back a change that has not begun."""
    shown, acting = fetch(request, Designation, pk), {"by": request.person, "at": request.now}
    reported = shown.reported_changes.filter(settled_at=None).first()
    coming = shown.placements.filter(begun=False).first()
    there = reverse("office-leader-part", args=[pk, "work"])
    if act == "dismissal" and reported:
        return press(request, lambda: placements.dismiss(reported, note="", **acting), then=there, said="Laid aside.")
    if act == "taking-back" and coming:
        return press(request, lambda: placements.take_back(coming, **acting), then=there, said="Taken back.")
    if act not in ("dismissal", "taking-back"):
        raise Http404
    messages.info(request, "Nothing is left to do about it.")
    return redirect(there)
