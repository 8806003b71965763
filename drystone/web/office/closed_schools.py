"""A school has closed: where its System Leaders go on, one press each; and what else hangs on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from drystone.brokering.models import SupportRequest
from drystone.brokering.models.request import RequestState
from drystone.deployment.models import Deployment
from drystone.people.access import manager
from drystone.register import closing
from drystone.register.lifecycle import LIVING
from drystone.register.models import Designation, Placement
from drystone.schools import successors
from drystone.schools.models import Membership, Organisation

from ..doors import fetch, visible
from ..pressing import attempt
from . import leader_work

R = RequestState
OVER = (R.REDIRECTED, R.DECLINED, R.MERGED, R.WITHDRAWN, R.MET, R.UNMET)


class Going(forms.Form):
    leader = forms.IntegerField()
    school = forms.IntegerField()


def closed(request: Any, pk: int) -> HttpResponse:
    """Who works there on paper, and the schools that carry on; a press moves one of them."""
    school = get_object_or_404(Organisation, pk=pk, status=Organisation.Status.CLOSED)
    if not Placement.objects.filter(alliance=request.alliance, school=school).exists():
        raise Http404
    after = successors.current(school)
    if request.method == "POST":
        return move(request, school, after)
    leaders = list(visible(request, Designation).filter(home_school=school, state__in=LIVING).select_related("person"))
    work = Deployment.objects.filter(designation__in=leaders, state__in=leader_work.OPEN)
    asked = visible(request, SupportRequest).filter(school=school).exclude(state__in=OVER)
    context = {
        "school": school,
        "after": after,
        "leaders": leaders,
        "work": work.select_related("leader", "receiving_school"),
        "requests": asked[:20],
        "member": Membership.objects.on(request.today).filter(alliance=request.alliance, organisation=school).exists(),
        "manages": manager(request.person, Membership(alliance=request.alliance)),
    }
    return render(request, "office/closed_school.html", context)


def move(request: Any, school: Organisation, after: list[Organisation]) -> HttpResponse:
    """To the successor that was pressed; never to a school that did not follow this one."""
    form, there = Going(request.POST), reverse("office-school-closed", args=[school.pk])
    wanted = next((each for each in after if form.is_valid() and each.pk == form.cleaned_data["school"]), None)
    if wanted is None:
        messages.error(request, "Choose for whom, and which of the schools that followed.")
        return redirect(there)
    shown = fetch(request, Designation, form.cleaned_data["leader"], "person", "home_school", "alliance")
    act = lambda: closing.go_on(shown, school, wanted, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, act, then=there, said=f"{shown.person} works at {wanted} now.")
