"""Requests about personal data, each to be answered within a month; and how long things are kept."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.history import events
from drystone.privacy import requests, retention
from drystone.privacy.models import DataRequest
from drystone.questions.retention import RETENTION

from ..components import paging, tables
from ..doors import fetch, press
from ..links_html import link_to
from ..templatetags.say import day


class Answer(forms.Form):
    text = forms.CharField(
        label="Your answer",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        error_messages={"required": "Write the answer."},
    )


class Period(forms.Form):
    kind = forms.ChoiceField(label="What", choices=[(kind, kind.replace("_", " ").capitalize()) for kind in RETENTION])
    months = forms.IntegerField(label="Kept for how many months", min_value=0, max_value=600)


def listed(request: Any) -> HttpResponse:
    """Those that wait first, the one due soonest on top."""
    rows = DataRequest.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    rows = rows.filter(answered_at__isnull=request.GET.get("show") != "answered").select_related("person")
    page = paging.page(rows, ("due_on", "id"), request.GET.get("page", ""))
    columns = [
        tables.Column("Who", lambda row: link_to(row.person.name, "office-data-request", row.pk)),
        tables.Column("What", lambda row: row.get_kind_display()),
        tables.Column("Answer by", lambda row: day(row.due_on)),
    ]
    table = tables.Table(
        "Requests about personal data", columns, page.rows, caption_hidden=True, empty="Nobody waits for an answer."
    )
    return render(
        request, "office/privacy/list.html", {"table": table, "page": page, "shown": request.GET.get("show")}
    )


def asked(request: Any, pk: int) -> HttpResponse:
    """One request, and its answer."""
    shown = fetch(request, DataRequest, pk)
    form = None if shown.answered_at else Answer(request.POST or None)
    if request.method == "POST" and form and form.is_valid():
        said, text = f"{shown.person.name} has your answer.", form.cleaned_data["text"]
        return press(
            request,
            lambda: requests.answer(shown, text, by=request.person, at=request.now),
            then=reverse("office-data-requests"),
            said=said,
        )
    context = {"shown": shown, "form": form, "timeline": events.of(shown), "back": reverse("office-data-requests")}
    return render(request, "office/privacy/request.html", context)


def periods(request: Any) -> HttpResponse:
    """How long each kind of thing is kept here, after what, and why."""
    form = Period(request.POST or None)
    if request.method == "POST" and form.is_valid():
        retention.keep_for(request.alliance, **form.cleaned_data, by=request.person, at=request.now)
        messages.success(request, "The period is set.")
        return redirect("office-retention")
    columns = [
        tables.Column("What", lambda row: row.kind.replace("_", " ").capitalize()),
        tables.Column("Months", lambda row: row.months, number=True),
        tables.Column("Counted from", lambda row: row.after),
        tables.Column("Why we keep it", lambda row: row.why),
        tables.Column("Whose period", lambda row: "Yours" if row.is_own else "The usual one"),
    ]
    table = tables.Table("How long things are kept", columns, retention.periods(request.alliance), caption_hidden=True)
    return render(request, "office/privacy/retention.html", {"table": table, "form": form})
