"""A new head's two minutes: her System Leaders, what was agreed; for each keep, change or pause."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.people import access
from drystone.register import new_heads
from drystone.register.models import Designation, NewHead
from drystone.register.new_heads import Answer, Said

from .. import leaders_days
from ..doors import fetch, press
from ..half_days import HalfDays

CHOICES = [
    (Answer.KEEP, "Keep what was agreed"),
    (Answer.CHANGE, "Change the days"),
    (Answer.PAUSE, "Pause: nothing beyond what is promised"),
]


class Answers(forms.Form):
    """Nothing is chosen beforehand, and who says so is typed."""

    said_by = forms.CharField(
        label="Your full name and role", help_text="For example: Jane Dinsdale, headteacher", max_length=200
    )

    def __init__(self, *args: Any, leaders: list[Designation], recorded: bool, **settings: Any):
        super().__init__(*args, **settings)
        self.leaders = leaders
        boxes: dict[str, forms.Field] = {}
        for each in leaders:
            boxes[f"answer_{each.pk}"] = forms.ChoiceField(
                label=each.person.name, choices=[(str(key), text) for key, text in CHOICES], widget=forms.RadioSelect
            )
            days = HalfDays(least=0, label="Days a term from now on", required=False)
            days.shown_if = (f"answer_{each.pk}", str(Answer.CHANGE))  # type: ignore[attr-defined]
            boxes[f"days_{each.pk}"] = days
        self.fields = {**boxes, **self.fields}
        if recorded:
            self.fields["said_by"].label = "Who told you, and how"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for each in self.leaders:
            if given.get(f"answer_{each.pk}") == Answer.CHANGE and given.get(f"days_{each.pk}") is None:
                self.add_error(f"days_{each.pk}", "Write how many days a term.")
        return given

    def said(self) -> dict[Designation, Said]:
        given = self.cleaned_data
        return {each: Said(Answer(given[f"answer_{each.pk}"]), given[f"days_{each.pk}"] or 0) for each in self.leaders}


def answer(request: Any, pk: int) -> HttpResponse:
    """By her link or account; the office for her."""
    asked = fetch(request, NewHead, pk, "post__person", "school")
    leaders = list(new_heads.leaders_of(asked))
    recorded = asked.post.person_id != request.person.pk and access.office(request.person, asked)
    form = Answers(request.POST or None, leaders=leaders, recorded=recorded)
    if request.method == "POST" and not asked.answered_at and form.is_valid():
        verb = lambda: new_heads.answer(  # noqa: E731
            asked, form.said(), said_by=form.cleaned_data["said_by"], by=request.person, at=request.now
        )
        return press(request, verb, then=reverse("school-new-head", args=[pk]), said="Thank you.")
    lines = leaders_days.lines(leaders, asked.alliance, request.today)
    return render(
        request, "school/new_head.html", {"asked": asked, "lines": lines, "form": form, "recorded": recorded}
    )
