"""What her work changed: the objectives over time, and the evidence, of one deployment and of all."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment.models import Evidence

from .. import what_changed
from ..components import paging
from ..doors import fetch, visible
from .deployments import own


def page(request: Any, pk: int) -> HttpResponse:
    """One deployment: each objective's course, and what shows it."""
    return render(request, "leader/what_changed.html", what_changed.shown(request, own(request, pk)))


def add(request: Any, pk: int) -> HttpResponse:
    """She gives evidence of her work; who may read it beyond the two schools is not hers to say."""
    return what_changed.add(request, own(request, pk), then=reverse("leader-what-changed", args=[pk]))


def listed(request: Any) -> HttpResponse:
    """All evidence of her work that she may read, wherever it was, the newest first."""
    rows = visible(request, Evidence).filter(deployment__leader=request.person)
    page = paging.page(
        rows.select_related("deployment__receiving_school", "objective", "given_by"),
        ("-given_at", "-id"),
        request.GET.get("page", ""),
    )
    return render(request, "leader/evidence.html", {"page": page})


def hers(request: Any, pk: int) -> Evidence:
    piece = fetch(request, Evidence, pk, "deployment")
    if piece.deployment.leader_id != request.person.pk:
        raise Http404
    return piece


def file(request: Any, pk: int) -> HttpResponseBase:
    return what_changed.file(hers(request, pk))


def remove(request: Any, pk: int) -> HttpResponse:
    """She takes away what she gave."""
    piece = visible(request, Evidence).filter(pk=pk, given_by=request.person).select_related("deployment").first()
    then = reverse("leader-what-changed", args=[piece.deployment_id]) if piece else reverse("leader-evidence")
    return what_changed.remove(request, piece, then=then)
