"""A meeting of a group, for whoever comes; whoever runs the group changes it and calls it off."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from drystone.groups import access, documents, feedback, meetings
from drystone.groups.models import Attendance, Meeting, MeetingState
from drystone.lifecycle import NotAllowed

from .. import files
from ..doors import fetch
from ..meeting_forms import Cancel, Plan
from ..pressing import settle
from . import sign_ups


def meeting(request: Any, pk: int) -> HttpResponse:
    """When, where, what about; once it has begun, who came and what follows."""
    shown = fetch(request, Meeting, pk, "group__alliance")
    runs = access.runs(request.person, shown.group)
    is_held = shown.state == MeetingState.HELD
    rows = Attendance.objects.standing().filter(meeting=shown).select_related("person", "school")
    context = {
        "meeting": shown,
        "runs": runs,
        "to_register": runs and shown.state == MeetingState.PLANNED and shown.starts_at <= request.now,
        "sign_ups": sign_ups.those_signed_up(shown) if runs and not is_held else (),
        "mine": shown.sign_ups.filter(person=request.person).first(),
        "sign_up_address": request.build_absolute_uri(reverse("meeting-sign-up", args=[pk])),
        "papers": shown.papers.all(),
        "register": rows.order_by("person__name") if is_held else (),
        "actions": shown.actions.select_related("person"),
        "results": feedback.results(shown) if runs and is_held else None,
        "least": feedback.FEWEST,
    }
    return render(request, "leader/meeting.html", context)


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
