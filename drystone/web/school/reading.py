"""The two documents of a visit as their readers have them: the record, which its reader answers; the evaluation."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from drystone import saying
from drystone.deployment import access, having_read, records, visit_papers
from drystone.deployment.models import RecordState, VisitEvaluation, VisitRecord
from drystone.lifecycle import AlreadyMoved
from drystone.questions import reader

from .. import answering, confiding, files, names, readings
from ..doors import fetch

WITH = ("sheet__version", *(f"visit__{name}" for name in readings.NAMED))
RIGHT, WRONG, READ, LINE = "confirm", "dispute", "read", "line"
WAYS = {
    RIGHT: "Yes, I have read it and it is right",
    WRONG: "Something is not right",
    READ: "I have read it, and leave it at that",
    LINE: "I only add a line",
}


class Reading(forms.Form):
    """What its reader says of the record. Nothing is chosen beforehand."""

    said = forms.ChoiceField(label="Is this right?", widget=forms.RadioSelect)
    text = forms.CharField(
        label="What is not right, or a line of your own",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
        help_text="No pupils’ names, please.",
    )

    def __init__(self, *args: Any, record: VisitRecord, **settings: Any):
        super().__init__(*args, **settings)
        box: Any = self.fields["said"]
        box.choices = [(way, WAYS[way]) for way in ways(record)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        lacking = {WRONG: "Write what is not right.", LINE: "Write the line that you add."}
        if (said := given.get("said")) in lacking and not given.get("text"):
            self.add_error("text", lacking[said])
        return given


def ways(record: VisitRecord) -> list[str]:
    """What can still be said of it: that it was read, once; of a confirmed one, no more than a line."""
    if record.state == RecordState.SENT:
        return [RIGHT, WRONG, LINE if record.read_at else READ]
    return [RIGHT, LINE] if record.state == RecordState.DISPUTED else [LINE]


def record(request: Any, pk: int) -> HttpResponse:
    """The visit record; whom it went to says that it is right, that something is not, or that she has read it."""
    shown = fetch(request, VisitRecord, pk, *WITH)
    may_answer = shown.state != RecordState.DRAFT and access.supported(request.person, shown)
    form = Reading(request.POST or None, record=shown) if may_answer else None
    if request.method == "POST" and form and form.is_valid():
        return answered(request, shown, **form.cleaned_data)
    context = {
        "record": shown,
        "form": form,
        "may_add": access.writes(request.person, shown),
        "may_settle": access.office(request.person, shown),
        "confides": confiding.is_offered(request, shown.visit.deployment),
        "standing": having_read.standing(shown, at=request.now),
        "stands_on": having_read.stands_on(shown),
        "lines": shown.lines.select_related("by").prefetch_related("files"),
        "files": shown.files.filter(line=None).exclude(kept_at=None),
        **document(shown, readings.RECORD, lambda key: reverse("school-visit-record-file", args=[pk, key])),
    }
    return render(request, "school/visit_record.html", context)


def answered(request: Any, shown: VisitRecord, said: str, text: str) -> HttpResponse:
    given: dict[str, Any] = {"by": request.person, "at": request.now}
    names.warn_of(request, shown.visit, text)
    try:
        if said == RIGHT:
            records.confirm(shown, line=text, **given)
        elif said == WRONG:
            records.dispute(shown, text, **given)
        else:
            having_read.read(shown, line=text, **given)
        messages.success(request, "Thank you.")
    except AlreadyMoved:
        messages.info(request, "You had answered already.")
    return redirect("school-visit-record", shown.pk)


def evaluation(request: Any, pk: int) -> HttpResponse:
    """The visit evaluation, for the receiving head and the Alliance alone."""
    shown = fetch(request, VisitEvaluation, pk, *WITH)
    lines = shown.lines.select_related("by")
    context = {"evaluation": shown, "lines": lines, **document(shown, readings.EVALUATION)}
    return render(request, "school/visit_evaluation.html", context)


def document(half: Any, which: str, file_address: Callable[[int], str] | None = None) -> dict[str, Any]:
    """What both have: the visit's facts, the answers that were given, who reads them."""
    return {
        "visit": half.visit,
        "deployment": half.visit.deployment,
        "parts": answering.linked(half.sheet, reader.READER, file_address=file_address),
        "readers": readings.readers(half.visit, which),
    }


def record_file(request: Any, pk: int, attachment: int) -> FileResponse:
    """What the leader left behind, for whoever reads the record."""
    return answering.attachment(fetch(request, VisitRecord, pk, "sheet__version").sheet, attachment)


def record_given(request: Any, pk: int, file: int) -> FileResponse:
    """One of the files that go with the record, for whoever reads it; to be saved, never shown inside our pages."""
    kept = get_object_or_404(fetch(request, VisitRecord, pk).files.exclude(kept_at=None), pk=file)
    with kept.file.open("rb") as content:
        return files.send(content.read(), kept.name, kept.content_type)


def record_paper(request: Any, pk: int) -> FileResponse:
    """The record with what was added to it, for paper."""
    shown = fetch(request, VisitRecord, pk, *WITH)
    return sent_as_paper(shown, visit_papers.record(shown, at=request.now), shown.visit.starts_at)


def evaluation_paper(request: Any, pk: int) -> FileResponse:
    """The evaluation, for whoever may read it."""
    shown = fetch(request, VisitEvaluation, pk, *WITH)
    return sent_as_paper(shown, visit_papers.evaluation(shown, at=request.now), shown.visit.starts_at)


def sent_as_paper(half: Any, content: bytes, on: datetime) -> FileResponse:
    title = readings.TITLES[readings.RECORD if isinstance(half, VisitRecord) else readings.EVALUATION]
    return files.send(content, f"{title} {saying.short_day(on)}.pdf", files.PDF)
