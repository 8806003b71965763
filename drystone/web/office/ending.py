"""The office ends the work of a deployment: finished, cancelled, stopped early, handed over; or takes an end back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment import deployments, fates, undoing
from drystone.deployment.models import Deployment

from ..doors import fetch
from ..pressing import attempt, settle
from . import ending_forms

NAMED = ("leader", "home_school", "receiving_school", "request", "alliance", "supported")


@dataclass(frozen=True)
class End:
    """One way to end: what it is called, what it asks, what it does, what is said before and afterwards."""

    heading: str
    form: type[ending_forms.OfVisits]
    act: Callable[..., Deployment]
    means: str
    said: str
    grave: bool = True


ENDS: dict[str, End] = {
    "finish": End(
        "Finish",
        ending_forms.OfVisits,
        deployments.finish,
        "The receiving school is asked what has changed. Days that were not delivered go back to the home school.",
        "Finished. The school has been asked what has changed.",
        grave=False,
    ),
    "cancel": End(
        "Cancel the deployment",
        ending_forms.Cancel,
        deployments.cancel,
        "Every party is told that it does not take place. The days go back to the home school, and the request is "
        "free for another System Leader.",
        "Cancelled. The parties have been told.",
    ),
    "stop": End(
        "Stop early",
        ending_forms.Stop,
        deployments.stop,
        "Every party and the colleague helped are told that the work ends earlier than planned, not why. Days "
        "delivered are paid, the others go back to the home school. Where the aim is met the request is met, too; "
        "else it is free for another System Leader.",
        "Stopped early. Everybody has been told, and nobody why.",
    ),
    "hand_over": End(
        "Hand over to another leader",
        ending_forms.HandOver,
        deployments.hand_over,
        "Every party and the colleague helped are told that this System Leader does not go on, not why. The request "
        "is open again: you ask a home school first, then the leader, and the receiving school chooses. Objectives, "
        "days left, agreed actions and visit records go to whoever takes over.",
        "Ended here. The request is open again, to find who takes over.",
        grave=False,
    ),
}


def end(request: Any, pk: int, verb: str) -> HttpResponse:
    """What ends, what becomes of each visit that is planned, and why; then it is done in one press."""
    if verb not in ENDS:
        raise Http404
    shown, way = fetch(request, Deployment, pk, *NAMED), ENDS[verb]
    planned = fates.planned(shown)
    form = way.form(request.POST if request.method == "POST" else None, visits=planned, now=request.now)
    act = lambda: way.act(shown, **given(form), by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, act, then=here(shown, verb), said=way.said):
        return done
    context = {"form": form, "shown": shown, "way": way, "back": reverse("office-deployment", args=[pk])}
    return render(request, "office/deployments/end.html", context)


def given(form: ending_forms.OfVisits) -> dict[str, Any]:
    """What was said, with what becomes of each visit."""
    words = {name: said for name, said in form.cleaned_data.items() if not name.startswith(ending_forms.PREFIX)}
    return words | {"of_visits": form.of_visits()}


def here(shown: Deployment, verb: str) -> str:
    """Whoever takes over is sought on the request's page."""
    if verb == "hand_over":
        return reverse("office-request", args=[shown.request_id])
    return reverse("office-deployment", args=[shown.pk])


UNDOINGS: dict[str, Callable[..., Deployment]] = {
    "evaluation_due": undoing.take_back_finish,
    "stopped_early": undoing.take_back_stop,
}


def take_back(request: Any, pk: int) -> HttpResponse:
    """An end that was pressed by mistake: a finish until the school has answered, a stop for five working days."""
    shown = fetch(request, Deployment, pk, *NAMED)
    then = reverse("office-deployment", args=[pk])
    act = UNDOINGS.get(shown.state, undoing.take_back_finish)
    return attempt(
        request,
        lambda: act(shown, by=request.person, at=request.now),
        then=then,
        said="It goes on. Everybody has been told; visits that were called off are planned anew.",
    )
