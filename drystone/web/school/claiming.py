"""A month's statement for the home school: look at the lines, confirm, or say what is wrong."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from drystone.lifecycle import AlreadyMoved
from drystone.payments import documents, statements, tables, vat
from drystone.payments.access import home_side
from drystone.payments.lifecycle import STATEMENT
from drystone.payments.models import Statement, StatementState
from drystone.people.access import role_of

from .. import files
from ..doors import fetch


class Answer(forms.Form):
    said = forms.ChoiceField(
        label="Is this right?",
        choices=[("confirm", "Yes, we claim this"), ("query", "No, something is wrong")],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="Your full name", max_length=200, required=False)
    role = forms.CharField(label="Your role", max_length=120, required=False)
    text = forms.CharField(
        label="What is wrong", widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )

    def __init__(self, *args: Any, **settings: Any):
        super().__init__(*args, **settings)
        for box, answer in (("name", "confirm"), ("role", "confirm"), ("text", "query")):
            self.fields[box].shown_if = ("said", answer)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("said") == "confirm":
            for box, what in (("name", "your full name"), ("role", "your role")):
                if not given.get(box):
                    self.add_error(box, f"Type {what} to confirm.")
        if given.get("said") == "query" and not given.get("text"):
            self.add_error("text", "Write what is wrong.")
        return given


def statement(request: Any, pk: int) -> HttpResponse:
    """You may claim so much for so many days: confirm, or say what is wrong. No invoice to write."""
    shown = fetch(request, Statement, pk, "home_school", "payee__paid_to", "self_billing")
    may_answer = shown.state == StatementState.SENT and STATEMENT.may(request.person, shown, "confirm")
    known = {"name": request.person.name, "role": role_of(request.person, shown.home_school_id)}
    form = Answer(request.POST or None, initial=known) if may_answer else None
    if request.method == "POST" and form is None:
        return answered_before(request, shown)
    if form and form.is_valid():
        return answered(request, shown, form.cleaned_data)
    lines = list(shown.lines.all())
    context = {
        "statement": shown,
        "lines": lines,
        "half_days": sum(line.half_days for line in lines),
        "rates": vat.by_rate((line.vat_code, line.reimbursement_pence) for line in lines),
        "claim": documents.claim(shown),
        "form": form,
        "may_propose": home_side(request.person, shown),
        "answers": shown.answers.all(),
    }
    return render(request, "school/statement.html", context)


def answered(request: Any, shown: Statement, given: dict[str, Any]) -> HttpResponse:
    by: dict[str, Any] = {"by": request.person, "at": request.now}
    try:
        if given["said"] == "confirm":
            statements.confirm(shown, typed_name=given["name"], typed_role=given["role"], link=request.link, **by)
        else:
            statements.query(shown, given["text"], **by)
        messages.success(request, "Thank you. The Alliance has your answer.")
    except AlreadyMoved:
        return answered_before(request, shown)
    return redirect("school-statement", shown.pk)


def answered_before(request: Any, shown: Statement) -> HttpResponse:
    messages.info(request, "This was answered already.")
    return redirect("school-statement", shown.pk)


def table(request: Any, pk: int, kind: str) -> HttpResponseBase:
    """Its lines for a spreadsheet: CSV or Excel."""
    shown = fetch(request, Statement, pk, "home_school")
    rows = tables.statement_rows(shown)
    return files.send_table(kind, tables.STATEMENT, rows, f"Statement {shown.number}")


def paper(request: Any, pk: int) -> HttpResponseBase:
    """The approved statement as a sealed PDF."""
    shown = fetch(request, Statement, pk)
    return files.send_paper(shown.paper) if shown.paper else redirect("school-statement", pk)
