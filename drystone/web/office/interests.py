"""Who said that they are interested in the role, and waits for the next round."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.selection import interests
from drystone.selection.models import Interest

from ..components import paging
from ..doors import visible
from ..pressing import attempt, back_to


def listed(request: Any) -> HttpResponse:
    """Everybody who is interested, the latest first."""
    rows = visible(request, Interest).filter(alliance=request.alliance).select_related("area")
    page = paging.page(rows, ("-asked_at", "-id"), request.GET.get("page", ""))
    waiting = rows.filter(told_at=None).count()
    context = {"page": page, "waiting": waiting, "back": back_to("office-rounds")}
    return render(request, "office/rounds/interests.html", context)


def remove(request: Any, pk: int) -> HttpResponse:
    """Somebody asked to be forgotten, by telephone say."""
    standing, then = visible(request, Interest).filter(pk=pk).first(), back_to("office-interests")
    if standing is None:
        messages.info(request, "This person was taken off the list before.")
        return redirect(then)
    verb = lambda: interests.forget(standing, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=then, said=f"{standing.name} is off the list.")
