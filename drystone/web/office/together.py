"""Several applications moved on in one press: first what would happen to whom, then the press, then what was done."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from drystone.selection import board, queries, together
from drystone.selection.models import Application, Round

from ..components import tables
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import back_to
from .board import in_order, narrowing
from .decision_forms import REASONS


class Assessor(forms.Form):
    """Whom to ask, the one who reads least first."""

    assessor = forms.ChoiceField(label="Who is to read them?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, panel: list[Any], **settings: Any):
        super().__init__(*args, **settings)
        field: Any = self.fields["assessor"]
        field.choices = [(str(person.pk), f"{person.name}, reads {person.reading} at present") for person in panel]
        self.people = {str(person.pk): person for person in panel}

    def said(self) -> dict[str, Any]:
        return {"assessor": self.people[self.cleaned_data["assessor"]]}


CHOICES = [("", "Choose one"), *REASONS]


class SameNo(forms.Form):
    """What all of them are told; whoever is to be told something else is left out, and decided on alone."""

    reason = forms.ChoiceField(label="Why not?", help_text="The applicants read this.", choices=CHOICES)
    feedback = forms.CharField(
        label="Feedback",
        help_text="The applicants read this in the letter. It is the same for all of them.",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def chosen(request: HttpRequest, round_: Round, given: QueryDict) -> list[int]:
    """The numbers of those that were ticked, or of all that the list is narrowed to, in its order."""
    if given.get("of") == "all":
        wanted = narrowing(request, round_).wanted()
        return board.find(round_, wanted, at=request.now, order=in_order(request)).numbers  # type: ignore[attr-defined]
    return [int(tick) for tick in given.getlist("tick") if tick.isascii() and tick.isdigit() and len(tick) < 10]


def fetched(request: Any, round_: Round, numbers: list[int]) -> list[Application]:
    """These applications of the round, in this order."""
    rows = queries.with_all(visible(request, Application).filter(round=round_, pk__in=numbers))
    place = {pk: n for n, pk in enumerate(numbers)}
    return sorted(rows, key=lambda row: place[row.pk])


def act(request: Any, pk: int) -> HttpResponse:
    """Looked at first; pressed by whoever is `sure`, for those who were shown."""
    round_, given = fetch(request, Round, pk), request.POST
    word, numbers = given.get("act", ""), chosen(request, round_, given)
    if word not in together.ACTS or not numbers:
        return render(request, "office/rounds/together_nothing.html", {"round": round_})
    if together.ACTS[word].asks == "circular":
        return redirect(f"{back_to('office-circular', pk)}?{same_choice(request)}")
    context: dict[str, Any] = {"round": round_, "act": together.ACTS[word], "word": word}
    form = asking(round_, together.ACTS[word].asks, given)
    if form is None:
        return settled(request, round_, word, numbers, context)
    if form.is_valid():
        context["carried"] = [(name, given[name]) for name in form.fields]
        return settled(request, round_, word, numbers, context, **form.said())
    # All that were found are found again: an address may lead to thousands, more than a form may carry.
    kept = context | {"form": form, "ticks": given.getlist("tick"), "of": given.get("of", "ticked")}
    return render(request, "office/rounds/together_asks.html", kept)


def asking(round_: Round, asks: str, given: QueryDict) -> Assessor | SameNo | None:
    """What has to be said first, with what was said of it."""
    if asks == "assessor":
        return Assessor(given if "assessor" in given else None, panel=list(queries.panel_of(round_.alliance)))
    return SameNo(given if "feedback" in given else None) if asks == "no" else None


def same_choice(request: HttpRequest) -> str:
    """The list as it is narrowed and what was chosen of it, for an address."""
    query = request.GET.copy()
    for name in ("of", "tick"):
        query.setlist(name, request.POST.getlist(name))
    return query.urlencode()


def settled(
    request: Any, round_: Round, word: str, numbers: list[int], context: dict[str, Any], **said: Any
) -> HttpResponse:
    """What would happen, or what was done."""
    pressed = "sure" in request.POST
    verb, most = together.perform if pressed else together.look, together.ACTS[word].most
    rows = fetched(request, round_, numbers[:most])
    outcomes = verb(word, round_, rows, by=request.person, at=request.now, **said)
    why = dict(REASONS).get(said.get("reason", ""), "")
    context |= shown(outcomes) | said | {"why": why, "pressed": pressed, "over": max(0, len(numbers) - most)}
    return render(request, "office/rounds/together.html", context)


def shown(outcomes: list[together.Outcome]) -> dict[str, Any]:
    done = [each for each in outcomes if each.done]
    left = [each for each in outcomes if not each.done]
    return {
        "done": done,
        "left": left,
        "done_table": table("What happens", done),
        "left_table": table("Left out", left),
    }


def table(caption: str, rows: list[together.Outcome]) -> tables.Table:
    columns = [
        tables.Column(
            "Applicant", lambda row: link_to(row.application.person.name, "office-application", row.application.pk)
        ),
        tables.Column("School", lambda row: row.application.school),
        tables.Column(caption, lambda row: row.said),
    ]
    return tables.Table(caption, columns, rows, caption_hidden=True)
