"""Anybody who holds a document, as a file or on paper, can see whether it is one that was issued."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from drystone import walls
from drystone.alliances.models import Alliance
from drystone.documents import papers
from drystone.documents.models import Paper

from ..errors import too_large

LARGEST = 20_000_000  # bytes; the longest document we ever made is a tenth of it
CHOOSE = "Choose the file, or give the number and the digest that are printed at the foot of each page"


class CheckForm(forms.Form):
    file = forms.FileField(label="The file", required=False, help_text="The PDF as you received it.")
    number = forms.CharField(
        label="Document number",
        required=False,
        max_length=40,
        help_text="For example, DS-2026-000123",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    digest = forms.CharField(
        label="Digest",
        required=False,
        max_length=80,
        help_text="For example, 3f2a 91bc 44d0 17aa",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not (given.get("file") or (given.get("number") and given.get("digest"))):
            self.add_error("file", CHOOSE)
        return given


def check_document(request: HttpRequest) -> HttpResponse:
    """Says whether, what kind, when and by which alliance: nothing about the people in it."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    if not form.is_valid():
        return render(request, "public/check_document.html", {"form": form})
    file = form.cleaned_data["file"]
    if file and file.size > LARGEST:
        return too_large(request)
    with walls.open_to_all():  # whoever holds a paper need not know which alliance issued it
        paper = found(form.cleaned_data)
    alliance = Alliance.objects.filter(pk=paper.alliance_id).first() if paper else None
    shown = {"checked": True, "paper": paper, "issued_by": alliance, "whole_file": bool(file)}
    return render(request, "public/check_document.html", shown)


def found(given: dict[str, Any]) -> Paper | None:
    """By the file's own digest. A stranger's file is never opened, so it can do no harm."""
    if given["file"]:
        return papers.verify(given["file"].read())
    return papers.find(given["number"], given["digest"])
