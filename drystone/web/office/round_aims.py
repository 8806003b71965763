"""What a round asks before anybody applies, and how many leaders it hopes for in each area."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from drystone.people.access import manager
from drystone.register.answers import offered
from drystone.selection import eligibility, targets
from drystone.selection.models import Round

from ..components import tables
from ..doors import fetch
from ..pressing import back_to, settle

MOST_LEADERS = 99


class OwnQuestions(forms.Form):
    """Up to five questions to answer with yes or no, each with what is said to a no."""

    def __init__(self, *args: Any, standing: list[list[str]], **settings: Any):
        super().__init__(*args, **settings)
        for number in range(eligibility.MOST):
            wording, kind_word = standing[number] if number < len(standing) else ("", "")
            self.fields[f"wording_{number}"] = forms.CharField(
                label=f"Question {number + 1}", initial=wording, required=False, max_length=200
            )
            self.fields[f"kind_word_{number}"] = forms.CharField(
                label=f"What we say to a no to question {number + 1}",
                initial=kind_word,
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def questions(self) -> list[tuple[str, str]]:
        given = self.cleaned_data
        return [(given[f"wording_{n}"], given[f"kind_word_{n}"]) for n in range(eligibility.MOST)]


class Hopes(forms.Form):
    """A number for each area that is offered."""

    def __init__(self, *args: Any, areas: Any, standing: dict[int, int], **settings: Any):
        super().__init__(*args, **settings)
        self.areas = {f"area_{area.pk}": area for area in areas}
        for name, area in self.areas.items():
            self.fields[name] = forms.IntegerField(
                label=area.name,
                initial=standing.get(area.pk),
                required=False,
                min_value=0,
                max_value=MOST_LEADERS,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            )

    def numbers(self) -> dict[Any, int]:
        return {area: self.cleaned_data[name] or 0 for name, area in self.areas.items()}


def questions(request: Any, pk: int) -> HttpResponse:
    """The round's own questions in the check before an application."""
    round_ = fetch(request, Round, pk)
    form = OwnQuestions(request.POST or None, standing=round_.own_questions)

    def verb() -> Any:
        return eligibility.ask(round_, form.questions(), by=request.person, at=request.now)

    here = back_to("office-round", pk)
    context = {"form": form, "round": round_, "back": here, "asked": eligibility.asked(round_).sections[0].questions}
    answer = settle(request, form, verb, then=here, said="Saved. Everybody who applies is asked.")
    return answer or render(request, "office/rounds/questions.html", context)


def areas(request: Any, pk: int) -> HttpResponse:
    """How many leaders the round hopes for in each area, beside how many there are by now."""
    round_ = fetch(request, Round, pk)
    hoped = dict(round_.targets.values_list("area", "number")) | proposed(request)
    form = Hopes(request.POST or None, areas=offered(round_.alliance_id), standing=hoped)

    def verb() -> Any:
        return targets.aim(round_, form.numbers(), by=request.person, at=request.now)

    here = back_to("office-round-areas", pk)
    context = {
        "form": form,
        "round": round_,
        "table": areas_table(targets.lines(round_)),
        "may_change": manager(request.person, round_),
        "back": back_to("office-round", pk),
    }
    answer = settle(request, form, verb, then=here, said="Saved. The public page shows no numbers.")
    return answer or render(request, "office/rounds/areas.html", context)


def proposed(request: Any) -> dict[int, int]:
    """What the map of needs proposes for an area; shown in its box, and saved by a press like any other."""
    given = request.GET.get("area", ""), request.GET.get("number", "")
    if all(word.isascii() and word.isdigit() and len(word) < 10 for word in given):
        return {int(given[0]): min(int(given[1]), MOST_LEADERS)}
    return {}


def areas_table(lines: list[targets.Line]) -> tables.Table:
    columns = [
        tables.Column("Area", lambda line: f"{line.area} (needed most)" if line.needed_most else str(line.area)),
        tables.Column("Hoped for", lambda line: "" if line.hoped_for is None else line.hoped_for),
        tables.Column("Applied", lambda line: line.applied),
        tables.Column("Shortlisted", lambda line: line.shortlisted),
        tables.Column("Chosen", lambda line: line.chosen),
    ]
    empty = "Nobody has applied yet, and no area is marked as needed."
    return tables.Table("Areas of this round", columns, lines, caption_hidden=True, empty=empty)
