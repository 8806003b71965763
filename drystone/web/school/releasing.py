"""The home school says how many days a term its System Leader may work for other schools."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.register import access, release
from drystone.register.models import Designation

from ..doors import fetch, press
from ..releasing import Release, days_of


def days(request: Any, pk: int) -> HttpResponse:
    """For three terms: what the leader may give, and what the school can spare altogether."""
    designation = fetch(request, Designation, pk, "person", "home_school")
    if not access.releases(request.person, designation):
        raise NotAllowed
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
    }
    return render(request, "school/release.html", context)


def settle(request: Any, designation: Designation, form: Release) -> None:
    given = {name: form.cleaned_data[name] for name in ("note", "said_by")}
    release.settle(designation, form.leader_days, form.school_days, **given, by=request.person, at=request.now)
