"""What happens to a statement with a word more: a line reversed, confirmed by telephone, paid, or come back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.payments import handover, statements
from drystone.payments.models import ChargeSchedule, DueLine, Statement

from ..days import Day
from ..doors import fetch, visible
from ..pressing import settle
from ..templatetags.say import pounds


class Note(forms.Form):
    note = forms.CharField(max_length=300)

    def __init__(self, *args: Any, label: str, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["note"].label = label
        self.fields["note"].error_messages["required"] = f"Write it down: {label[0].lower()}{label[1:]}."


class Paid(forms.Form):
    on = Day(label="On which day it was paid")
    reference = forms.CharField(
        label="Reference of the payment", max_length=60, required=False, help_text="The school is told it."
    )


class Returned(Note):
    on = Day(label="On which day it came back")


COMES_OFF = "It comes off the next papers of those it stood on, as a credit that says why."


@dataclass(frozen=True)
class Noted:
    """A move that needs a word more, and the form that asks for it."""

    move: Callable[..., Any]
    heading: str
    form: Callable[..., forms.Form]
    said: str


NOTED = {
    "record_confirmed": Noted(
        statements.record_confirmed,
        "Record that the school confirmed",
        partial(Note, label="Who confirmed, when and how"),
        "Recorded. Somebody else approves it.",
    ),
    "mark_paid": Noted(
        handover.mark_paid, "Record as paid", Paid, "Recorded as paid. The home school is told by mail."
    ),
    "mark_returned": Noted(
        handover.mark_returned,
        "Came back unpaid",
        partial(Returned, label="Why it came back; the school reads this"),
        "Recorded as returned. The home school is told by mail.",
    ),
}


def noted(request: Any, pk: int, verb: str) -> HttpResponse:
    """A move that needs a word more: confirmed by telephone, paid, returned unpaid."""
    if verb not in NOTED:
        raise Http404
    shown, how = fetch(request, Statement, pk), NOTED[verb]
    form, then = how.form(request.POST or None, initial={"on": request.today}), reverse("office-statement", args=[pk])
    by: dict[str, Any] = {"by": request.person, "at": request.now}
    if done := settle(request, form, lambda: how.move(shown, **form.cleaned_data, **by), then=then, said=how.said):
        return done
    return render(request, "office/statements/note.html", {"statement": shown, "form": form, "heading": how.heading})


def credit(request: Any, pk: int) -> HttpResponse:
    """Reverses one line, with the reason."""
    line = fetch_line(request, pk)
    form, then = Note(request.POST or None, label="Why"), page_of(line)
    form.fields["note"].help_text = COMES_OFF
    if request.method == "POST" and form.is_valid():
        try:
            statements.credit(line, **form.cleaned_data, by=request.person, at=request.now)
            messages.success(request, "Reversed. It comes off the next papers of those it stood on.")
        except statements.AlreadyReversed as no:
            messages.info(request, str(no))
        return redirect(then)
    heading = f"Reverse {line.explanation}, {pounds(line.reimbursement_pence or line.charge_pence)}"
    context = {
        "statement": line.statement,
        "schedule": line.charge_schedule,
        "form": form,
        "heading": heading,
        "button": "Reverse it",
        "back": then,
    }
    return render(request, "office/statements/note.html", context)


def page_of(line: DueLine) -> str:
    """The paper that a line stands on: the home school's first; all of them where it stands on none yet."""
    if line.statement_id:
        return reverse("office-statement", args=[line.statement_id])
    if line.charge_schedule_id:
        return reverse("office-charge", args=[line.charge_schedule_id])
    return reverse("office-statements")


def fetch_line(request: Any, pk: int) -> DueLine:
    on_paper = Q(statement__in=visible(request, Statement)) | Q(charge_schedule__in=visible(request, ChargeSchedule))
    lines = DueLine.objects.filter(on_paper, pk=pk)
    line = lines.select_related("statement__home_school", "charge_schedule__payer", "alliance").first()
    if line is None:
        raise Http404
    return line
