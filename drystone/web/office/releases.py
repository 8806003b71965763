"""The release of a round's decisions: what is ready, now or at a set time, and what is held back."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from drystone import saying
from drystone.selection import releases
from drystone.selection.models import Decision, DecisionState, Round

from ..components.actions import Action
from ..days import Clock, Day, clean_moments
from ..doors import fetch
from ..pressing import attempt, back_to, settle

MORNING = time(9)


class ReleaseTime(forms.Form):
    """A day and a time by London's clock."""

    on = Day(label="Day")
    clock = Clock(label="Time", help_text="For example 9am or 1:30pm.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {**given, **clean_moments(self, moment=("on", "clock"))}


class Holding(forms.Form):
    reason = forms.CharField(
        label="Why is it held back?", help_text="Only the office reads this.", max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


def release(request: Any, pk: int) -> HttpResponse:
    """What a release takes and what it leaves; one press releases exactly what was looked at."""
    round_ = fetch(request, Round, pk)
    here = back_to("office-round-release", pk)
    rows = releases.of_round(round_)
    ready = [row for row in rows if row.state == DecisionState.CHECKED and not row.held_back]
    mark = releases.mark_of(ready)
    if request.method == "POST" and request.POST.get("sure") == mark:
        said = "Released. Everybody is told in two minutes, once the letters are sealed."
        verb = lambda: releases.release_round(round_, by=request.person, at=request.now)  # noqa: E731
        return attempt(request, verb, then=here, said=said)
    if request.method == "POST":
        messages.error(request, "Something changed meanwhile. Look at the list again before you release.")
    context = {
        "round": round_,
        "ready": ready,
        "mark": mark,
        "unseen": [row for row in rows if row.state == DecisionState.PREPARED and not row.held_back],
        "held": [row for row in rows if row.held_back],
        "actions": buttons(round_),
        "back": back_to("office-round", pk),
    }
    return render(request, "office/rounds/release.html", context)


def buttons(round_: Round) -> list[Action]:
    set_time = "Set another time" if round_.release_at else "Set a time for the release"
    back = [Action("Take the time back", back_to("office-round-release-withdrawal", round_.pk))]
    there = Action(set_time, back_to("office-round-release-time", round_.pk), press=False)
    return [there, *(back if round_.release_at else [])]


def set_time(request: Any, pk: int) -> HttpResponse:
    """The moment at which the clock releases what is ready then; until then it can be moved or taken back."""
    round_ = fetch(request, Round, pk)
    standing = timezone.localtime(round_.release_at) if round_.release_at else None
    initial = {"on": standing or round_.decisions_by, "clock": standing.time() if standing else MORNING}
    form, here = ReleaseTime(request.POST or None, initial=initial), back_to("office-round-release", pk)

    def verb() -> Any:
        return releases.set_time(round_, form.cleaned_data["moment"], by=request.person, at=request.now)

    said = f"Set: {saying.moment(form.cleaned_data['moment'])}." if form.is_valid() else ""
    return settle(request, form, verb, then=here, said=said) or render(
        request, "office/rounds/release_time.html", {"form": form, "round": round_, "back": here}
    )


def take_back(request: Any, pk: int) -> HttpResponse:
    """Nothing is released by the clock."""
    round_ = fetch(request, Round, pk)
    verb = lambda: releases.take_back(round_, by=request.person, at=request.now)  # noqa: E731
    then = back_to("office-round-release", pk)
    return attempt(request, verb, then=then, said="Taken back. Nothing is released by itself.")


def hold_back(request: Any, pk: int) -> HttpResponse:
    """One decision stays when the others are released, with the reason."""
    decision = fetch(request, Decision, pk)
    form, here = Holding(request.POST or None), back_to("office-round-release", decision.application.round_id)

    def verb() -> Any:
        return releases.hold_back(decision, **form.cleaned_data, by=request.person, at=request.now)

    context = {"form": form, "application": decision.application, "heading": "Hold the decision back", "back": here}
    return settle(request, form, verb, then=here, said="Held back. The others can be released.") or render(
        request, "office/applications/form.html", context
    )


def let_go(request: Any, pk: int) -> HttpResponse:
    """It goes with the others again."""
    decision = fetch(request, Decision, pk)
    verb = lambda: releases.let_go(decision, by=request.person, at=request.now)  # noqa: E731
    then = back_to("office-round-release", decision.application.round_id)
    return attempt(request, verb, then=then, said="It is released with the others.")
