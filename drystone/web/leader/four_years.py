"""What a System Leader's years hold: on her own page, and as a PDF to take along; also of a term before this one."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

from drystone.register.models import Designation
from drystone.reports.four_years import Reader

from .. import four_years
from ..doors import fetch
from ..reach import enter
from .profile import needed


def held(request: Any) -> HttpResponse:
    """Everything that gathered by itself since she was designated."""
    shown = mine(request)
    context = {"shown": shown, **four_years.shown(shown, reads=Reader.LEADER, on=request.today)}
    return render(request, "leader/four_years.html", context)


def paper(request: Any) -> FileResponse:
    """The same as a PDF."""
    return four_years.send_paper(request, mine(request), Reader.LEADER)


def mine(request: Any) -> Designation:
    """The one under way, or the earlier one that the address names."""
    asked = request.GET.get("of", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        return needed(request)
    found = fetch(request, Designation, int(asked), "alliance", "person", "home_school")
    if found.person_id != request.person.pk:
        raise Http404
    enter(request, found.alliance)
    return found
