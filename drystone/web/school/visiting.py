"""A visit for whoever takes part: when, where, the calendar entry; and the visit record for the colleague helped."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from drystone.deployment import access, documents, records, visits
from drystone.deployment.lifecycle import RECORD, VISIT
from drystone.deployment.models import Visit, VisitEvaluation, VisitRecord, VisitState
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.questions import reader

from .. import assuring, files, readings, visit_forms
from ..doors import fetch

NAMED = ("deployment__leader", "deployment__receiving_school", "deployment__designation__person")


def visit(request: Any, pk: int) -> HttpResponse:
    """When and where, and how to call it off; the head calls off by a reason chosen."""
    shown = fetch(request, Visit, pk, *NAMED)
    may_cancel = VISIT.may(request.person, shown, "cancel")
    context = {
        "visit": shown,
        "may_cancel": may_cancel,
        "form": visit_forms.Cancel() if may_cancel else None,
        **reception(request, shown),
    }
    return render(request, "school/visit.html", context)


def reception(request: Any, shown: Visit) -> dict[str, Any]:
    """What her home school has confirmed for the day of a visit to come, for those who show it at the reception."""
    if shown.state != VisitState.PLANNED or not access.receives(request.person, shown):
        return {}
    return {"receives": True, **assuring.standing(shown.deployment.designation, localdate(shown.starts_at))}


def assurance(request: Any, pk: int) -> HttpResponseBase:
    """The letter of assurance, for the reception of the school that is visited."""
    shown = fetch(request, Visit, pk, *NAMED)
    if not access.receives(request.person, shown):
        raise NotAllowed
    letter = reception(request, shown).get("assurance_letter")
    if not letter:
        raise Http404
    return files.send_paper(letter)


def cancel(request: Any, pk: int) -> HttpResponse:
    """The school calls a visit off; everybody is told."""
    shown = fetch(request, Visit, pk, *NAMED)
    form = visit_forms.Cancel(request.POST)
    if not form.is_valid():
        context = {"visit": shown, "may_cancel": True, "form": form, **reception(request, shown)}
        return render(request, "school/visit.html", context)
    try:
        visits.cancel(shown, why=form.cleaned_data["why"], by=request.person, at=request.now)
    except AlreadyMoved:
        messages.info(request, "This visit had been called off already.")
    return redirect("school-visit", pk)


def calendar(request: Any, pk: int) -> HttpResponseBase:
    """The visit for a calendar; the same entry moves when the visit moves."""
    shown = fetch(request, Visit, pk)
    entry = documents.calendar_entry(shown, at=request.now)
    return files.send(entry, f"visit {localdate(shown.starts_at):%Y-%m-%d}.ics", files.ICALENDAR)


class Reading(forms.Form):
    """What the colleague helped says of the record. Nothing is chosen beforehand."""

    said = forms.ChoiceField(
        label="Is this right?",
        choices=[("confirm", "Yes, this is right"), ("dispute", "No, something is not right")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="What is not right, or a line of your own",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("said") == "dispute" and not given.get("text"):
            self.add_error("text", "Write what is not right.")
        return given


def record(request: Any, pk: int) -> HttpResponse:
    """The visit record, read by the people it is for; the colleague helped confirms or disputes it."""
    shown = fetch(request, VisitRecord, pk)
    may_answer = RECORD.may(request.person, shown, "confirm")
    form = Reading(request.POST or None) if may_answer else None
    if request.method == "POST" and form and form.is_valid():
        return answered(request, shown, **form.cleaned_data)
    context = {
        "record": shown,
        "visit": shown.visit,
        "deployment": shown.visit.deployment,
        "parts": reader.read(shown.sheet),
        "readers": readings.readers(shown.visit, readings.RECORD),
        "lines": shown.lines.select_related("by"),
        "form": form,
    }
    return render(request, "school/visit_record.html", context)


def answered(request: Any, shown: VisitRecord, said: str, text: str) -> HttpResponse:
    try:
        if said == "confirm":
            records.confirm(shown, line=text, by=request.person, at=request.now)
        else:
            records.dispute(shown, text, by=request.person, at=request.now)
        messages.success(request, "Thank you.")
    except AlreadyMoved:
        messages.info(request, "You had answered already.")
    return redirect("school-visit-record", shown.pk)


def evaluation(request: Any, pk: int) -> HttpResponse:
    """The visit evaluation, for the receiving head and the Alliance alone."""
    shown = fetch(request, VisitEvaluation, pk)
    context = {
        "evaluation": shown,
        "visit": shown.visit,
        "parts": reader.read(shown.sheet),
        "readers": readings.readers(shown.visit, readings.EVALUATION),
    }
    return render(request, "school/visit_evaluation.html", context)
