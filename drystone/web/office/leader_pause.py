"""Pausing a System Leader: from when, why, until when; longer; back again."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.register import pauses
from drystone.register.models import Designation, DesignationState, Pause, PauseReason, WhyAway

from ..components.actions import Action
from ..days import Day
from ..doors import fetch
from ..pressing import settle


class Noted(forms.Form):
    note = forms.CharField(
        label="Anything more that whoever manages the Alliance should know",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
    )


class Away(Noted):
    reason = forms.ChoiceField(
        label="Why?",
        help_text="Only those who manage the Alliance read this. All others read until when they are away.",
        choices=PauseReason.choices,
        widget=forms.RadioSelect,
    )
    starts = Day(label="First day away", help_text="Nobody is asked to release them from this day on.")
    back_on = Day(label="When do you expect them back?")
    field_order = ("reason", "starts", "back_on", "note")


class Longer(Noted):
    back_on = Day(label="When do you expect them back now?")
    field_order = ("back_on", "note")


class Back(forms.Form):
    on = Day(label="First day back")


def here(pk: int) -> str:
    return reverse("office-leader", args=[pk])


def standing(shown: Designation) -> Pause | None:
    """The pause under way, or the one that is set for a day to come."""
    return shown.pauses.open().first()


def why(request: Any, held: Pause | None) -> WhyAway | None:
    """The reason of a pause, for those who may read it."""
    return reasons(request).filter(pause=held).first() if held else None


def with_why(request: Any, shown: Designation) -> tuple[Pause | None, WhyAway | None]:
    """The pause that stands and its reason for those who may read it; read together, where she is away."""
    of_hers = reasons(request).filter(pause__designation=shown, pause__ended_on=None).select_related("pause")
    if shown.state == DesignationState.PAUSED and (told := of_hers.first()):
        return told.pause, told
    held = standing(shown)
    return held, why(request, held)


def reasons(request: Any) -> QuerySet[WhyAway]:
    return WhyAway.objects.visible_to(request.person, on=request.today)


def actions(shown: Designation, held: Pause | None, may: bool) -> list[Action]:
    """What may be done about a pause, or to set one."""
    if not may or shown.state not in (DesignationState.ACTIVE, DesignationState.PAUSED):
        return []
    away = shown.state == DesignationState.PAUSED
    if held is None:
        return [] if away else [Action("Pause", reverse("office-leader-pause", args=[shown.pk]), press=False)]
    return [
        Action("Back from the pause" if away else "Call the pause off", there("return", shown), press=False),
        Action("Change the day back", there("longer", shown), press=False),
    ]


def there(way: str, shown: Designation) -> str:
    return reverse(f"office-leader-{way}", args=[shown.pk])


def pause(request: Any, pk: int) -> HttpResponse:
    """From when, why, and when she is expected back."""
    shown = fetch(request, Designation, pk, "alliance")
    form = Away(request.POST or None, initial={"starts": request.today})
    act = lambda: pauses.pause(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, act, then=here(pk), said="The pause is set. The System Leader is told."):
        return done
    return asked(request, shown, form, "Pause")


def longer(request: Any, pk: int) -> HttpResponse:
    """Another day back."""
    shown, held = held_by(request, pk)
    form = Longer(request.POST or None, initial={"back_on": held.back_on})
    act = lambda: pauses.lengthen(held, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, act, then=here(pk), said="Changed. The System Leader is told."):
        return done
    return asked(request, shown, form, "Change the day back")


def return_(request: Any, pk: int) -> HttpResponse:
    """She is back, or does not go at all."""
    shown, held = held_by(request, pk)
    form = Back(request.POST or None, initial={"on": request.today})
    act = lambda: pauses.come_back(held, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, act, then=here(pk), said=f"{shown.person} may be asked again."):
        return done
    return asked(request, shown, form, "Back from the pause")


def held_by(request: Any, pk: int) -> tuple[Designation, Pause]:
    """The designation with its latest pause, whether that is over or not: who presses twice sees it ended."""
    shown = fetch(request, Designation, pk, "alliance", "person", "home_school")
    held = shown.pauses.order_by("-pk").first()
    if held is None:
        raise Http404
    held.designation = shown
    return shown, held


def asked(request: Any, shown: Designation, form: forms.Form, heading: str) -> HttpResponse:
    context = {"form": form, "shown": shown, "heading": heading, "back": here(shown.pk)}
    return render(request, "office/leaders/form.html", context)
