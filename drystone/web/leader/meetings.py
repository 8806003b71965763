"""A meeting of a group, for whoever comes; whoever runs the group changes it and calls it off."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from drystone.groups import access, apologies, belonging, documents, feedback, meetings, training
from drystone.groups.models import Attendance, Meeting, MeetingState
from drystone.lifecycle import NotAllowed

from .. import files
from ..doors import fetch
from ..meeting_forms import Cancel, Plan
from ..pressing import attempt, back_to, settle
from . import sign_ups
from .surely import surely


def meeting(request: Any, pk: int) -> HttpResponse:
    """When, where, what about; once it has begun, who came and what follows."""
    shown = fetch(request, Meeting, pk, "group__alliance")
    runs = access.runs(request.person, shown.group)
    is_held = shown.state == MeetingState.HELD
    rows = Attendance.objects.standing().filter(meeting=shown).select_related("person", "school")
    is_planned = shown.state == MeetingState.PLANNED
    context = {
        "meeting": shown,
        "runs": runs,
        "to_register": runs and shown.state == MeetingState.PLANNED and shown.starts_at <= request.now,
        "sign_ups": sign_ups.those_signed_up(shown) if runs and not is_held else (),
        **(expected(shown) if runs and is_planned else {}),
        "may_book": shown.starts_at > request.now and training.is_for(request.person, shown),
        "mine": apologies.standing(shown, request.person) if is_planned else None,
        "sign_up_address": request.build_absolute_uri(reverse("meeting-sign-up", args=[pk])),
        "papers": shown.papers.all(),
        "register": rows.order_by("person__name") if is_held else (),
        "actions": shown.actions.select_related("person"),
        "results": feedback.results(shown) if runs and is_held else None,
        "least": feedback.FEWEST,
    }
    return render(request, "leader/meeting.html", context)


def expected(meeting: Meeting) -> dict[str, Any]:
    """Which members are expected, and who has sent apologies."""
    members = belonging.of(meeting.group, localdate(meeting.starts_at))
    sorry = apologies.whose(meeting)
    return {
        "expected": [each.person for each in members if each.person.pk not in sorry],
        "sorry": [each.person for each in members if each.person.pk in sorry],
    }


@surely
def send_apologies(request: Any, pk: int) -> HttpResponse:
    """She cannot come."""
    shown = fetch(request, Meeting, pk, "group__alliance")
    act = lambda: apologies.send(shown, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, act, then=back_to("leader-meeting", pk), said="Thank you. Whoever runs the group sees it.")


@surely
def take_apologies_back(request: Any, pk: int) -> HttpResponse:
    """She can come after all."""
    shown = fetch(request, Meeting, pk, "group__alliance")
    act = lambda: apologies.take_back(shown, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, act, then=back_to("leader-meeting", pk), said="Good. You are expected.")


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
