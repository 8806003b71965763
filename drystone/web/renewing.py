"""What stands beside an application for another term, for each who reads it: the evidence, and what changed since."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from drystone.reports.four_years import Reader
from drystone.selection import changed
from drystone.selection.models import Application, RenewalEvidence

from . import four_years

Address = Callable[[int], str]


def evidence_of(
    application: Application, file_address: Address, removal: Address | None = None
) -> list[dict[str, Any]]:
    """Each piece with the address of its file, and of taking it away where she may; nothing of a first application.

    One query.
    """
    if application.renews_id is None:
        return []
    pieces = RenewalEvidence.objects.filter(application=application).select_related("school", "file")
    return [
        {
            "piece": piece,
            "file": file_address(piece.file_id) if piece.file_id else "",
            "removal": removal(piece.pk) if removal else "",
        }
        for piece in pieces
    ]


def changed_page(request: Any, application: Application, *, back: str) -> HttpResponse:
    """How it was when she was designated, and how it is now. Raises Http404 for a first application and a draft."""
    demand_sent(application)
    lines = changed.since(application)
    return render(request, "answering/changed.html", {"application": application, "lines": lines, "back": back})


def years_page(request: Any, application: Application, *, back: str) -> HttpResponse:
    """What the years hold, as far as the day on which she sent it in: the same for all who assess it."""
    sent, renews = demand_sent(application), application.renews
    assert renews  # noqa: S101 it was asked above
    held = four_years.shown(renews, reads=Reader.PANEL, on=sent)
    return render(request, "panel/years.html", {"application": application, "back": back, **held})


def demand_sent(application: Application) -> date:
    """The day on which an application for another term was sent in."""
    if application.renews_id is None or application.submitted_at is None:
        raise Http404
    return localdate(application.submitted_at)
