"""What stands behind a paid statement: the home school adds files or a few words, and answers to what is found."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.payments import check_files, checks
from drystone.payments.lifecycle import CHECK
from drystone.payments.models import Check, CheckFile

from .. import checked
from ..doors import fetch
from ..pressing import attempt, is_bare, settle

UNSURE = "Tick the box beside the button, so that we know that it is you."


class Shown(forms.Form):
    says = forms.CharField(
        label="What stands behind it, in a few words",
        help_text="Only if there is something to say beside the files. No names of pupils.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )


class Reply(forms.Form):
    text = forms.CharField(
        label="If that is not right, write why",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Write why it is not right."},
    )


class Chosen(forms.Form):
    upload = forms.FileField(
        label="A file",
        help_text="An invoice for cover, a time sheet, a page of a diary: PDF, Word or a picture, up to 10 MB.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )


def check(request: Any, pk: int) -> HttpResponse:
    """What is asked and until when, the files so far; or what is to be taken back and why, and an answer to it."""
    shown = fetch(request, Check, pk, "statement__home_school", "draw")
    form, verb = task(request, shown)
    if request.method == "POST" and form is None:
        messages.info(request, "This was answered already.")
        return redirect("school-check", pk)
    then = reverse("school-check", args=[pk])
    if form and request.method == "POST" and is_bare(request):
        form.add_error(None, UNSURE)
    if form and (done := settle(request, form, verb, then=then, said="Thank you. The Alliance has your answer.")):
        return done
    taken = [each.line for each in shown.lines.select_related("line")]
    context = {
        "check": shown,
        "form": form,
        "files": list(shown.files.all()),
        "lines": shown.statement.lines.all(),
        "taken": taken,
        "taken_pence": sum(line.reimbursement_pence for line in taken),
        "may_add": CHECK.may(request.person, shown, "show"),
    }
    return render(request, "school/check.html", context)


def task(request: Any, shown: Check) -> tuple[forms.Form | None, Any]:
    """The form of what waits for her, and what it does; none where nothing does."""
    by: dict[str, Any] = {"by": request.person, "at": request.now}
    if CHECK.may(request.person, shown, "show"):
        form: forms.Form = Shown(request.POST or None)
        return form, lambda: checks.show(shown, **form.cleaned_data, **by)
    if CHECK.may(request.person, shown, "answer"):
        form = Reply(request.POST or None)
        return form, lambda: checks.answer(shown, **form.cleaned_data, **by)
    return None, None


def add(request: Any, pk: int) -> HttpResponse:
    """One file more."""
    shown = fetch(request, Check, pk, "statement__home_school")
    form = Chosen(request.POST, request.FILES) if request.method == "POST" else Chosen()
    verb = lambda: check_files.add(shown, form.cleaned_data["upload"], by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=reverse("school-check", args=[pk]), said="The file is added."):
        return done
    return render(request, "school/check_file.html", {"check": shown, "form": form})


def file(request: Any, pk: int, piece: int) -> HttpResponseBase:
    return checked.send(kept(request, pk, piece))


def remove(request: Any, pk: int, piece: int) -> HttpResponse:
    """A file that was wrong is taken away, until all is sent; one that is gone already is gone."""
    shown = fetch(request, Check, pk, "statement__home_school")
    if is_bare(request):
        messages.error(request, UNSURE)
        return redirect("school-check", pk)
    verb = lambda: check_files.take_away(shown, piece, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=reverse("school-check", args=[pk]), said="The file is taken away.")


def kept(request: Any, pk: int, piece: int) -> CheckFile:
    found = CheckFile.objects.filter(check_of=fetch(request, Check, pk), pk=piece).first()
    if found is None:
        raise Http404
    return found
