"""A message in the office's own words to several applicants: written, looked at as the first gets it, sent once."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from drystone.mail.wording import LINK
from drystone.selection import circulars, placeholders, together
from drystone.selection.circulars import PLACEHOLDERS, Circular
from drystone.selection.models import Application, Round

from ..components import tables
from ..doors import fetch
from ..links_html import link_to
from ..templatetags.parts import tag
from .together import chosen, fetched, shown

WORD = "write"
KNOWN = placeholders.said(PLACEHOLDERS)


class Write(forms.Form):
    """What the office writes; a placeholder that is not known is named."""

    subject = forms.CharField(label="Subject", max_length=150)
    text = forms.CharField(
        label="Text",
        help_text=f"You may use: {KNOWN}. The way to their application is added below. Addresses of other pages do "
        "not become links.",
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=6000,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("subject", "text"):
            if said := Circular(given.get(name, ""), "").problem:
                self.add_error(name, said)
        return given

    def circular(self) -> Circular:
        return Circular(self.cleaned_data["subject"], self.cleaned_data["text"].replace("\r\n", "\n"))


def circular(request: Any, pk: int) -> HttpResponse:
    """Written, looked at, sent: what is looked at changes nothing, and the button sends to those who were shown."""
    round_ = fetch(request, Round, pk)
    given = request.POST if request.method == "POST" else request.GET
    numbers = chosen(request, round_, given)
    rows = fetched(request, round_, numbers[: together.MOST_MESSAGES])
    if not rows:
        return render(request, "office/rounds/together_nothing.html", {"round": round_})
    form = Write(request.POST or None)
    context = {"round": round_, "form": form, "recipients": recipients(rows), "rows": rows}
    context["over"] = len(numbers) - len(rows)
    if request.method == "POST" and form.is_valid():
        return sent(request, round_, rows, form.circular(), context)
    return render(request, "office/rounds/circular.html", context)


def sent(
    request: Any, round_: Round, rows: list[Application], words: Circular, context: dict[str, Any]
) -> HttpResponse:
    """Looked at, or sent."""
    pressed = "sure" in request.POST
    verb = together.perform if pressed else together.look
    outcomes = verb(WORD, round_, rows, circular=words, by=request.person, at=request.now)
    context |= shown(outcomes) | {"looked": True, "act": together.ACTS[WORD], "pressed": pressed}
    if pressed:
        return render(request, "office/rounds/together.html", context)
    if context["done"]:
        subject, text = circulars.as_sent(words, context["done"][0].application)
        context["preview"] = {"subject": subject, "text": text.replace(LINK, "(the way to their application)")}
    return render(request, "office/rounds/circular.html", context)


def recipients(rows: list[Application]) -> tables.Table:
    """Who gets it; to whose address something came back, is said."""
    lost = circulars.came_back(rows)

    def address(row: Application) -> Any:
        known = row.person.email
        return tag(f"An e-mail to {known} came back", "stop") if row.person_id in lost else known

    columns = [
        tables.Column("Applicant", lambda row: link_to(row.person.name, "office-application", row.pk)),
        tables.Column("E-mail address", address),
    ]
    return tables.Table("Who gets it", columns, rows, caption_hidden=True)
