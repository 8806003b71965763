"""Another term, for the leader: how long hers still lasts, what happens when, her application, or that she does not
want one."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone import saying
from drystone.alliances.calendar import terms_from
from drystone.lifecycle import NotAllowed
from drystone.register.models import Ending
from drystone.selection import queries, renewals
from drystone.selection.models import Application, ApplicationState, Renewal
from drystone.selection.phases import deadline_for
from drystone.selection.sentences import for_applicant

from ..doors import fetch
from ..pressing import attempt

DAY = timedelta(days=1)


def mine(request: Any, pk: int) -> Renewal:
    """Her own; the office writes down on the page of her designation what she says."""
    shown = fetch(request, Renewal, pk, "designation__person", "designation__home_school", "alliance", "round")
    if shown.designation.person_id != request.person.pk:
        raise NotAllowed
    return shown


def renewal(request: Any, pk: int) -> HttpResponse:
    """Until when, in school terms; what is to be done by when; how far it is."""
    shown = mine(request, pk)
    begun = application_of(shown)
    terms = terms_from(shown.alliance, request.today, shown.designation.ends)
    context = {
        "shown": shown,
        "application": begun,
        "status": for_applicant(begun, request.now) if begun else "",
        "is_draft": bool(begun and begun.state == ApplicationState.DRAFT),
        "left": len(terms),
        "terms": saying.listed(terms),
        "closes": deadline_for(shown.round, request.person.pk),
        "now": request.now,
        "is_over": shown.designation.ending not in ("", Ending.EXPIRED),
        "starts": shown.designation.ends + DAY,
        "after": shown.designation.renewal_to_come,
    }
    return render(request, "leader/renewal.html", context)


def application_of(shown: Renewal) -> Application | None:
    """The one that she has begun, unless she withdrew it."""
    hers = Application.objects.filter(renews=shown.designation).exclude(state=ApplicationState.WITHDRAWN)
    return queries.with_all(hers).first()


def begin(request: Any, pk: int) -> HttpResponse:
    """She begins, or goes on where she stopped."""
    shown = mine(request, pk)
    begun: list[Application] = []
    verb = lambda: begun.append(renewals.begin(shown.designation, by=request.person, at=request.now))  # noqa: E731
    answer = attempt(request, verb, then=reverse("leader-renewal", args=[pk]))
    return redirect("apply-application", begun[0].pk) if begun else answer


def wish(request: Any, pk: int) -> HttpResponse:
    """She does not want another term, or does after all."""
    shown = mine(request, pk)
    wants = request.POST.get("wants") == "yes"
    verb = lambda: renewals.wish(shown, wants, by=request.person, at=request.now)  # noqa: E731
    said = "Good. You can begin now." if wants else "Thank you for telling us. Nobody asks you again."
    return attempt(request, verb, then=reverse("leader-renewal", args=[pk]), said=said)
