"""What panels ask in each area of expertise: the list of areas, and the questions of one."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.questions import forms as question_forms
from drystone.register.models import Area
from drystone.selection import question_sets
from drystone.selection.models import QuestionSet

from ..doors import visible
from ..pressing import settle


class Questions(forms.Form):
    text = forms.CharField(
        label="One question on each line",
        help_text=f"At most {question_sets.MOST}. Panels named from now on have them on their sheets.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def questions(request: Any) -> HttpResponse:
    """Every area with its questions; `?area=` opens one to be changed."""
    areas = list(Area.objects.offered_by(request.alliance.pk))
    sets = visible(request, QuestionSet).filter(alliance=request.alliance)
    asked = {each.area_id: each.questions for each in sets}
    here = reverse("office-interview-questions")
    chosen = next((area for area in areas if str(area.pk) == request.GET.get("area")), None)
    if chosen:
        return one(request, chosen, asked.get(chosen.pk, []), here)
    common = question_forms.current(question_sets.SHEET, request.alliance.pk).form.question(question_sets.QUESTIONS)
    rows = [(area, asked.get(area.pk, [])) for area in areas]
    context = {"rows": rows, "common": [text for _, text in common.rows], "back": reverse("office-rounds")}
    return render(request, "office/rounds/interview_questions.html", context)


def one(request: Any, area: Area, asked: list[str], here: str) -> HttpResponse:
    form = Questions(request.POST or None, initial={"text": "\n".join(asked)})

    def verb() -> Any:
        lines = form.cleaned_data["text"].splitlines()
        return question_sets.write(request.alliance, area, lines, by=request.person, at=request.now)

    context = {"form": form, "area": area, "back": here}
    return settle(request, form, verb, then=here, said=f"Kept for {area}.") or render(
        request, "office/rounds/area_questions.html", context
    )
