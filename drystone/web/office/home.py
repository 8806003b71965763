"""The office's day on one page."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from drystone.deployment.models import Visit
from drystone.people import access
from drystone.people.roles import MANAGES
from drystone.reports import parts, waiting

from .. import tasks


def home(request: Any) -> HttpResponse:
    """Needs you today: what has waited longest first; then the visits of the next seven days."""
    found = waiting.for_office(request.alliance, reader=request.person, at=request.now)
    lines = tasks.lines(found, tasks.FOR_OFFICE, reader=request.person)
    week = Visit.objects.visible_to(request.person, on=request.today).filter(
        alliance=request.alliance,
        state="planned",
        starts_at__gte=request.now,
        starts_at__lt=request.now + timedelta(days=7),
    )
    context = {
        "urgent": [each for each in lines if each.tone != "wait"],
        "others": [each for each in lines if each.tone == "wait"],
        "more": len(found) == parts.MOST,
        "late": sum(each.kind == "induction-overdue" for each in found),
        "week": week.select_related("deployment__leader", "deployment__receiving_school")[:20],
    }
    context["manages"] = request.alliance.pk in access.alliances_as(request.person, MANAGES)
    return render(request, "office/home.html", context)
