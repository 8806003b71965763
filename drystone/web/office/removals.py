"""Removing a System Leader: notice, her answer, a second person's decision, an appeal that a third one hears."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.history import events
from drystone.register import removals
from drystone.register.lifecycle import REMOVAL
from drystone.register.models import Designation, Removal, RemovalGround

from ..components.actions import Action, open_actions
from ..days import Day
from ..doors import fetch
from ..pressing import settle


class Notice(forms.Form):
    ground = forms.ChoiceField(label="On what grounds?", choices=RemovalGround.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label="What happened, and why you think of removing them",
        help_text="They read this. Their school does not, nor does the rest of the office.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
    )
    answer_by = Day(label="Until when may they answer?")


class Words(forms.Form):
    words = forms.CharField(
        help_text="The System Leader reads this.", widget=forms.Textarea(attrs={"rows": 5}), max_length=5000
    )

    def __init__(self, *args: Any, label: str, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["words"].label = label


# Verb: what it does, what its page and button are called, what is asked for; nothing: a press.
ACTS: dict[str, tuple[Callable[..., Any], str, str]] = {
    "decide": (removals.decide, "Remove from the register", "Why you decide so"),
    "drop": (removals.drop, "Let it rest", ""),
    "uphold": (removals.uphold, "Uphold the appeal", "What you found"),
    "dismiss": (removals.dismiss, "Dismiss the appeal", "What you found"),
}


def here(pk: int) -> str:
    return reverse("office-removal", args=[pk])


def give_notice(request: Any, pk: int) -> HttpResponse:
    """She is told that she may be removed, why, and until when she may answer."""
    shown = fetch(request, Designation, pk, "alliance", "person", "home_school")
    standing = shown.removals.open().first()
    form = Notice(request.POST or None)
    there = here(standing.pk) if standing else reverse("office-leader", args=[pk])
    give = lambda: removals.give_notice(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, give, then=there, said="Notice is given. The System Leader is told."):
        return done
    context = {"form": form, "shown": shown, "standing": standing, "back": reverse("office-leader", args=[pk])}
    return render(request, "office/leaders/notice.html", context)


def removal(request: Any, pk: int) -> HttpResponse:
    """What was said by whom, and what is open to the reader."""
    shown = fetch(request, Removal, pk, "designation__person", "designation__home_school", "proposed_by", "decided_by")
    addresses: dict[str, str | Action] = {
        verb: Action(label, reverse("office-removal-act", args=[pk, verb]), press=False, grave=verb == "decide")
        for verb, (_, label, _) in ACTS.items()
    }
    context = {
        "shown": shown,
        "leader": shown.designation,
        "actions": open_actions(REMOVAL, request.person, shown, addresses),
        "timeline": events.record_of(shown),
    }
    return render(request, "office/leaders/removal.html", context)


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """Decided, let rest, or an appeal heard: with the words that she reads."""
    if verb not in ACTS:
        raise Http404
    shown = fetch(request, Removal, pk, "designation__person", "designation__home_school")
    does, heading, label = ACTS[verb]
    posted = request.POST if request.method == "POST" else None  # a bare press brings nothing along
    form = Words(posted, label=label) if label else forms.Form(posted)
    who = {"by": request.person, "at": request.now}
    run = lambda: does(shown, **form.cleaned_data, **who)  # noqa: E731
    if done := settle(request, form, run, then=here(pk), said="Recorded. The System Leader is told."):
        return done
    context = {"form": form, "shown": shown.designation, "heading": heading, "back": here(pk)}
    return render(request, "office/leaders/form.html", context)
