"""The register on a phone, its corrections, and what follows from a meeting: notes, actions, feedback."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.groups import actions, apologies, feedback, meetings, registers
from drystone.groups.models import Attendance, Meeting, MeetingAction
from drystone.people.models import Person

from ..days import Day
from ..doors import fetch, press
from ..meeting_forms import Notes
from ..pressing import attempt, settle
from ..register_forms import Correcting, Taking
from .meetings import run
from .surely import surely


def asked(request: Any, meeting: Meeting, form: Any, heading: str, verb: Any, said: str) -> HttpResponse:
    """A form of one meeting, and back to its page."""
    back = reverse("leader-meeting", args=[meeting.pk])
    context = {"form": form, "heading": heading, "about": meeting, "back": back, "plain": True}
    return settle(request, form, verb, then=back, said=said) or render(request, "leader/form.html", context)


def take(request: Any, pk: int) -> HttpResponse:
    """Who came."""
    meeting = run(request, pk)
    form = Taking(request.POST or None, listed=registers.listed(meeting), sorry=apologies.whose(meeting))

    def verb() -> None:
        by, at = request.person, request.now
        registers.take(meeting, form.lines(), also=form.also(), by=by, at=at)
        if form.cleaned_data["feedback"]:
            feedback.ask(meeting, by=by, at=at)

    return asked(request, meeting, form, "Take the register", verb, "The register is taken.")


def correct(request: Any, pk: int) -> HttpResponse:
    """Who came after all."""
    meeting = run(request, pk)
    standing = {row.person_id: row for row in Attendance.objects.standing().filter(meeting=meeting)}
    form = Correcting(request.POST or None, listed=registers.listed(meeting), standing=standing)

    def verb() -> Any:
        given = {"also": form.also(), "why": form.cleaned_data["why"]}
        return registers.correct(meeting, form.lines(), **given, by=request.person, at=request.now)

    return asked(request, meeting, form, "Correct the register", verb, "Corrected.")


def notes(request: Any, pk: int) -> HttpResponse:
    """What was said and agreed."""
    meeting = run(request, pk)
    form = Notes(request.POST or None, initial={"notes": meeting.notes})

    def verb() -> Any:
        return meetings.write_notes(meeting, form.cleaned_data["notes"], by=request.person, at=request.now)

    return asked(request, meeting, form, "Write the notes", verb, "Saved.")


class Action(forms.Form):
    what = forms.CharField(label="What", max_length=300)
    person = forms.ModelChoiceField(Person.objects.none(), label="Who", empty_label="Choose who")
    due_on = Day(label="By when")

    def __init__(self, *args: Any, meeting: Meeting, **settings: Any):
        super().__init__(*args, **settings)
        there = [each.person.pk for each in registers.listed(meeting)]
        self.fields["person"].queryset = Person.objects.filter(pk__in=there).order_by("name")  # type: ignore[attr-defined]
        self.fields["person"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]


def add_action(request: Any, pk: int) -> HttpResponse:
    """Somebody takes something on."""
    meeting = run(request, pk)
    form = Action(request.POST or None, meeting=meeting)

    def verb() -> Any:
        return actions.add(meeting, **form.cleaned_data, by=request.person, at=request.now)

    return asked(request, meeting, form, "Add an action", verb, "Added.")


@surely
def finish_action(request: Any, pk: int, action: int) -> HttpResponse:
    """It is done."""
    meeting = fetch(request, Meeting, pk)
    found = MeetingAction.objects.filter(meeting=meeting, pk=action).select_related("meeting__group").first()
    if found is None:
        raise Http404
    act = lambda: actions.finish(found, by=request.person, at=request.now)  # noqa: E731
    return press(request, act, then=reverse("leader-meeting", args=[pk]), said="Done.")


@surely
def ask_feedback(request: Any, pk: int) -> HttpResponse:
    """Whoever came is asked how it was."""
    meeting = run(request, pk)
    act = lambda: feedback.ask(meeting, by=request.person, at=request.now)  # noqa: E731
    back = reverse("leader-meeting", args=[pk])
    return attempt(request, act, then=back, said="Everybody who came has been asked.")
