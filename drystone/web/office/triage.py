"""What the office does with a request: one page for each move, with what the school will read of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.brokering import previews, requests, scoping
from drystone.brokering.lifecycle import OPEN
from drystone.brokering.models import ScopingVisit, SupportRequest
from drystone.people import posts
from drystone.people.models import Person
from drystone.people.roles import OFFICE

from ..components.actions import Action
from ..doors import fetch, visible
from ..pressing import settle
from ..templatetags.say import short_day
from . import triage_forms


@dataclass(frozen=True)
class Step:
    """One move: its form, what the page is called, what is said afterwards, and the verb."""

    form: type[triage_forms.Move]
    heading: str
    said: str
    act: Callable[..., Any]
    grave: bool = False


MOVES: dict[str, Step] = {
    "scope": Step(
        triage_forms.Scope, "Accept after a scoping visit", "The school and whoever visits know.", scoping.arrange
    ),
    "wait": Step(
        triage_forms.Wait, "Put on the waiting list", "On the waiting list. The school has been told.", requests.wait
    ),
    "look_again": Step(triage_forms.LookAgain, "Look again now", "Back in the queue.", requests.look_again),
    "redirect": Step(
        triage_forms.Redirect,
        "Point to better help",
        "Pointed to better help. The school has been told.",
        requests.redirect,
    ),
    "decline": Step(
        triage_forms.Decline,
        "Decline",
        "Declined. The school has been told, with your sentence.",
        requests.decline,
        grave=True,
    ),
    "withdraw": Step(
        triage_forms.InnerReason, "Withdraw for the school", "Withdrawn for the school.", requests.withdraw
    ),
    "close_unmet": Step(triage_forms.CloseUnmet, "Close unmet", "Closed unmet.", requests.close_unmet),
    "separate": Step(triage_forms.InnerReason, "Separate again", "A request of its own again.", requests.separate),
    "reopen": Step(triage_forms.InnerReason, "Reopen", "Open again.", requests.reopen),
}


def pages(asked: SupportRequest) -> dict[str, Action]:
    """The page of each move, by its verb."""
    here = [asked.pk]
    found = {
        verb: Action(step.heading, reverse("office-request-move", args=[*here, verb]), press=False, grave=step.grave)
        for verb, step in MOVES.items()
    }
    found["accept"] = Action("Accept", reverse("office-request-accept", args=here), press=False)
    found["merge"] = Action("Merge with another request", reverse("office-request-merger", args=here), press=False)
    return found


def colleagues(request: Any) -> QuerySet[Person]:
    """Who works in this office today."""
    return posts.holders(request.alliance, request.today, *OFFICE).order_by("name")


def move(request: Any, pk: int, verb: str) -> HttpResponse:
    """A move with its reason, or without: scope, wait, redirect, decline, withdraw, close, separate, reopen."""
    if verb not in MOVES:
        raise Http404
    asked, step = fetch(request, SupportRequest, pk, "school", "contact", "owner"), MOVES[verb]
    given = request.POST if request.method == "POST" else None
    form = step.form(given, asked=asked, people=colleagues(request), today=request.today)

    def act() -> Any:
        return step.act(asked, **form.cleaned_data, by=request.person, at=request.now)

    return settled(request, asked, verb, form, act, heading=step.heading, said=step.said, grave=step.grave)


def settled(
    request: Any, asked: SupportRequest, verb: str, form: forms.Form, act: Callable[[], Any], **shown: Any
) -> HttpResponse:
    """The page of a move: done, or shown again with what is wrong; or with what the school would read, unsent."""
    here = reverse("office-request", args=[asked.pk])
    if "preview" not in request.POST:
        answer = settle(request, form, act, then=shown.pop("then", here), said=shown.pop("said"))
        if answer:
            return answer
    typed = form.cleaned_data if form.is_bound and (form.is_valid() or hasattr(form, "cleaned_data")) else {}
    context = {"form": form, "asked": asked, "back": here, "preview": previews.of(asked, verb, typed), **shown}
    return render(request, "office/requests/move.html", context)


def accept(request: Any, pk: int) -> HttpResponse:
    """Takes the request on, with what was talked through, or what a scoping visit found."""
    asked = fetch(request, SupportRequest, pk, "school", "contact", "owner")
    given = request.POST if request.method == "POST" else None
    form = triage_forms.Terms(given, alliance=asked.alliance, initial=terms_of(asked, request.today))

    def act() -> Any:
        return requests.accept(asked, **form.cleaned_data, by=request.person, at=request.now)

    said = f"Accepted. {asked.contact.name} has been told."
    there = reverse("office-candidates", args=[pk])
    return settled(request, asked, "accept", form, act, heading="Accept", said=said, then=there)


def terms_of(asked: SupportRequest, on: Any) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    visit = asked.scoping_visits.filter(reported_at__isnull=False).first()
    return {
        "need": asked.need,
        "area": visit.area_id if visit else asked.area_id,
        "phase": asked.phase,
        "half_days": visit.half_days if visit else asked.half_days,
        "from_on": asked.from_on or on,
        "until_on": asked.until_on,
    }


def merge(request: Any, pk: int) -> HttpResponse:
    """Two requests of one school become one: both side by side, and which of them goes on."""
    asked = fetch(request, SupportRequest, pk, "school", "contact", "area")
    same = visible(request, SupportRequest).filter(alliance=asked.alliance, school=asked.school, state__in=OPEN)
    others = list(same.exclude(pk=pk).select_related("area", "contact", "owner"))
    given = request.POST if request.method == "POST" else None
    form = triage_forms.Into(given, others=[(each.pk, in_short(each)) for each in others])

    def act() -> Any:
        into = next(each for each in others if each.pk == form.cleaned_data["into"])
        return requests.merge(asked, into, by=request.person, at=request.now)

    shown = {"heading": "Merge with another request", "beside": [asked, *others], "nothing": not others}
    return settled(request, asked, "merge", form, act, said="Merged. Whoever sent it has been told.", **shown)


def in_short(asked: SupportRequest) -> str:
    sent = f", sent {short_day(asked.submitted_at)}" if asked.submitted_at else ""
    return f"{asked.area or 'Support'}{sent}: {asked.need[:80]}"


def report(request: Any, pk: int) -> HttpResponse:
    """What came of a scoping visit; then the request can be accepted with it, or answered otherwise."""
    visit = fetch(request, ScopingVisit, pk, "request__school", "request__contact", "visitor")
    asked = visit.request
    given = request.POST if request.method == "POST" else None
    initial = {"held_on": request.today, "area": asked.area_id, "half_days": asked.half_days}
    form = triage_forms.Report(given, alliance=asked.alliance, today=request.today, initial=initial)
    here = reverse("office-request", args=[asked.pk])

    def act() -> Any:
        return scoping.report(visit, **form.cleaned_data, by=request.person, at=request.now)

    answer = settle(request, form, act, then=here, said="Noted. Now accept the request with it, or answer otherwise.")
    context = {"form": form, "asked": asked, "heading": "What came of the scoping visit", "back": here}
    return answer or render(request, "office/requests/move.html", context)
