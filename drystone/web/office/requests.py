"""One request for support, and the deployment that becomes of it."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from drystone.brokering import priority, queries, requests, service, standing
from drystone.brokering.lifecycle import OPEN, REQUEST
from drystone.brokering.models import Borrowing, Offer, RequestNote, RequestState, SupportRequest
from drystone.brokering.sentences import waiting_for
from drystone.deployment import deployments
from drystone.deployment.models import LIVING
from drystone.history import events
from drystone.reports import support_history

from ..components.actions import Action, open_actions
from ..doors import fetch, visible
from . import triage

WHO_ASKS = ("commissioner", "commissioned_by", "head", "plan", "sheet__version")
# What else is read with it, in the same query.
RELATED = ("contact", "area", "owner", "confidence", "set_priority__set_by", "merged_into__area", *WHO_ASKS)
LENT = (Prefetch("borrowings", Borrowing.objects.select_related("lender", "leader")),)
PROMISED = (RequestState.SUBMITTED, RequestState.ACCEPTED)
OWN = ("request", "scoping")
BESIDE = 6  # lines of the school's history on the page of a request


def support_request(request: Any, pk: int) -> HttpResponse:
    """One request with everything about it: what was asked, who was asked, what happened, who helped before."""
    rows = priority.weighed(visible(request, SupportRequest), request.today).select_related(*RELATED)
    asked = get_object_or_404(rows.prefetch_related(*LENT), pk=pk)
    if asked.alliance_id == request.alliance.pk:
        asked.alliance = request.alliance
    lines = standing.lines(asked, on=request.today)
    enquiries = sorted((step.enquiry for line in lines for step in line.in_order), key=lambda row: row.pk)
    offers = [line.offer for line in lines if line.offer]
    first, others = buttons(request, asked)
    context = beside(asked, request.today) | {
        "asked": asked,
        "in_call": asked.sheet.version.key == requests.SHORT and asked.state in OPEN,
        "status": waiting_for(asked, offers, enquiries),
        "promises": promised(request, asked, offers),
        "reckoned": priority.reckoned(asked, asked.alliance, request.today),
        "confidence": getattr(asked, "confidence", None),
        "set_priority": getattr(asked, "set_priority", None),
        "lines": lines,
        "glance": standing.glance(lines),
        "chosen": next((offer for offer in offers if offer.state == Offer.State.CHOSEN), None),
        "actions": first,
        "others": others,
    }
    return render(request, "office/requests/request.html", context)


def beside(asked: SupportRequest, today: date) -> dict[str, Any]:
    """What stands beside a request: the work that came of it, visits, notes, other support of its school, history."""
    history = support_history.of_school(asked.alliance, asked.school)
    made = list(asked.deployments.select_related("leader"))
    return {
        "deployments": made,
        "deployment": next((each for each in made if each.state in LIVING), None),
        "scoping": asked.scoping_visits.select_related("visitor", "area").first(),
        "notes": RequestNote.objects.filter(request=asked).select_related("written_by"),
        "before": [line for line in history if not (line.kind in OWN and line.pk == asked.pk)][:BESIDE],
        "timeline": events.of(asked),
    }


def promised(request: Any, asked: SupportRequest, offers: list[Offer]) -> list[service.Promise]:
    if asked.state not in PROMISED:
        return []
    return service.Service(asked.alliance).promises(asked, request.now, offers)


def buttons(request: Any, asked: SupportRequest) -> tuple[list[Action], list[Action]]:
    """What comes next, and the other answers. While somebody is sought, finding comes first."""
    found = open_actions(REQUEST, request.person, asked, triage.pages(asked))
    if asked.state == RequestState.ACCEPTED:
        return [Action("Find a System Leader", reverse("office-candidates", args=[asked.pk]), press=False)], found
    number = 2 if asked.state == RequestState.SUBMITTED else 1
    return found[:number], found[number:]


def deployment(request: Any, pk: int) -> HttpResponse:
    """The chosen leader and the school become a deployment."""
    asked = fetch(request, SupportRequest, pk)
    chosen = queries.chosen(asked)
    if chosen is None:
        raise Http404
    made = deployments.propose(chosen, by=request.person, at=request.now)
    return redirect("office-deployment", made.pk)
