"""The home school says how many days a term its System Leader may work for other schools."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.people import access as people_access
from drystone.register import access, placements, release
from drystone.register.models import Designation

from .. import heads, moving, release_rules
from ..doors import fetch, press
from ..releasing import Release, days_of


def days(request: Any, pk: int) -> HttpResponse:
    """For three terms: what the leader may give, and what the school can spare altogether."""
    designation = released(request, pk)
    standing = days_of(designation, request.today)
    form = Release(request.POST or None, days=standing, leader=designation.person.name)
    if request.method == "POST" and form.is_valid():
        return press(
            request,
            lambda: settle(request, designation, form),
            then=reverse("school-release", args=[pk]),
            said="Thank you. The Alliance asks nobody for more than this. You may change it here at any time.",
        )
    context = {
        "designation": designation,
        "conditions": designation.conditions.standing().live().select_related("area"),
        "days": standing,
        "form": form if standing.terms else None,
        "heads_it": people_access.heads(request.person, designation.home_school_id, designation.alliance_id),
    }
    return render(request, "school/release.html", context)


def rules(request: Any, pk: int) -> HttpResponse:
    """How days may be taken: at most so many a week, days that never work, notice."""
    return release_rules.rules(request, released(request, pk), place(pk))


def close(request: Any, pk: int) -> HttpResponse:
    """Dates on which nobody goes."""
    return release_rules.close(request, released(request, pk), place(pk))


def open_again(request: Any, pk: int) -> HttpResponse:
    """Closed dates that work after all."""
    return release_rules.open_again(request, released(request, pk), place(pk))


def change(request: Any, pk: int) -> HttpResponse:
    """The head says that her System Leader leaves, or takes up another job; the office confirms it."""
    shown, back = released(request, pk), reverse("school-release", args=[pk])
    verb = lambda told: placements.report(shown, told, by=request.person, at=request.now)  # noqa: E731
    said = "Thank you. The Alliance looks at it and confirms it."
    return moving.page(request, shown, verb, then=back, said=said, press="Tell the Alliance")


def new_head(request: Any, pk: int) -> HttpResponse:
    """The head says who comes after her; the office confirms it."""
    return heads.page(request, released(request, pk), then=reverse("school-release", args=[pk]))


def released(request: Any, pk: int) -> Designation:
    """A leader whom she releases."""
    designation = fetch(request, Designation, pk, "person", "home_school")
    if not access.releases(request.person, designation):
        raise NotAllowed
    return designation


def place(pk: int) -> release_rules.Place:
    return release_rules.Place.at("school-release", pk, back=reverse("school-release", args=[pk]))


def settle(request: Any, designation: Designation, form: Release) -> None:
    said_by = form.cleaned_data["said_by"]
    release.settle(designation, form.leader_days, form.school_days, said_by=said_by, by=request.person, at=request.now)
