"""Pins: the office's word, before any plan of a term, on who is to help with one request."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from drystone.brokering import pins
from drystone.brokering.models import SupportRequest
from drystone.register.models import Designation, DesignationState

from ..doors import fetch, visible
from ..pressing import attempt, back_to, settle
from .term_forms import Pinning


def pin(request: Any, pk: int) -> HttpResponse:
    """One leader for this request, with the reason; every later plan keeps it, or says why it cannot."""
    asked = fetch(request, SupportRequest, pk, "school", "area")
    rows = visible(request, Designation).filter(alliance=request.alliance, areas__area=asked.area_id)
    rows = rows.exclude(state=DesignationState.ENDED).select_related("person", "home_school")
    leaders = list(rows.order_by("person__name", "pk"))
    form, here = Pinning(request.POST or None, leaders=leaders), back_to("office-term-plans")

    def verb() -> Any:
        given = form.cleaned_data
        return pins.pin(asked, given["leader"], reason=given["reason"], by=request.person, at=request.now)

    answer = settle(request, form, verb, then=here, said="Pinned. The next plan keeps it, or says why it cannot.")
    return answer or render(
        request,
        "office/requests/move.html",
        {"form": form, "asked": asked, "heading": "Pin a System Leader", "back": back_to("office-request", pk)},
    )


def unpin(request: Any, pk: int) -> HttpResponse:
    """The next plan chooses freely."""
    asked = fetch(request, SupportRequest, pk)
    verb = lambda: pins.unpin(asked, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=back_to("office-term-plans"), said="No longer pinned.")
