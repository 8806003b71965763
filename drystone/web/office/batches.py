"""Many statements sent or approved, or a month prepared, at one press: how far the job is, and what stops it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.lifecycle import Refused
from drystone.payments import batches as many
from drystone.payments.models import Batch

from ..doors import fetch
from ..pressing import attempt

SECONDS = 3  # between two looks at a batch that is under way


def start(request: Any) -> HttpResponse:
    """Asks the worker for it; while one is under way, whoever asks is shown that one."""
    act = request.POST.get("act", "")
    if act not in Batch.Act.values:
        messages.error(request, "Choose what is to be done with them all.")
        return redirect("office-statements")
    try:
        batch = many.start(request.alliance, act, by=request.person, at=request.now)
    except Refused as no:
        messages.info(request, str(no))
        return redirect("office-statements")
    return redirect("office-batch", batch.pk)


class Month(forms.Form):
    month = forms.DateField(input_formats=["%Y-%m"])


def prepare(request: Any, act: str, then: str) -> HttpResponse:
    """Asks the worker to pull what is due by now and to put it on the papers of a month."""
    form = Month(request.POST)
    if not form.is_valid() or form.cleaned_data["month"] > request.today:
        messages.error(request, "Choose a month that has begun.")
        return redirect(then)
    started = many.start(request.alliance, act, **form.cleaned_data, by=request.person, at=request.now)
    return redirect("office-batch", started.pk)


def batch(request: Any, pk: int) -> HttpResponse:
    """How far it is. The page looks again by itself, without a script; one press stops that."""
    shown = fetch(request, Batch, pk, "asked_by")
    under_way, still = shown.state in Batch.UNDER_WAY, "still" in request.GET
    context = {"batch": shown, "under_way": under_way, "still": still, "seconds": SECONDS}
    response = render(request, "office/statements/batch.html", context)
    if under_way and not still:
        response["Refresh"] = str(SECONDS)
    return response


def stop(request: Any, pk: int) -> HttpResponse:
    """No more are begun; what was done stays done."""
    shown, then = fetch(request, Batch, pk), reverse("office-batch", args=[pk])
    return attempt(request, lambda: many.cancel(shown, by=request.person, at=request.now), then=then, said="Stopped.")
