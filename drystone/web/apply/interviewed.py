"""An applicant's interview: a time chosen, others asked for, what she needs, another time, her calendar."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render

from drystone.history import events
from drystone.questions import sheets
from drystone.selection import calendars, interviews
from drystone.selection.lifecycle import INTERVIEW
from drystone.selection.models import Application, Interview

from ..files import ICALENDAR, send
from ..pressing import back_to, settle
from .applications import mine
from .forms import Needs, Rearrangement, Time, Wish


def hers(request: Any, pk: int) -> tuple[Application, Interview]:
    """Her application, and the interview to which she is invited."""
    shown = mine(request, pk)
    rows = Interview.objects.select_related(
        "slot", "application__person", "application__round", "application__alliance"
    )
    return shown, get_object_or_404(rows, application=shown)


def interview(request: Any, pk: int) -> HttpResponse:
    """She chooses a time, or sees the one she has."""
    shown, offered = hers(request, pk)
    known = {"access_needs": offered.access_needs or sheets.value(shown.sheet, "access_needs")}
    form = Time(request.POST or None, free=interviews.times_for(offered, request.now), initial=known)

    def verb() -> Any:
        return interviews.book(offered, **form.cleaned_data, by=request.person, at=request.now)

    answer = settle(request, form, verb, then=back_to("apply-interview", pk), said="This time is yours.")
    return answer or render(request, "apply/interview.html", context_of(request, shown, offered, form))


def context_of(request: Any, shown: Application, offered: Interview, form: Time) -> dict[str, Any]:
    free: Any = form.fields["slot"]
    return {
        "form": form,
        "application": shown,
        "interview": offered,
        "free": free.queryset.exists(),
        "may_choose": INTERVIEW.may(request.person, offered, "book"),
        "may_rearrange": INTERVIEW.may(request.person, offered, "rearrange"),
        "rearrangement": Rearrangement(),
        "wish": Wish(initial={"text": offered.wish}),
        "needs": Needs(initial={"text": offered.access_needs}),
        "changes": events.record_of(offered).filter(verb__in=("book", "rearrange")).order_by("id"),
        "back": back_to("apply-application", shown.pk),
    }


def rearrange(request: Any, pk: int) -> HttpResponse:
    """She asks for another time, with a reason."""
    shown, booked = hers(request, pk)
    form, here = Rearrangement(request.POST or None), back_to("apply-interview", pk)

    def verb() -> Any:
        return interviews.rearrange(booked, **form.cleaned_data, by=request.person, at=request.now)

    context = {"form": form, "application": shown, "back": here}
    return settle(request, form, verb, then=here, said="That time is free again. Choose another.") or render(
        request, "apply/rearrange.html", context | {"heading": "Another time", "label": "I need another time"}
    )


def wish(request: Any, pk: int) -> HttpResponse:
    """None of the times suits her; she says which would."""
    shown, offered = hers(request, pk)
    form, here = Wish(request.POST or None), back_to("apply-interview", pk)

    def verb() -> Any:
        return interviews.wish(offered, **form.cleaned_data, by=request.person, at=request.now)

    context = {"form": form, "application": shown, "back": here}
    return settle(request, form, verb, then=here, said="Thank you. The office has been told.") or render(
        request,
        "apply/rearrange.html",
        context | {"heading": "None of the times suits me", "label": "Tell the office"},
    )


def needs(request: Any, pk: int) -> HttpResponse:
    """What would make the interview easier for her, said or changed after she has chosen a time."""
    shown, offered = hers(request, pk)
    form, here = Needs(request.POST or None, initial={"text": offered.access_needs}), back_to("apply-interview", pk)

    def verb() -> Any:
        return interviews.say_needs(offered, **form.cleaned_data, by=request.person, at=request.now)

    context = {"form": form, "application": shown, "back": here}
    return settle(request, form, verb, then=here, said="Thank you. The panel and the office know.") or render(
        request, "apply/rearrange.html", context | {"heading": "What you need", "label": "Save"}
    )


def calendar(request: Any, pk: int) -> FileResponse:
    """Her interview for her own calendar; rearranged, the same entry moves."""
    _, booked = hers(request, pk)
    get_object_or_404(Interview, pk=booked.pk, slot__isnull=False)
    return send(calendars.interview_time(booked, at=request.now), "Interview.ics", ICALENDAR)
