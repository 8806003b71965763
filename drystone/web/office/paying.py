"""What happens to a statement with a reason: a line reversed, confirmed by telephone, returned unpaid; and finance."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.payments import handover, statements
from drystone.payments.models import DueLine, Handover, Statement

from .. import files
from ..doors import fetch, press, visible
from ..templatetags.say import pounds

NOTED = {
    "record_confirmed": (
        statements.record_confirmed,
        "Record that the school confirmed",
        "Who confirmed, when and how",
        "Recorded. Somebody else approves it.",
    ),
    "mark_returned": (
        handover.mark_returned,
        "Returned unpaid",
        "What finance says: why it came back",
        "Recorded as returned.",
    ),
}


class Note(forms.Form):
    note = forms.CharField(max_length=300)

    def __init__(self, *args: Any, label: str, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["note"].label = label
        self.fields["note"].error_messages["required"] = f"Write it down: {label[0].lower()}{label[1:]}."


def noted(request: Any, pk: int, verb: str) -> HttpResponse:
    """A move that needs a note: confirmed by telephone, returned unpaid."""
    if verb not in NOTED:
        raise Http404
    shown, (move, heading, label, said) = fetch(request, Statement, pk), NOTED[verb]
    form, then = Note(request.POST or None, label=label), reverse("office-statement", args=[pk])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return press(request, lambda: move(shown, **given, by=request.person, at=request.now), then=then, said=said)
    context = {"statement": shown, "form": form, "heading": heading, "back": then}
    return render(request, "office/statements/note.html", context)


def credit(request: Any, pk: int) -> HttpResponse:
    """Reverses one line, with the reason."""
    line = fetch_line(request, pk)
    form, then = Note(request.POST or None, label="Why"), reverse("office-statement", args=[line.statement_id])
    if request.method == "POST" and form.is_valid():
        try:
            statements.credit(line, **form.cleaned_data, by=request.person, at=request.now)
            messages.success(request, "Reversed. It comes off the school's next statement.")
        except statements.AlreadyReversed as no:
            messages.info(request, str(no))
        return redirect(then)
    heading = f"Reverse {line.explanation}, {pounds(line.reimbursement_pence)}"
    context = {"statement": line.statement, "form": form, "heading": heading, "button": "Reverse it", "back": then}
    return render(request, "office/statements/note.html", context)


def fetch_line(request: Any, pk: int) -> DueLine:
    lines = DueLine.objects.filter(statement__in=visible(request, Statement), pk=pk)
    line = lines.select_related("statement__home_school", "alliance").first()
    if line is None:
        raise Http404
    return line


def hand_over(request: Any) -> HttpResponse:
    """Every approved statement goes into one file for finance."""
    try:
        made, _ = handover.hand_over(request.alliance, by=request.person, at=request.now)
    except handover.NothingToHandOver as nothing:
        messages.info(request, str(nothing))
        return redirect("office-statements")
    messages.success(request, f"Handed over: {pounds(made.total_pence)}. Fetch the file below and give it to finance.")
    return redirect("office-statements")


def handed_over(request: Any, pk: int) -> HttpResponseBase:
    """The file for the finance package, the same to the byte each time."""
    made = Handover.objects.filter(alliance=request.alliance, pk=pk).first()
    if made is None:
        raise Http404
    return files.send(handover.file_again(made), f"statements {made.at:%Y-%m-%d} {made.pk}.csv", files.CSV)
