"""Evidence from the school that was helped, beside its evaluation: what shows the change, and who may read it."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from drystone.deployment.models import Evidence, Review

from .. import what_changed
from .evaluating import mine


def page(request: Any, pk: int) -> HttpResponse:
    """What the school gave so far."""
    review = mine(request, pk)
    context = {"review": review, "deployment": review.deployment, "evidence": list(given(request, review))}
    return render(request, "school/evidence.html", context)


def given(request: Any, review: Review) -> Any:
    rows = Evidence.objects.filter(deployment=review.deployment_id, given_by=request.person)
    return rows.select_related("objective", "given_by")


def add(request: Any, pk: int) -> HttpResponse:
    """One thing more."""
    return what_changed.add(request, mine(request, pk).deployment, then=here(pk))


def file(request: Any, pk: int, piece: int) -> HttpResponseBase:
    return what_changed.file(get_object_or_404(given(request, mine(request, pk)), pk=piece))


def remove(request: Any, pk: int, piece: int) -> HttpResponse:
    """The school takes back what it gave."""
    return what_changed.remove(request, given(request, mine(request, pk)).filter(pk=piece).first(), then=here(pk))


def here(pk: int) -> str:
    return reverse("school-evidence", args=[pk])
