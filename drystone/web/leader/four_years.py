"""What a System Leader's years hold so far: on her own page, and as a PDF to take along."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from drystone.reports.four_years import Reader

from .. import four_years
from .profile import needed


def held(request: Any) -> HttpResponse:
    """Everything that gathered by itself since she was designated."""
    mine = needed(request)
    context = {"shown": mine, **four_years.shown(mine, reads=Reader.LEADER, on=request.today)}
    return render(request, "leader/four_years.html", context)


def paper(request: Any) -> FileResponse:
    """The same as a PDF."""
    return four_years.send_paper(request, needed(request), Reader.LEADER)
