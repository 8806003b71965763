"""What a deployment changed: where each objective stood over time, and the library of evidence, for each audience."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from drystone.deployment import evidence, impact
from drystone.deployment.access import gives_evidence, may_let_it_be_told, office
from drystone.deployment.models import Deployment, Evidence, EvidenceKind, MayRead, Objective
from drystone.questions import attachments

from . import courses, files
from .days import Day
from .doors import visible
from .meeting_forms import WebAddress
from .pressing import attempt, is_bare, settle

ABOVE = {"required": "Choose who may read it"}


class Readers(forms.Form):
    """How far it may be told; to anybody only by whom the school's head asked or is."""

    may_read = forms.TypedChoiceField(
        label="Who may read it?", coerce=int, widget=forms.RadioSelect, error_messages=ABOVE, initial=MayRead.PARTIES
    )
    allowed_by = forms.CharField(
        label="Who at the school allowed that anybody reads it, and how?",
        help_text="For example: Susan Iveson, by phone, 3 November.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, deployment: Deployment, person: Any, **settings: Any):
        super().__init__(*args, **settings)
        fields: dict[str, Any] = self.fields
        widest = MayRead.WITH_NAME if may_let_it_be_told(person, deployment) else MayRead.PARTIES
        fields["may_read"].choices = [choice for choice in MayRead.choices if choice[0] <= widest]
        if not office(person, deployment):
            del fields["allowed_by"]


class Piece(Readers):
    """One thing that shows what changed. Pupil outcomes are two figures, never a file."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=EvidenceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    before_percent = forms.IntegerField(label="Before, in per cent", min_value=0, max_value=100, required=False)
    after_percent = forms.IntegerField(label="After, in per cent", min_value=0, max_value=100, required=False)
    pupils = forms.IntegerField(
        label="Of how many pupils",
        help_text="Ten or more, so that it tells of no child.",
        min_value=1,
        max_value=9999,
        required=False,
    )
    title = forms.CharField(
        label="In a few words",
        help_text="“Inspection report of March 2026”; of pupil outcomes the measure and the year group.",
        max_length=160,
    )
    says = forms.CharField(
        label="What does it show?",
        help_text="One or two sentences. Name roles, not people; no pupils.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )
    objective = forms.ModelChoiceField(
        Objective.objects.none(), label="For which aim?", required=False, empty_label="For all of it"
    )
    dated = Day(label="Of which day is it?", required=False)
    url = WebAddress("A link to it", help_text="For example the page of the inspection report.")
    upload = forms.FileField(
        label="Or a file",
        help_text="PDF, Word or a picture, up to 10 MB, without pupils’ names. " + attachments.TRACES,
        required=False,
    )
    field_order = ["kind", "title", "says", "objective", "dated", "url", "upload", "may_read", "allowed_by"]

    def __init__(self, *args: Any, deployment: Deployment, person: Any, **settings: Any):
        super().__init__(*args, deployment=deployment, person=person, **settings)
        fields: dict[str, Any] = self.fields
        fields["objective"].queryset = deployment.objectives.filter(dropped_in=None)
        for name in ("before_percent", "after_percent", "pupils"):
            fields[name].shown_if = ("kind", EvidenceKind.OUTCOMES)
            fields[name].widget.attrs["class"] = "govuk-input--width-3"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("url") and given.get("upload"):
            self.add_error("upload", "Give a link or choose a file, one of the two.")
        if given.get("kind") != EvidenceKind.OUTCOMES:  # typed before another kind was chosen
            given |= dict.fromkeys(("before_percent", "after_percent", "pupils"))
        return given

    def given(self) -> evidence.Given:
        return evidence.Given(**{name: value for name, value in self.cleaned_data.items() if name != "upload"})


def shown(request: Any, deployment: Deployment) -> dict[str, Any]:
    """What `parts/what_changed.html` shows: each objective's course with its table, and the library."""
    found = impact.read(deployment, request.person, on=request.today)
    return {
        "deployment": deployment,
        "courses": courses.courses(found),
        "course_table": courses.table(found),
        "evidence": library(request, deployment),
        "may_give": gives_evidence(request.person, deployment),
    }


def library(request: Any, deployment: Deployment) -> list[Evidence]:
    """The evidence of one deployment that she may read, the newest first; one query."""
    rows = visible(request, Evidence).filter(deployment=deployment)
    return list(rows.select_related("objective", "given_by"))


def add(request: Any, deployment: Deployment, *, then: str) -> HttpResponse:
    """One thing more for the library."""
    if not gives_evidence(request.person, deployment):
        raise Http404
    asked = {"deployment": deployment, "person": request.person}
    form = Piece(request.POST or None, request.FILES or None, **asked)

    def verb() -> Any:
        upload = form.cleaned_data["upload"]
        return evidence.add(deployment, form.given(), upload=upload, by=request.person, at=request.now)

    if done := settle(request, form, verb, then=then, said="Thank you. It is in the library."):
        return done
    return render(request, "evidence/add.html", {"form": form, "deployment": deployment, "back": then})


def change_readers(request: Any, piece: Evidence, *, then: str) -> HttpResponse:
    """Who may read it, from now."""
    asked = {"deployment": piece.deployment, "person": request.person}
    initial = {"may_read": piece.may_read, "allowed_by": piece.allowed_by}
    form = Readers(request.POST or None, initial=initial, **asked)
    verb = lambda: evidence.let_read(piece, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=then, said="Kept. Whatever is made of it follows."):
        return done
    return render(request, "evidence/readers.html", {"form": form, "piece": piece, "back": then})


def remove(request: Any, piece: Evidence | None, *, then: str) -> HttpResponse:
    """It is no longer there; pressed twice, it is gone. By a link a press alone does nothing."""
    if piece is None or is_bare(request):
        return redirect(then)
    verb = lambda: evidence.take_away(piece, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=then, said="Taken away.")


def file(piece: Evidence) -> HttpResponseBase:
    """The file of a piece, to be saved."""
    if not piece.file:
        raise Http404
    with piece.file.open("rb") as content:
        return files.send(content.read(), piece.file_name, piece.content_type)
