"""Evidence for another term: what an applicant adds to what the Alliance knows already."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from drystone.questions import attachments
from drystone.selection import evidence
from drystone.selection.models import ApplicationState, EvidenceKind

from ..days import Day
from ..meeting_forms import WebAddress
from ..pressing import attempt, back_to, settle
from ..school_field import SchoolField
from .applications import hers


class Evidence(forms.Form):
    """One thing that shows what changed; only what it is and what it shows is needed."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=EvidenceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    says = forms.CharField(
        label="What does it show?",
        help_text="One or two sentences. Name roles and schools, not people; no pupils.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )
    school = SchoolField(label="Which school is it about?", required=False)
    dated = Day(label="Of which day is it?", required=False)
    url = WebAddress("A link to it", help_text="For example the page of the inspection report.", max_length=500)
    upload = forms.FileField(
        label="Or a file",
        help_text="PDF, Word or a picture, up to 10 MB, without pupils’ names. " + attachments.TRACES,
        required=False,
    )


def add(request: Any, pk: int) -> HttpResponse:
    """One thing more, while it is a draft; back to the draft, where it stands."""
    shown = hers(request, pk)
    here = back_to("apply-application", pk)
    if shown.renews_id is None:
        raise Http404
    if shown.state != ApplicationState.DRAFT:
        return redirect(here)
    form = Evidence(request.POST or None, request.FILES or None)

    def verb() -> Any:
        return evidence.add(shown, **form.cleaned_data, by=request.person, at=request.now)

    if done := settle(request, form, verb, then=f"{here}#evidence", said="Added."):
        return done
    return render(request, "apply/evidence.html", {"form": form, "application": shown, "back": here})


def remove(request: Any, pk: int, piece: int) -> HttpResponse:
    """She takes one back; pressed twice, it is gone."""
    shown, then = hers(request, pk), back_to("apply-application", pk) + "#evidence"
    standing = shown.evidence.select_related("application", "file").filter(pk=piece).first()
    if standing is None:
        return redirect(then)
    verb = lambda: evidence.take_away(standing, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=then, said="Taken away.")
