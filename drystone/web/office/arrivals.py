"""Transfers in: what is proposed, prepared by one who manages the alliance and seen by a second; or declined."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.history import events
from drystone.register import areas
from drystone.register.models import Area
from drystone.selection import arrivals
from drystone.selection.lifecycle import ARRIVAL
from drystone.selection.models import Arrival, ArrivalRefusal, ArrivalState

from ..components.actions import Action, open_actions
from ..doors import fetch, visible
from ..pressing import settle
from .transfer_forms import Because, FromElsewhere, Preparing

ACTS: dict[str, tuple[Callable[..., Any], str, type[forms.Form]]] = {
    "confirm": (arrivals.confirm, "I have seen it: accept", forms.Form),
    "decline": (arrivals.decline, "Decline", Because),
}


def here(pk: int) -> str:
    return reverse("office-arrival", args=[pk])


def offered(request: Any) -> dict[str, Area]:
    """The areas that may be chosen, by their code."""
    return {area.code: area for area in Area.objects.offered_by(request.alliance.pk)}


def arrival(request: Any, pk: int) -> HttpResponse:
    """What is known of them; while it is open, as what each area is taken and from when."""
    shown = fetch(request, Arrival, pk, "person", "school", "prepared_by", "designation")
    move = ARRIVAL.may(request.person, shown, "prepare")
    form = preparing(request, shown) if move and shown.crossing else None
    if form:
        run = lambda: arrivals.prepare(  # noqa: E731
            shown, form.taken(), form.cleaned_data["first_day"], by=request.person, at=request.now
        )
        if done := settle(request, form, run, then=here(pk), said="Prepared. Somebody else looks at it now."):
            return done
    context = {
        "shown": shown,
        "form": form,
        "areas": shown.areas.select_related("taken_as"),
        "actions": open_actions(ARRIVAL, request.person, shown, addresses(pk)),
        "today": request.today,
        "refusal": refusal(request, shown),
        "timeline": events.record_of(shown),
    }
    return render(request, "office/transfers/arrival.html", context)


def refusal(request: Any, shown: Arrival) -> ArrivalRefusal | None:
    """Why it was declined, for who manages the alliance; that she read it is kept."""
    if shown.state != ArrivalState.DECLINED:
        return None
    found = visible(request, ArrivalRefusal).filter(arrival=shown).first()
    if found:
        events.look(found, by=request.person, at=request.now)
    return found


def addresses(pk: int) -> dict[str, str | Action]:
    return {
        verb: Action(label, reverse("office-arrival-act", args=[pk, verb]), press=False, grave=verb == "decline")
        for verb, (_, label, _) in ACTS.items()
    }


def preparing(request: Any, shown: Arrival) -> Preparing:
    choices = areas.choices(Area.objects.offered_by(shown.alliance_id), shown.alliance_id, request.today)
    usual = {"first_day": shown.first_day or min(request.today + timedelta(days=1), shown.ends)}
    posted = request.POST if request.method == "POST" else None
    return Preparing(posted, arrival=shown, areas=choices, offered=offered(request), initial=usual)


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """Accepted by the second person, or declined."""
    if verb not in ACTS:
        raise Http404
    shown = fetch(request, Arrival, pk, "person", "school", "alliance")
    does, heading, kind = ACTS[verb]
    form = kind(request.POST if request.method == "POST" else None)  # a bare press brings nothing along
    run = lambda: does(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, run, then=here(pk), said="Recorded."):
        return done
    return render(request, "office/transfers/act.html", {"form": form, "shown": shown, "heading": heading})


def record(request: Any) -> HttpResponse:
    """Somebody comes from an alliance elsewhere."""
    form = FromElsewhere(request.POST or None, offered=offered(request))
    then = reverse("office-transfers")
    run = lambda: arrivals.record(  # noqa: E731
        request.alliance, form.known(), form.granted(), by=request.person, at=request.now
    )
    if done := settle(request, form, run, then=then, said="Recorded. Somebody else looks at it now."):
        return done
    return render(request, "office/transfers/record.html", {"form": form, "back": then})
