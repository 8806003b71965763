"""A meeting of a group, for its members; the facilitator takes the register."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from drystone.groups import belonging, documents, meetings
from drystone.groups.lifecycle import MEETING
from drystone.groups.models import Meeting

from .. import files
from ..doors import fetch, press
from ..meeting_forms import Cancel, Register


def meeting(request: Any, pk: int) -> HttpResponse:
    """When, where, what about; once it has begun, the facilitator says who came."""
    shown = fetch(request, Meeting, pk)
    may = MEETING.may(request.person, shown, "hold")
    form = register(request, shown) if may and shown.starts_at <= request.now else None
    if request.method == "POST" and form and form.is_valid():
        return press(
            request,
            lambda: meetings.take_register(shown, form.lines(), by=request.person, at=request.now),
            then=reverse("leader-meeting", args=[pk]),
            said="The register is taken.",
        )
    taken = shown.register.select_related("person", "school").order_by("person__name") if shown.state == "held" else []
    context = {"meeting": shown, "form": form, "register": taken, "may": may}
    return render(request, "leader/meeting.html", context)


def register(request: Any, shown: Meeting) -> Register:
    return Register(request.POST or None, members=belonging.of(shown.group, localdate(shown.starts_at)))


def cancel(request: Any, pk: int) -> HttpResponse:
    """The meeting is called off."""
    shown, form, back = fetch(request, Meeting, pk), Cancel(request.POST or None), reverse("leader-meeting", args=[pk])
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        return press(
            request,
            lambda: meetings.cancel(shown, why=why, by=request.person, at=request.now),
            then=back,
            said="Called off. Every member has been told.",
        )
    context = {"form": form, "heading": "Call off the meeting", "about": shown.group, "back": back}
    return render(request, "leader/form.html", context)


def calendar(request: Any, pk: int) -> HttpResponseBase:
    """The meeting for a calendar; called off, it takes itself away."""
    shown = fetch(request, Meeting, pk)
    return files.send(documents.calendar_entry(shown, at=request.now), "meeting.ics", files.ICALENDAR)
