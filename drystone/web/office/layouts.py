"""Layouts of files for finance: the default, the office's own, and what each looks like with real lines."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.payments import handover, presets
from drystone.payments import layouts as ways
from drystone.payments.models import FileLayout

from ..components import tables
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import settle
from . import file_preview
from .handovers import NAMES
from .layout_forms import LayoutForm, as_typed


def listed(request: Any) -> HttpResponse:
    """The office's own layouts, and what a new one may begin with."""
    rows = visible(request, FileLayout).filter(alliance=request.alliance)
    columns = [
        tables.Column("Layout", lambda row: link_to(row.name, "office-layout", row.pk)),
        tables.Column("Of", lambda row: NAMES[row.of]),
        tables.Column("Columns", lambda row: ", ".join(each["heading"] for each in row.columns)),
    ]
    own = tables.Table("The office’s own", columns, rows, empty="There is none yet: files have Drystone’s own layout.")
    begin = [(of, name, [each for each in presets.PRESETS if each.of == of]) for of, name in NAMES.items()]
    return render(request, "office/handovers/layouts.html", {"table": own, "begin": begin})


def new(request: Any, of: str) -> HttpResponse:
    """A layout that begins as the default, or as a preset of a package."""
    if of not in NAMES:
        raise Http404
    return asked(request, presets.begun(of, request.GET.get("from", ""), request.alliance))


def layout(request: Any, pk: int) -> HttpResponse:
    """One of the office's own, changed."""
    shown = fetch(request, FileLayout, pk)
    shown.alliance = request.alliance
    return asked(request, shown)


def asked(request: Any, shown: FileLayout) -> HttpResponse:
    """The form, and below it what the file would look like; kept only when that button is pressed."""
    form = LayoutForm(request.POST or None, initial=as_typed(shown), columns=len(shown.columns))
    if request.method == "POST" and form.is_valid():
        form.put_into(shown)
    if "look" not in request.POST:
        save = partial(ways.save, shown, by=request.person, at=request.now)
        if done := settle(request, form, save, then=reverse("office-layouts"), said="Kept."):
            return done
    context = {
        "shown": shown,
        "name": NAMES[shown.of],
        "form": form,
        "preview": file_preview.of(
            request.alliance, shown.of, shown, handover.newest(request.alliance, shown.of, file_preview.MOST)
        ),
    }
    return render(request, "office/handovers/layout.html", context)
