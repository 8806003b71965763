"""Where everybody comes in after signing in."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.brokering.access import notes_needs
from drystone.brokering.models import RequestState, SupportRequest
from drystone.groups.models import Group
from drystone.groups.models.group import belonging
from drystone.people import access
from drystone.people.models import Post
from drystone.people.roles import ANSWERS_FOR_A_PAYER, SPEAKS_FOR_MONEY, Role
from drystone.reports import waiting
from drystone.selection.models import Round

from .. import support, tasks

OVER = (RequestState.DECLINED, RequestState.MERGED, RequestState.WITHDRAWN)


def home(request: Any) -> HttpResponse:
    """The office sees what needs it today; everybody else her own tasks."""
    if access.office_of(request.person):
        return redirect("office-home")
    found = waiting.for_person(request.person, at=request.now)
    applications = list(request.person.applications.select_related("round").order_by("-id")[:5])
    theirs = SupportRequest.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    requests = support.with_what_is_told(theirs.exclude(state__in=OVER)).order_by("-id")[:5]
    context = {
        "tasks": tasks.lines(found, tasks.FOR_PERSON, reader=request.person),
        "applications": applications,
        "designation": request.person.designations.exclude(state="ended").first(),
        "deployments": request.person.deployments.select_related("receiving_school").order_by("-id")[:5],
        "rounds": [each for each in open_rounds(request) if each.pk not in {row.round_id for row in applications}],
        "requests": [(each, support.told(each, request.person)) for each in requests],
        "speaks_for_money": bool(access.places_as(request.person, *SPEAKS_FOR_MONEY)),
        "answers_for_a_payer": bool(access.places_as(request.person, *ANSWERS_FOR_A_PAYER)),
        "heads": bool(access.places_as(request.person, Role.HEAD)),
        "asks": bool(access.places_as(request.person, Role.HEAD, Role.COMMISSIONER)),
        "in_groups": Group.objects.filter(belonging(request.person, request.today)).exists(),
        "notes_needs": bool(request.alliance) and notes_needs(request.person, request.alliance, request.now),
        "posts": Post.objects.on(request.today).filter(person=request.person).select_related("organisation"),
    }
    return render(request, "account/home.html", context)


def open_rounds(request: Any) -> QuerySet[Round]:
    return Round.objects.filter(alliance=request.alliance).open_at(request.now)[:3]
