"""A visit that moves, does not suit, was missed or gives way to an inspection, as the school that is visited acts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from drystone.deployment import access, rearranging
from drystone.deployment.models import Visit
from drystone.lifecycle import NotAllowed

from .. import inspecting, visit_forms, visiting
from ..doors import fetch, press
from ..visiting import Place
from .releasing import released

NAMED = (*visiting.OF_VISIT, "deployment__supported", "deployment__designation__person")


def here(pk: int) -> str:
    return reverse("school-visit", args=[pk])


def hers(request: Any, pk: int) -> Visit:
    """One that she makes, receives or looks after; whoever only reads of it changes nothing."""
    visit = fetch(request, Visit, pk, *NAMED)
    if not access.receives(request.person, visit):
        raise NotAllowed
    return visit


def move(request: Any, pk: int) -> HttpResponse:
    """The school moves the visit; everybody's calendar moves."""
    return visiting.move(request, hers(request, pk), Place(here(pk), for_school=True))


def missed(request: Any, pk: int) -> HttpResponse:
    """Somebody was not there, or that was a mistake."""
    return visiting.missed(request, hers(request, pk), Place(here(pk)))


def objection(request: Any, pk: int) -> HttpResponse:
    """The new day does not suit; whoever moved the visit is told."""
    visit = hers(request, pk)
    form, last = visit_forms.Objection(request.POST), rearranging.last_move(visit)
    if last is None or not form.is_valid():
        messages.error(request, "Write why the day does not suit, and when would.")
        return redirect(here(pk))
    verb = lambda: rearranging.object_to(last, form.cleaned_data["words"], by=request.person, at=request.now)  # noqa: E731
    return press(request, verb, then=here(pk), said="Whoever moved the visit has been told.")


def kept(request: Any, pk: int) -> HttpResponse:
    """The day stands after all; whoever says so has ticked it."""
    visit = hers(request, pk)
    last = rearranging.last_move(visit)
    if last is None or not request.POST.get("sure"):
        return redirect(here(pk))
    verb = lambda: rearranging.keep(last, by=request.person, at=request.now)  # noqa: E731
    return press(request, verb, then=here(pk), said="The day stands.")


def inspection(request: Any, pk: int) -> HttpResponse:
    """The school that is visited has been called by Ofsted."""
    visit = hers(request, pk)
    leader = request.person if access.leads(request.person, visit) else None
    return inspecting.page(request, [visit.deployment.receiving_school], back=here(pk), leader=leader)


def home_inspection(request: Any, pk: int) -> HttpResponse:
    """The home school has been called by Ofsted: the visits of its leaders move."""
    designation = released(request, pk)
    return inspecting.page(request, [designation.home_school], back=reverse("school-release", args=[pk]))
