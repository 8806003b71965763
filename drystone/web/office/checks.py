"""Checks of paid statements: drawn by chance or named, what the home school shows, and what is found."""

from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from drystone import saying
from drystone.deployment import sampling
from drystone.history import events
from drystone.payments import checks
from drystone.payments.lifecycle import CHECK
from drystone.payments.models import Check, CheckDraw, CheckFile, CheckState, Statement

from .. import checked
from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import attempt, settle
from ..templatetags.parts import state
from .check_forms import Drawing, Found, InOrder, Named

BESIDE = ("statement__home_school", "draw", "asked", "proposed_by", "approved_by")


def listed(request: Any) -> HttpResponse:
    """Every check, the newest first; and how many a press would draw."""
    last = visible(request, CheckDraw).filter(alliance=request.alliance).first()
    waiting = len(checks.pool(request.alliance, until=request.now - sampling.SETTLING))
    form = Drawing(request.POST or None, initial={"per_cent": 5, "after": last.number if last else 0})
    verb = lambda: checks.draw(request.alliance, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=reverse("office-checks"), said="Drawn. The home schools are asked."):
        return done
    rows = visible(request, Check).filter(alliance=request.alliance).select_related("statement__home_school", "draw")
    page = paging.page(rows, ("-id",), request.GET.get("page", ""))
    context = {"form": form, "waiting": waiting, "last": last, "page": page, "table": table(page.rows)}
    return render(request, "office/checks/list.html", context)


def table(rows: list[Check]) -> tables.Table:
    columns = [
        tables.Column("Statement", lambda row: link_to(f"Number {row.statement.number}", "office-check", row.pk)),
        tables.Column("Home school", lambda row: row.statement.home_school.name),
        tables.Column("Why", lambda row: f"Draw {row.draw.number}" if row.draw else "Named"),
        tables.Column("Until", lambda row: "" if row.closed_on else saying.short_day(row.answer_by)),
        tables.Column("State", state),
    ]
    return tables.Table("Checks", columns, rows, caption_hidden=True, empty="No statement has been checked.")


def draw(request: Any, pk: int) -> HttpResponse:
    """How it was drawn, so that anybody can check it; and whether the same ones come out again."""
    shown = fetch(request, CheckDraw, pk, "drawn_by")
    rows = visible(request, Check).filter(draw=shown).select_related("statement__home_school", "draw")
    context = {
        "draw": shown,
        "table": table(list(rows.order_by("statement__number"))),
        "same": checks.again(shown) if request.GET.get("check") else None,
    }
    return render(request, "office/checks/draw.html", context)


def name(request: Any, pk: int) -> HttpResponse:
    """A paid statement is named to be checked, with the reason, which the home school reads."""
    shown, form = fetch(request, Statement, pk, "home_school", "alliance"), Named(request.POST or None)
    verb = lambda: checks.name(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    then = reverse("office-statement", args=[pk])
    if done := settle(request, form, verb, then=then, said="The home school is asked."):
        return done
    context = {"statement": shown, "form": form, "heading": "Check this statement", "button": "Ask the home school"}
    return render(request, "office/statements/note.html", context)


def check(request: Any, pk: int) -> HttpResponse:
    """One check: what was asked and shown, what is to be taken back and why, what may be done."""
    shown = fetch(request, Check, pk, *BESIDE)
    context = {
        "check": shown,
        "files": shown.files.select_related("given_by"),
        "lines": shown.statement.lines.select_related("credit"),
        "taken": [each.line for each in shown.lines.select_related("line")],
        "actions": buttons(request, shown),
        "still_open": request.today <= shown.answer_by,
        "timeline": events.of(shown),
    }
    return render(request, "office/checks/check.html", context)


def buttons(request: Any, shown: Check) -> list[Action]:
    here = partial(reverse, args=[shown.pk])
    addresses: dict[str, str | Action] = {
        "find_in_order": Action("It is in order", here("office-check-in-order"), press=False)
    }
    if request.today > shown.answer_by or shown.state != CheckState.ASKED:
        addresses["propose_to_take_back"] = Action("Take something back", here("office-check-finding"), press=False)
    if request.today > shown.answer_by or shown.state == CheckState.ANSWERED:
        addresses["take_back"] = Action("Take it back", here("office-check-taking-back"), grave=True)
    return open_actions(CHECK, request.person, shown, addresses)


def in_order(request: Any, pk: int) -> HttpResponse:
    shown, then, form = fetch(request, Check, pk, *BESIDE), back(pk), InOrder(request.POST or None)
    verb = lambda: checks.find_in_order(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=then, said="In order. The home school is told."):
        return done
    return asked(request, shown, form, "It is in order", "It is in order")


def find(request: Any, pk: int) -> HttpResponse:
    """What was not shown: which lines are to be taken back, and why."""
    shown, then = fetch(request, Check, pk, *BESIDE), back(pk)
    form = Found(request.POST or None, lines=checks.left(shown))
    verb = lambda: checks.propose(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=then, said="The home school is told, and may answer."):
        return done
    return asked(request, shown, form, "Take something back", "Tell the home school")


def take_back(request: Any, pk: int) -> HttpResponse:
    shown = fetch(request, Check, pk, *BESIDE)
    verb = lambda: checks.take_back(shown, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=back(pk), said="Taken back. It comes off the home school’s next statement.")


def file(request: Any, pk: int) -> HttpResponseBase:
    """What the home school gave; that somebody looked is kept."""
    kept = CheckFile.objects.filter(pk=pk, check_of__in=visible(request, Check)).first()
    if kept is None:
        raise Http404
    events.look(kept.check_of, by=request.person, at=request.now)
    return checked.send(kept)


def back(pk: int) -> str:
    return reverse("office-check", args=[pk])


def asked(request: Any, shown: Check, form: forms.Form, heading: str, button: str) -> HttpResponse:
    context = {"statement": shown.statement, "form": form, "heading": heading, "button": button}
    return render(request, "office/statements/note.html", context)
