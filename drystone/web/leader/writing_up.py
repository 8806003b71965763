"""One write-up of a visit, two documents: above each half stands exactly who will read it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.deployment import records
from drystone.deployment.models import EvaluationState, RecordState, Visit
from drystone.lifecycle import AlreadyMoved
from drystone.questions import reader, sheets
from drystone.questions.models import AnswerSheet

from .. import answering
from ..readings import EVALUATION, RECORD, TITLES, readers
from .deployments import own_visit

BOTH_HALVES = ("record__sheet__version", "evaluation__sheet__version", "deployment__receiving_school")


def visit(request: Any, pk: int) -> HttpResponse:
    """The visit, and how far its write-up is."""
    shown = own_visit(request, pk)
    record, evaluation = getattr(shown, "record", None), getattr(shown, "evaluation", None)
    context = {
        "visit": shown,
        "record": record,
        "evaluation": evaluation,
        "passed": shown.starts_at <= request.now,
        "sent": bool(record and record.state != RecordState.DRAFT),
        "given": bool(evaluation and evaluation.state == EvaluationState.GIVEN),
        "lines": record.lines.select_related("by") if record else [],
    }
    return render(request, "leader/visit.html", context)


def begin(request: Any, pk: int) -> HttpResponse:
    """Lays out the two documents and goes to the first page that is not answered."""
    shown = own_visit(request, pk)
    record, evaluation = records.begin(shown, by=request.person, at=request.now)
    check = reverse("leader-write-up-check", args=[pk])
    then = answering.first_unanswered(evaluation.sheet, address(pk, EVALUATION), then=check)
    if record.state == RecordState.DRAFT:
        then = answering.first_unanswered(record.sheet, address(pk, RECORD), then=then)
    return redirect(then)


def address(pk: int, document: str) -> answering.Address:
    return lambda section: reverse("leader-write-up", args=[pk, document, section])


def sheet_of(shown: Visit, document: str) -> AnswerSheet:
    half = getattr(shown, document, None) if document in TITLES else None
    if half is None:
        raise Http404
    return half.sheet


def section(request: Any, pk: int, document: str, section: str) -> HttpResponse:
    """One page of one half; after the record's last page comes the evaluation's first."""
    shown = own_visit(request, pk, *BOTH_HALVES)
    sheet = sheet_of(shown, document)
    check = reverse("leader-write-up-check", args=[pk])
    first = sheet_of(shown, EVALUATION).form.sections[0].key
    return answering.section_page(
        request,
        sheet,
        section,
        address=address(pk, document),
        then=address(pk, EVALUATION)(first) if document == RECORD else check,
        back=reverse("leader-visit", args=[pk]),
        save_url=reverse("leader-write-up-save", args=[pk, document]),
        template="leader/section.html",
        readers=readers(shown, document),
        visit=shown,
    )


def save(request: Any, pk: int, document: str) -> HttpResponse:
    """One answer while it is typed."""
    return answering.save_answer(request, sheet_of(own_visit(request, pk), document))


def check(request: Any, pk: int) -> HttpResponse:
    """Both halves before they go, each under its readers; one press sends both."""
    shown = own_visit(request, pk, *BOTH_HALVES)
    halves = [half(shown, document) for document in (RECORD, EVALUATION)]
    if records.is_sent(shown):
        return redirect("leader-visit", pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            records.send_both(shown, by=request.person, at=request.now)
        except (records.NobodySupported, records.NotHeld) as no:
            form.add_error(None, str(no))
        except AlreadyMoved:
            return redirect("leader-visit", pk)
        except sheets.Unfinished:
            messages.error(request, "Some answers are still missing.")
        else:
            messages.success(request, "Sent. Thank you.")
            return redirect("leader-visit", pk)
    back = reverse("leader-visit", args=[pk])
    return render(request, "leader/check.html", {"form": form, "visit": shown, "halves": halves, "back": back})


def half(shown: Visit, document: str) -> dict[str, Any]:
    sheet = sheet_of(shown, document)
    return {
        "title": TITLES[document],
        "readers": readers(shown, document),
        "parts": answering.linked(sheet, reader.WRITER, address(shown.pk, document)),
        "problems": answering.problems(sheet, address(shown.pk, document)),
    }


class Addendum(forms.Form):
    text = forms.CharField(
        label="What you add",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text="The record stays as sent.",
    )


def addendum(request: Any, pk: int) -> HttpResponse:
    """A sent record is corrected by adding to it."""
    shown = own_visit(request, pk)
    record = getattr(shown, "record", None)
    if record is None or record.state == RecordState.DRAFT:
        raise Http404
    form, back = Addendum(request.POST or None), reverse("leader-visit", args=[pk])
    if request.method == "POST" and form.is_valid():
        records.amend(record, form.cleaned_data["text"], by=request.person, at=request.now)
        messages.success(request, "Added. Your colleague has been told.")
        return redirect(back)
    return render(
        request, "leader/form.html", {"form": form, "heading": "Add to the record", "about": shown, "back": back}
    )
