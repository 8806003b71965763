"""All the help that one school had, from anybody; and writing down what others gave."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from drystone.brokering import outside
from drystone.brokering.models import OutsideSupport, SupportRequest
from drystone.reports import support_history
from drystone.schools.models import Membership, Organisation

from ..doors import fetch
from ..pressing import attempt, settle
from . import triage_forms


def school_of(request: Any, pk: int) -> Organisation:
    """A school that this alliance has to do with: its member, or one that asked, or of which something is noted."""
    theirs = {"alliance": request.alliance}
    at = (("organisation", Membership), ("school", SupportRequest), ("school", OutsideSupport))
    known = [Exists(kind._default_manager.filter(**theirs, **{name: OuterRef("pk")})) for name, kind in at]
    return get_object_or_404(Organisation.objects.filter(known[0] | known[1] | known[2]), pk=pk)


def support(request: Any, pk: int) -> HttpResponse:
    """Requests with what became of them, deployments, groups, and support by others."""
    school = school_of(request, pk)
    lines = support_history.of_school(request.alliance, school)
    return render(request, "office/requests/school.html", {"school": school, "lines": lines})


def note(request: Any, pk: int) -> HttpResponse:
    """The office writes down what a school had from somebody else."""
    school, here = school_of(request, pk), reverse("office-school-support", args=[pk])
    form = triage_forms.Outside(request.POST if request.method == "POST" else None)

    def act() -> Any:
        heard = outside.Heard(**form.cleaned_data)
        return outside.note(request.alliance, school, heard, by=request.person, at=request.now)

    answer = settle(request, form, act, then=here, said="Noted.")
    return answer or render(request, "office/requests/outside.html", {"form": form, "school": school, "back": here})


def take_back(request: Any, pk: int) -> HttpResponse:
    """It was noted by mistake."""
    noted = fetch(request, OutsideSupport, pk, "school")
    here = reverse("office-school-support", args=[noted.school_id])
    if not request.POST.get("sure"):
        return redirect(here)
    act = lambda: outside.take_back(noted, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, act, then=here, said="Taken back.")
