"""A meeting of a group, for its members; the facilitator takes the register."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from drystone.groups import access, belonging, documents, meetings
from drystone.groups.models import Meeting
from drystone.lifecycle import NotAllowed

from .. import files
from ..doors import fetch, press
from ..meeting_forms import Cancel, Plan, Register
from ..pressing import settle
from . import sign_ups


def meeting(request: Any, pk: int) -> HttpResponse:
    """When, where, what about; once it has begun, the facilitator says who came."""
    shown = fetch(request, Meeting, pk, "group__alliance")
    runs = access.runs(request.person, shown.group)
    form = register(request, shown) if runs and shown.state == "planned" and shown.starts_at <= request.now else None
    if request.method == "POST" and form and form.is_valid():
        return press(
            request,
            lambda: meetings.take_register(shown, form.lines(), by=request.person, at=request.now),
            then=reverse("leader-meeting", args=[pk]),
            said="The register is taken.",
        )
    context = {
        "meeting": shown,
        "form": form,
        "runs": runs,
        "sign_ups": sign_ups.those_signed_up(shown) if runs else (),
        "mine": shown.sign_ups.filter(person=request.person).first(),
        "sign_up_address": request.build_absolute_uri(reverse("meeting-sign-up", args=[pk])),
        "papers": shown.papers.all(),
        "register": shown.register.select_related("person", "school").order_by("person__name"),
    }
    return render(request, "leader/meeting.html", context)


def register(request: Any, shown: Meeting) -> Register:
    return Register(request.POST or None, members=belonging.of(shown.group, localdate(shown.starts_at)))


def run(request: Any, pk: int) -> Meeting:
    """A meeting of a group that she runs; whoever only comes to it reads that she may not."""
    found = fetch(request, Meeting, pk, "group__alliance")
    if not access.runs(request.person, found.group):
        raise NotAllowed
    return found


def change(request: Any, pk: int) -> HttpResponse:
    """Another day or place, of which everybody is told; or another agenda."""
    shown, back = run(request, pk), reverse("leader-meeting", args=[pk])
    form = Plan.of(request.POST or None, shown)

    def verb() -> Any:
        return meetings.change(shown, form.details(), **form.moments(), by=request.person, at=request.now)

    context = {"form": form, "heading": "Change the meeting", "about": shown.group, "back": back}
    said = "Saved. Where day, time or place have changed, everybody has been told."
    return settle(request, form, verb, then=back, said=said) or render(request, "leader/form.html", context)


def cancel(request: Any, pk: int) -> HttpResponse:
    """The meeting is called off."""
    shown, back = run(request, pk), reverse("leader-meeting", args=[pk])
    form = Cancel(request.POST or None)

    def verb() -> Any:
        return meetings.cancel(shown, why=form.cleaned_data["why"], by=request.person, at=request.now)

    context = {"form": form, "heading": "Call off the meeting", "about": shown.group, "back": back}
    said = "Called off. Everybody has been told."
    return settle(request, form, verb, then=back, said=said) or render(request, "leader/form.html", context)


def calendar(request: Any, pk: int) -> HttpResponseBase:
    """The meeting for a calendar; called off, it takes itself away."""
    shown = fetch(request, Meeting, pk)
    return files.send(documents.calendar_entry(shown, at=request.now), "meeting.ics", files.ICALENDAR)
