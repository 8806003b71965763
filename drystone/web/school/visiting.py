"""A visit for whoever takes part: when, where, the calendar entry."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from drystone.deployment import access, actions, calling_off, documents, wording
from drystone.deployment.lifecycle import VISIT
from drystone.deployment.models import Visit, VisitState
from drystone.lifecycle import AlreadyMoved, NotAllowed

from .. import assuring, confiding, costs, files, visit_forms, visiting
from ..doors import fetch

MOST_OTHERS = 12
NAMED = ("deployment__leader", "deployment__receiving_school", "deployment__designation__person")


def visit(request: Any, pk: int) -> HttpResponse:
    """When and where, and how to call it off; the head calls off by a reason chosen."""
    shown = fetch(request, Visit, pk, *NAMED)
    may_cancel = VISIT.may(request.person, shown, "cancel")
    return visit_page(request, shown, visit_forms.Cancel() if may_cancel else None)


def visit_page(request: Any, shown: Visit, form: forms.Form | None) -> HttpResponse:
    """For those who take part; how it moved and what else there is to do only for those who may do it."""
    acts = access.receives(request.person, shown)
    context = {
        "visit": shown,
        "form": form,
        "acts": acts,
        "reads_agreement": access.reads_agreement(request.person, shown),
        "may_arrange": access.receiving_head(request.person, shown) or access.office(request.person, shown),
        "confides": confiding.is_offered(request, shown.deployment),
        "is_over": shown.starts_at <= request.now,
        "cost": costs.calling_off_said(request.person, shown, at=request.now) if form else "",
        "others": others(shown, request.now),
        **(visiting.moved(request, shown) if acts else {}),
        "open_actions": actions.still_open(shown.deployment, request.person, request.today),
        **reception(request, shown),
    }
    return render(request, "school/visit.html", context)


def others(shown: Visit, at: datetime) -> list[Visit]:
    """The other visits to come of the same deployment."""
    rows = shown.deployment.visits.filter(state=VisitState.PLANNED, starts_at__gte=at).exclude(pk=shown.pk)
    return list(rows.order_by("starts_at")[:MOST_OTHERS])


def reception(request: Any, shown: Visit) -> dict[str, Any]:
    """What her home school has confirmed for the day of a visit to come, for those who show it at the reception."""
    if shown.state != VisitState.PLANNED or not access.receives(request.person, shown):
        return {}
    return {"receives": True, **assuring.standing(shown.deployment.designation, localdate(shown.starts_at))}


def assurance(request: Any, pk: int) -> HttpResponseBase:
    """The letter of assurance, for the reception of the school that is visited."""
    shown = fetch(request, Visit, pk, *NAMED)
    if not access.receives(request.person, shown):
        raise NotAllowed
    letter = reception(request, shown).get("assurance_letter")
    if not letter:
        raise Http404
    return files.send_paper(letter)


def agreement(request: Any, pk: int) -> HttpResponseBase:
    """What was signed for this work, as a sealed PDF: the way back to it, as long as visits are spoken of."""
    shown = fetch(request, Visit, pk, *NAMED)
    if not access.reads_agreement(request.person, shown):
        raise NotAllowed
    signed = wording.in_force(shown.deployment)
    if signed is None or signed.paper is None:
        messages.info(request, "The signed copy is being made. Try again in a minute.")
        return redirect("school-visit", pk)
    return files.send_paper(signed.paper)


def cancel(request: Any, pk: int) -> HttpResponse:
    """The school calls a visit off; everybody is told."""
    shown = fetch(request, Visit, pk, *NAMED)
    form = visit_forms.Cancel(request.POST)
    if not form.is_valid():
        return visit_page(request, shown, form)
    try:
        calling_off.cancel(shown, **form.cleaned_data, by=request.person, at=request.now)
    except AlreadyMoved:
        messages.info(request, "This visit had been called off already.")
    return redirect("school-visit", pk)


def calendar(request: Any, pk: int) -> HttpResponseBase:
    """The visit for a calendar; the same entry moves when the visit moves."""
    shown = fetch(request, Visit, pk)
    entry = documents.calendar_entry(shown, at=request.now)
    return files.send(entry, f"visit {localdate(shown.starts_at):%Y-%m-%d}.ics", files.ICALENDAR)
