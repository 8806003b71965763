"""A leader's visits: what comes next, what waits to be written up, what lies behind; several planned at once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment import diaries

from .. import inspecting, several_visits
from ..components import paging
from ..visiting import Place
from .deployments import own

AHEAD = 12


def mine(request: Any) -> HttpResponse:
    """On one page, on a phone: the next visit on top."""
    rows = diaries.hers(request.person)
    coming = list(diaries.coming(rows, request.now)[:AHEAD])
    page = paging.page(diaries.behind(rows, request.now), ("-starts_at", "-id"), request.GET.get("page", ""))
    context = {
        "next": coming[0] if coming else None,
        "then": coming[1:],
        "to_write_up": diaries.to_write_up(rows, request.now)[: paging.SIZE],
        "page": page,
    }
    return render(request, "leader/visits.html", context)


def several(request: Any, pk: int) -> HttpResponse:
    """Several visits by the pattern that was agreed."""
    return several_visits.page(request, own(request, pk), Place(reverse("leader-deployment", args=[pk])))


def inspection(request: Any, pk: int) -> HttpResponse:
    """Her own school, or the one she visits, has been called by Ofsted: her visits move."""
    deployment = own(request, pk)
    schools = [deployment.receiving_school, deployment.home_school]
    return inspecting.page(request, schools, back=reverse("leader-deployment", args=[pk]), leader=request.person)
