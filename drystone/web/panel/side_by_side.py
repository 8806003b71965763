"""One question across all that a panel member has to read in a round, and all of it on paper."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render

from drystone.selection import reading_room
from drystone.selection.independence import are_names_wanted
from drystone.selection.models import Round
from drystone.selection.reading_room import Asked, NamesWanted, NothingToRead

from ..doors import fetch
from ..files import PDF, send
from ..pressing import back_to


def answers(request: Any, pk: int, key: str = "") -> HttpResponse:
    """One answer of each application beside the others; the first long one unless the address names one."""
    round_ = fetch(request, Round, pk)
    readings = reading_room.to_read(round_, request.person, on=request.today)
    if not readings:
        raise Http404
    if are_names_wanted([reading.application for reading in readings], request.person):
        return redirect("panel-names", pk)
    asked = reading_room.asked_of(readings)
    at = place_of(asked, key)
    context = {
        "round": round_,
        "question": asked[at],
        "position": at + 1,
        "asked": asked,
        "before": asked[at - 1] if at else None,
        "after": asked[at + 1] if at + 1 < len(asked) else None,
        "across": reading_room.across(readings, asked[at].key),
        "back": back_to("panel-home"),
    }
    return render(request, "panel/side_by_side.html", context)


def place_of(asked: list[Asked], key: str) -> int:
    """Where a question stands among those asked; without a key the first that was answered at length."""
    fits = (n for n, each in enumerate(asked) if (each.key == key if key else each.is_prose))
    found = next(fits, None)
    if found is None and key:
        raise Http404
    return found or 0


def pack(request: Any, pk: int) -> HttpResponse | FileResponse:
    """All that she has to read, to print."""
    round_ = fetch(request, Round, pk, "alliance")
    try:
        made = reading_room.pack(round_, request.person, by=request.person, at=request.now)
    except NothingToRead as no:
        raise Http404 from no
    except NamesWanted:
        return redirect("panel-names", pk)
    return send(made, f"To read for {round_.title}.pdf", PDF)
