"""A notice that she may be removed, for her alone: what is said, her answer, the decision, her appeal."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.register import removals
from drystone.register.models import Removal, RemovalState

from ..doors import fetch
from ..pressing import settle

ASKED = {
    RemovalState.NOTICE: ("Your answer", "You may change it until it is decided.", removals.answer, "Send my answer"),
    RemovalState.REMOVED: ("Why you appeal", "You may appeal once.", removals.appeal, "Appeal"),
}


class Words(forms.Form):
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), max_length=5000)

    def __init__(self, *args: Any, label: str, hint: str, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["words"].label, self.fields["words"].help_text = label, hint


def removal(request: Any, pk: int) -> HttpResponse:
    """She reads it, answers while nothing is decided, and appeals while there is time."""
    shown = fetch(request, Removal, pk, "designation__person", "designation__home_school", "alliance")
    if shown.person_id != request.person.pk:
        raise NotAllowed
    form, press = None, ""
    if shown.state in ASKED and not is_too_late(request, shown):
        label, hint, verb, press = ASKED[RemovalState(shown.state)]
        form = Words(request.POST or None, label=label, hint=hint, initial={"words": shown.answer})
        act = lambda: verb(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
        then = reverse("leader-removal", args=[pk])
        if done := settle(request, form, act, then=then, said="Sent. The Alliance has it."):
            return done
    return render(request, "leader/removal.html", {"shown": shown, "form": form, "press": press})


def is_too_late(request: Any, shown: Removal) -> bool:
    return bool(shown.state == RemovalState.REMOVED and shown.appeal_by and request.today > shown.appeal_by)
