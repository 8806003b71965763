"""What finance answers: a file is chosen, looked at row by row, and its right rows are taken with one press."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone import saying
from drystone.lifecycle import Refused
from drystone.payments import answers
from drystone.payments.models import AnswerFile

from ..components import tables
from ..doors import fetch, visible
from ..pressing import attempt
from ..templatetags.say import pounds


class Chosen(forms.Form):
    file = forms.FileField(
        label="The file of answers",
        help_text="A CSV file of at most 1 MB.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty."},
    )


def files(request: Any) -> HttpResponse:
    """The form for a file, what it has to look like, and the files that came before."""
    form = Chosen(request.POST, request.FILES) if request.method == "POST" else Chosen()
    if form.is_valid() and (kept := keep(request, form)):
        if kept.taken_at:
            said = f"This file was taken {saying.moment(kept.taken_at)} by {kept.taken_by}. Nothing has changed."
            messages.info(request, said)
        return redirect("office-answer-file", kept.pk)
    before = visible(request, AnswerFile).filter(alliance=request.alliance).select_related("taken_by").defer("file")
    return render(request, "office/statements/answers.html", {"form": form, "before": before[:10]})


def keep(request: Any, form: Chosen) -> AnswerFile | None:
    """None where the file as a whole cannot be read; the form says why."""
    chosen = form.cleaned_data["file"]
    if chosen.size > answers.LARGEST:
        form.add_error("file", answers.TOO_LARGE)
        return None
    try:
        return answers.keep(request.alliance, chosen.name, chosen.read(), by=request.person, at=request.now)
    except Refused as no:
        form.add_error("file", str(no))
        return None


def file(request: Any, pk: int) -> HttpResponse:
    """A file row by row as it would be taken now, with one button; once taken, what was taken."""
    shown, here = fetch(request, AnswerFile, pk, "taken_by"), reverse("office-answer-file", args=[pk])
    if request.method == "POST":
        take = partial(answers.take, shown, by=request.person, at=request.now)
        return attempt(request, take, then=here, said="Taken. The schools that were paid are told by mail.")
    rows = [] if shown.taken_at else answers.understood(shown, today=request.today)
    right = [row for row in rows if not row.problem]
    context = {
        "file": shown,
        "right": right,
        "wrong": len(rows) - len(right),
        "table": taken_table(shown) if shown.taken_at else table(rows),
    }
    return render(request, "office/statements/answer_file.html", context)


def table(rows: list[answers.Row]) -> tables.Table:
    columns = [
        tables.Column("Line", lambda row: str(row.line)),
        tables.Column("Statement", lambda row: row.number[:30]),
        tables.Column("Home school", lambda row: row.statement.home_school.name if row.statement else ""),
        tables.Column("What finance says", lambda row: row.problem or said(row)),
        tables.Column("Amount", lambda row: "" if row.problem else pounds(row.pence), number=True),
    ]
    return tables.Table("Rows of the file", columns, rows, caption_hidden=True)


def taken_table(shown: AnswerFile) -> tables.Table:
    columns = [
        tables.Column("Statement", lambda row: str(row.statement.number)),
        tables.Column("Home school", lambda row: row.statement.home_school.name),
        tables.Column("What finance says", said),
        tables.Column("Amount", lambda row: pounds(row.pence), number=True),
    ]
    rows = shown.answers.select_related("statement__home_school").order_by("statement__number")
    return tables.Table("What was taken", columns, rows, caption_hidden=True)


def said(row: Any) -> str:
    """Paid on 15 Dec 2026, reference BACS-0117."""
    word = "Paid" if row.outcome == "paid" else "Returned"
    reference = f", reference {row.reference}" if row.reference else ""
    return f"{word} on {saying.short_day(row.on)}{reference}{f': {row.reason}' if row.reason else ''}{otherwise(row)}"


def otherwise(row: Any) -> str:
    """, £10 less than the £300 stated: it comes onto the next statement."""
    stated = row.statement.payable_pence
    if row.outcome != "paid" or row.pence == stated:
        return ""
    than = "less" if row.pence < stated else "more"
    return (
        f", {pounds(abs(stated - row.pence))} {than} than the {pounds(stated)} stated: carried to the next statement"
    )
