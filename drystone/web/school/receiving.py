"""How a school receives visitors: the pack of a visit, what visitors should know, the days on which it is closed."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from drystone.deployment import access, arrangements, packs
from drystone.deployment.models import Visit, VisitorArrangements
from drystone.lifecycle import NotAllowed
from drystone.people.access import heads, office
from drystone.register import assurance
from drystone.schools.models import Organisation

from .. import assuring, closing_days, files, visit_forms
from ..doors import fetch, press
from .moving import NAMED, hers


def pack(request: Any, pk: int) -> HttpResponse:
    """What the visitor takes along, for her, the school and the office."""
    visit = hers(request, pk)
    word = assuring.standing(visit.deployment.designation, localdate(visit.starts_at))
    context = {
        "visit": visit,
        "pack": packs.of(visit, word["assurance"], at=request.now),
        "letter": word["assurance_letter"],
        "may_arrange": may_arrange(request, visit),
        "back": reverse("school-visit", args=[pk]),
    }
    return render(request, "visits/pack.html", context)


def may_arrange(request: Any, visit: Visit) -> bool:
    return access.receiving_head(request.person, visit) or office(request.person, visit)


def pack_paper(request: Any, pk: int) -> HttpResponseBase:
    """The same as a page to print."""
    visit = hers(request, pk)
    given = assurance.of(visit.deployment.designation)
    made = packs.paper(packs.of(visit, given, at=request.now), at=request.now)
    return files.send(made, f"visit {localdate(visit.starts_at):%Y-%m-%d}.pdf", files.PDF)


def of_visit(request: Any, pk: int) -> HttpResponse:
    """What visitors should know, by the link of a visit."""
    visit = fetch(request, Visit, pk, *NAMED)
    if not may_arrange(request, visit):
        raise NotAllowed
    return arranged(request, visit.deployment.receiving_school, back=reverse("school-visit", args=[pk]))


def by_link(request: Any, pk: int) -> HttpResponse:
    """What visitors should know, by the link of the question itself."""
    row = fetch(request, VisitorArrangements, pk, "school")
    if not (heads(request.person, row.school_id, row.alliance_id) or office(request.person, row)):
        raise NotAllowed
    return arranged(request, row.school, back=reverse("school-arrangements", args=[pk]))


def arranged(request: Any, school: Organisation, *, back: str) -> HttpResponse:
    row = arrangements.known(school.pk, request.alliance.pk)
    initial = {name: getattr(row, name) for name in arrangements.NAMES} if row else {}
    form = visit_forms.Arrangements(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        acting = {"by": request.person, "at": request.now}
        verb = lambda: arrangements.give(school, request.alliance, form.cleaned_data, **acting)  # noqa: E731
        return press(request, verb, then=back, said="Thank you. Every visitor reads it beforehand.")
    context = {"form": form, "school": school, "given": row, "back": back}
    return render(request, "visits/arrangements.html", context)


def closed_days(request: Any, pk: int) -> HttpResponse:
    """INSET and closed days of the school that is visited."""
    visit = fetch(request, Visit, pk, *NAMED)
    if not may_arrange(request, visit):
        raise NotAllowed
    return closing_days.page(request, visit.deployment.receiving_school, back=reverse("school-visit", args=[pk]))
