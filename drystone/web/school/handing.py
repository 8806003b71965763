"""A file handed over to finance: what is in it, and the one press by which it is fetched."""

import re
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from drystone.lifecycle import AlreadyMoved
from drystone.payments import handover as handing
from drystone.payments.models import FileLayout, Handover, HandoverState, Papers

from .. import files
from ..doors import fetch
from ..pressing import is_bare

MARK = re.compile(r"[0-9a-f]{32}")  # as `handing.mark` makes it; what is none knows no press again


def handover(request: Any, pk: int) -> HttpResponseBase:
    """One press gives the file, once; afterwards the page says who fetched it and when."""
    shown = fetch(request, Handover, pk, "by", "to", "fetched_by", "layout")
    if request.method == "POST" and not is_bare(request):
        mark = MARK.fullmatch(request.POST.get("page", ""))
        try:
            file = handing.fetch(shown, page=mark[0] if mark else "", by=request.person, at=request.now)
            return files.send(file, f"{shown.alliance.slug}-{shown.name}", kind_of(shown))
        except AlreadyMoved:
            shown = fetch(request, Handover, pk, "by", "to", "fetched_by", "layout")
            return page(request, shown, status=409)
    return page(request, shown)


def page(request: Any, shown: Handover, status: int = 200) -> HttpResponse:
    may = shown.state == HandoverState.WAITING
    context = {
        "shown": shown,
        "is_paid": shown.of == Papers.STATEMENTS,
        "mark": handing.mark() if may else "",
        "until": handing.open_until(shown),
        "pressed": request.method == "POST",
    }
    return render(request, "school/handover.html", context, status=status)


def kind_of(shown: Handover) -> str:
    return files.XLSX if shown.name.endswith(FileLayout.Kind.XLSX) else files.CSV
