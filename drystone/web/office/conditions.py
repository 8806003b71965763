"""What a designation depends on in an area, or what support goes with it: met, given more time, not met."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from drystone import saying
from drystone.people.access import manager
from drystone.register import conditions
from drystone.register.lifecycle import CONDITION
from drystone.register.models import Condition, Designation, DesignationState

from ..components.actions import Action, open_actions
from ..days import Day
from ..doors import fetch, press
from .leader_forms import Note


class MoreTime(Note):
    """Until when, and why."""

    due_on = Day(label="By when is it to be met now?")
    field_order = ("due_on", "note")

    def __init__(self, *args: Any, today: date, condition: Condition, **settings: Any):
        super().__init__(*args, **settings)
        self.earliest, self.today = condition.first_due_on, today
        self.fields["note"].label = "Why is there more time?"

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on <= self.today:
            raise forms.ValidationError("Choose a day that is still to come")
        if due_on < self.earliest:
            raise forms.ValidationError(f"Choose a day from {saying.day(self.earliest)} on, which was told first")
        return due_on


# Verb: what it does, what its button and page are called.
ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    "meet": (conditions.meet, "Record as met"),
    "extend": (conditions.extend, "Give more time"),
    "miss": (conditions.miss, "Record as not met"),
    "take-back": (conditions.take_area_back, "Take this area back"),
}
GRAVE = ("miss", "take-back")


@dataclass(frozen=True)
class Line:
    """One condition on the page of its designation, with what may be done about it."""

    condition: Condition
    overdue: bool
    actions: list[Action]


def listed(request: Any, shown: Designation, held: Collection[int]) -> list[Line]:
    """All of a designation that holds these areas."""
    rows = shown.conditions.standing().select_related("area", "settled_by")
    return [line(request, shown, each, held) for each in rows]


def line(request: Any, shown: Designation, each: Condition, held: Collection[int]) -> Line:
    """Nothing is done about the conditions of a designation that has ended."""
    each.designation = shown
    overdue = each.state == "open" and each.due_on < request.today
    if shown.state == DesignationState.ENDED:
        return Line(each, False, [])
    addresses: dict[str, str | Action] = {verb: button(shown, each, verb) for verb in ACTS}
    actions = open_actions(CONDITION, request.person, each, addresses)
    if manager(request.person, shown) and conditions.may_take_area_back(each, held):
        actions.append(button(shown, each, "take-back"))
    return Line(each, overdue, actions)


def button(shown: Designation, each: Condition, verb: str) -> Action:
    there = reverse("office-leader-condition", args=[shown.pk, each.pk, verb])
    return Action(ACTS[verb][1], there, press=False, grave=verb in GRAVE)


def act(request: Any, pk: int, condition: int, verb: str) -> HttpResponse:
    """Met, given more time, not met, or its area taken back, with how the office knows."""
    shown = fetch(request, Designation, pk)
    found = shown.conditions.standing().select_related("area").filter(pk=condition).first()
    if found is None or verb not in ACTS:
        raise Http404
    does, heading = ACTS[verb]
    form = form_for(verb, request.POST or None, found, timezone.localdate(request.now))
    there = f"{reverse('office-leader', args=[pk])}#conditions"
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"by": request.person, "at": request.now}
        return press(request, lambda: does(found, **given), then=there, said="Recorded. The System Leader is told.")
    context = {"form": form, "shown": shown, "condition": found, "heading": heading, "back": there}
    return render(request, "office/leaders/condition.html", context)


def form_for(verb: str, posted: Any, condition: Condition, today: date) -> forms.Form:
    if verb == "extend":
        return MoreTime(posted, today=today, condition=condition, initial={"due_on": condition.due_on})
    return Note(posted)
