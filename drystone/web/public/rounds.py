"""The public page of a round: what it is for, its dates with their weekdays, and how to apply."""

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from drystone.register.models import Area
from drystone.selection import applications, calendars
from drystone.selection.models import Round, RoundState
from drystone.selection.phases import Phase, deadline_for, monday_of, phase_of

from ..files import ICALENDAR, send
from ..published import round_for


def round_page(request: Any, pk: int) -> HttpResponse:
    """One round for everybody."""
    shown = round_for(request, pk)
    context = {
        "round": shown,
        "phase": phase_of(shown, request.now),
        "is_open": phase_of(shown, request.now) == Phase.OPEN,
        "week": monday_of(shown.interviews_from),
        "priorities": shown.priority_areas.all(),
        "areas": Area.objects.offered_by(shown.alliance_id),
        "hers_until": more_time(request, shown),
        "mine": applications.standing_in(shown, request.person) if request.person else None,
    }
    return render(request, "public/round.html", context)


def more_time(request: Any, shown: Round) -> datetime | None:
    """Until when she alone may still apply, though the round is closed to others; none for everybody else."""
    if request.person is None or shown.state != RoundState.PUBLISHED or request.now < shown.closes_at:
        return None
    until = deadline_for(shown, request.person.pk)
    return until if until > request.now else None


def dates(request: Any, pk: int) -> FileResponse:
    """The dates as a calendar file."""
    shown = round_for(request, pk)
    return send(calendars.round_dates(shown, at=request.now), f"{shown.title}.ics", ICALENDAR)
