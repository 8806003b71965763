"""What is held about her: an overview, all of it to take away, and a word with the office about it."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from drystone import saying
from drystone.documents import sheets
from drystone.privacy import holdings, requests
from drystone.privacy.models import DataRequest

from .. import files
from ..fresh_sign_in import fresh

COLUMNS = ["What", "Row", "Field", "Value"]


class Ask(forms.Form):
    kind = forms.ChoiceField(label="What would you like?", choices=DataRequest.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="In your own words",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text="What to correct or erase, or what you are not content with. Only the office reads this.",
        error_messages={"required": "Write what you would like."},
    )


def mine(request: Any) -> HttpResponse:
    """The overview, her requests so far, and the form for another."""
    form = Ask(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = requests.ask(request.alliance, **form.cleaned_data, by=request.person, at=request.now)
        messages.success(request, f"{asked.alliance.name} answers by {saying.day(asked.due_on)}.")
        return redirect("my-data")
    context = {
        "form": form,
        "sections": holdings.overview(request.person),
        "requests": DataRequest.objects.filter(person=request.person).select_related("alliance").order_by("-id")[:20],
    }
    return render(request, "account/data.html", context)


@fresh
def taken(request: Any, kind: str) -> HttpResponseBase:
    """All of it in one file: JSON for a machine, CSV for a spreadsheet."""
    if kind not in ("json", "csv"):
        raise Http404
    held = holdings.everything(request.person, at=request.now)
    if kind == "json":
        content = json.dumps(held, indent=1, ensure_ascii=False, default=str).encode()
        return files.send(content, "my data.json", "application/json")
    return files.send(sheets.csv_bytes(COLUMNS, flat(held)), "my data.csv", files.CSV)


def flat(held: dict[str, Any]) -> list[list[sheets.Cell]]:
    """One line a field."""
    lines: list[list[sheets.Cell]] = []
    for section in held["sections"]:
        if section["withheld"]:
            lines.append([section["title"], section["number"], "Withheld", section["withheld"]])
        for number, row in enumerate(section["rows"], start=1):
            lines += [[section["title"], number, name, str(value)] for name, value in row.items()]
    return lines
