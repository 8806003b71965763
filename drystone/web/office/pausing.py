"""The office lets the work of a deployment rest, sets another day, lets it go on."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment import fates, pausing
from drystone.deployment.models import Deployment, DeploymentState, Why
from drystone.register.models import Designation, DesignationState

from ..doors import fetch
from ..pressing import settle
from . import ending_forms

NAMED = ("leader", "home_school", "receiving_school", "designation", "request", "alliance", "supported")


def pause(request: Any, pk: int) -> HttpResponse:
    """Until when and why, what becomes of planned visits and of the days."""
    shown = fetch(request, Deployment, pk, *NAMED)
    form = ending_forms.Pause(request.POST or None, initial=suggested(shown))
    act = lambda: pausing.pause(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, act, then=here(pk), said="Paused. Everybody has been told until when."):
        return done
    return asked(request, form, shown, "Pause the work")


def suggested(shown: Deployment) -> dict[str, Any]:
    """Where the leader is away herself, until she is back; nothing of why."""
    back_on = away_until(shown.designation)
    return {"until": back_on, "reason": Why.Reason.LEADER} if back_on else {}


def away_until(designation: Designation) -> date | None:
    """When she is expected back, where she is away now."""
    if designation.state != DesignationState.PAUSED:
        return None
    return designation.pauses.open().values_list("back_on", flat=True).first()


def change_end(request: Any, pk: int) -> HttpResponse:
    """The work goes on on another day."""
    shown = fetch(request, Deployment, pk, *NAMED)
    standing = shown.pauses.first()
    initial = {"until": standing.until} if standing else {}
    form = ending_forms.PauseEnd(request.POST or None, initial=initial)
    act = lambda: pausing.change_end(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, act, then=here(pk), said="Changed. Everybody has been told."):
        return done
    return asked(request, form, shown, "Change the day on which it goes on")


def resume(request: Any, pk: int) -> HttpResponse:
    """It goes on, with all of the days or those that are left."""
    shown = fetch(request, Deployment, pk, *NAMED)
    form = ending_forms.Resume(request.POST if request.method == "POST" else None)
    act = lambda: pausing.resume(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, act, then=here(pk), said="It goes on. Everybody has been told."):
        return done
    return asked(request, form, shown, "Let the work go on")


def here(pk: int) -> str:
    return reverse("office-deployment", args=[pk])


def asked(request: Any, form: forms.Form, shown: Deployment, heading: str) -> HttpResponse:
    """With the visits that are planned, so that nobody forgets one."""
    rests = shown.state == DeploymentState.PAUSED
    planned = [visit for visit in fates.planned(shown) if visit.starts_at > request.now]
    context = {"form": form, "shown": shown, "heading": heading, "back": here(shown.pk), "rests": rests}
    return render(request, "office/deployments/pause.html", context | {"planned": planned})
