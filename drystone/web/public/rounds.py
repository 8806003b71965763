"""The public page of a round: what it is for, its dates with their weekdays, and how to apply."""

from typing import Any

from allauth.decorators import rate_limit
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render

from drystone.register.models import Area
from drystone.selection import applications, calendars, interests
from drystone.selection.phases import Phase, monday_of, phase_of

from ..addresses import AddressField
from ..files import ICALENDAR, send
from ..published import round_for


class InterestForm(forms.Form):
    """Asking to be told when the next round opens."""

    name = forms.CharField(label="Your name", max_length=200)
    address = AddressField(label="Your e-mail address", help_text="We write once, when a round opens.", own=True)


def round_page(request: Any, pk: int) -> HttpResponse:
    """One round for everybody."""
    shown = round_for(request, pk)
    context = {
        "round": shown,
        "phase": phase_of(shown, request.now),
        "is_open": phase_of(shown, request.now) == Phase.OPEN,
        "week": monday_of(shown.interviews_from),
        "priorities": shown.priority_areas.all(),
        "areas": Area.objects.offered_by(shown.alliance, request.today),
        "mine": applications.standing_in(shown, request.person) if request.person else None,
        "interest": InterestForm(),
    }
    return render(request, "public/round.html", context)


def dates(request: Any, pk: int) -> FileResponse:
    """The dates as a calendar file."""
    shown = round_for(request, pk)
    return send(calendars.round_dates(shown, at=request.now), f"{shown.title}.ics", ICALENDAR)


@rate_limit(action="ask_for_support")
def interest(request: Any) -> HttpResponse:
    """Somebody asks to be told when the next round opens."""
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            interests.note(request.alliance, given["name"], given["address"], at=request.now)
        except ValidationError as wrong:
            form.add_error("address", wrong)
        else:
            messages.success(request, "Thank you. We write to you when the next round opens, and not before.")
            return redirect("public-interest")
    return render(request, "public/interest.html", {"form": form})
