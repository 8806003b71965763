"""Transfers out: started, followed, called off; of an alliance elsewhere the office writes down what it says."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.register.models import Designation
from drystone.selection import crossing, departures, transferring
from drystone.selection.lifecycle import DEPARTURE
from drystone.selection.models import Arrival, Departure, DepartureState

from ..components.actions import Action, open_actions
from ..doors import fetch, visible
from ..pressing import settle
from . import leader_work
from .transfer_forms import FirstDay, Told, Whereto

# Verb: what it does, what its page and button are called, what is asked first.
ACTS: dict[str, tuple[Callable[..., Any], str, type[forms.Form]]] = {
    "agree": (departures.agree, "Record that they agree", Told),
    "refuse": (departures.refuse, "Record that they would rather stay", Told),
    "accept": (departures.record_accepted, "Record that they are accepted", FirstDay),
    "decline": (departures.record_declined, "Record that they are not accepted", forms.Form),
    "call_off": (departures.call_off, "Call the transfer off", forms.Form),
}
MOST = 50
TAKEN = (DepartureState.AGREED, DepartureState.ACCEPTED)


def listed(request: Any) -> HttpResponse:
    """Who is going and who is coming, what is open first."""
    going = visible(request, Departure).select_related("designation__person")[:MOST]
    coming = visible(request, Arrival).select_related("person", "school")[:MOST]
    return render(request, "office/transfers/list.html", {"going": going, "coming": coming})


def start(request: Any, pk: int) -> HttpResponse:
    """To which alliance; they are asked whether they agree."""
    shown = fetch(request, Designation, pk, "alliance", "person", "home_school")
    others = Alliance.objects.filter(suspended_on=None).exclude(pk=shown.alliance_id)
    form = Whereto(request.POST or None, others=list(others))
    standing = shown.departures.open().first()
    there = here(standing.pk) if standing else reverse("office-leader", args=[pk])
    begin = lambda: departures.start(shown, **form.whereto(), by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, begin, then=there, said="They are asked whether they agree."):
        return done
    context = {"form": form, "shown": shown, "standing": standing, "work": open_work(shown)}
    return render(request, "office/transfers/start.html", context)


def here(pk: int) -> str:
    return reverse("office-transfer", args=[pk])


def departure(request: Any, pk: int) -> HttpResponse:
    """How far it is, what the other alliance is told, and which work stays here."""
    shown = fetch(request, Departure, pk, "designation__person", "designation__home_school", "started_by")
    designation = shown.designation
    addresses: dict[str, str | Action] = {
        verb: Action(label, reverse("office-transfer-act", args=[pk, verb]), press=False, grave=verb == "call_off")
        for verb, (_, label, _) in ACTS.items()
    }
    context = {
        "shown": shown,
        "leader": designation,
        "known": crossing.grounds(designation),
        "areas": crossing.areas(designation),
        "learned": crossing.learned(designation),
        "work": open_work(designation),
        "kept_back": shown.state in TAKEN and transferring.has_something_to_settle(designation),
        "actions": open_actions(DEPARTURE, request.person, shown, addresses),
        "timeline": events.record_of(shown),
    }
    return render(request, "office/transfers/departure.html", context)


def open_work(designation: Designation) -> list[Any]:
    """Deployments that stay with this alliance until they are closed or handed over."""
    rows = designation.deployments.filter(state__in=leader_work.OPEN)
    return list(rows.select_related("receiving_school").order_by("-id")[:MOST])


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """An answer written down, or the whole called off."""
    if verb not in ACTS:
        raise Http404
    shown = fetch(request, Departure, pk, "designation__person", "designation__home_school")
    does, heading, kind = ACTS[verb]
    form = kind(request.POST if request.method == "POST" else None)  # a bare press brings nothing along
    run = lambda: does(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, run, then=here(pk), said="Recorded."):
        return done
    context = {"form": form, "shown": shown.designation, "heading": heading, "back": here(pk)}
    return render(request, "office/leaders/form.html", context)
