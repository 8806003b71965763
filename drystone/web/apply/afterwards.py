"""After sending in: referees nudged and replaced, a time for the interview, equality monitoring, an appeal."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from drystone.questions import forms as question_forms
from drystone.questions import pages, sheets
from drystone.selection import appeals, calendars, equality, interviews, references
from drystone.selection.lifecycle import INTERVIEW
from drystone.selection.models import ApplicationState, Decision, DecisionState, Interview, Reference
from drystone.selection.readings import Referee

from ..files import ICALENDAR, send
from ..pressing import attempt, back_to, settle
from .applications import mine
from .forms import AppealForm, NewReferee, Rearrangement, Time

GIVEN = "equality-given"


def my_reference(request: Any, pk: int) -> Reference:
    """One of the references about her: its progress is hers, its text is not."""
    return get_object_or_404(Reference.objects.about(request.person).select_related("application__round"), pk=pk)


def nudge(request: Any, pk: int) -> HttpResponse:
    """We remind her referee for her."""
    reference = my_reference(request, pk)
    then = back_to("apply-application", reference.application_id)
    verb = lambda: references.nudge(reference, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=then, said=f"We have reminded {reference.referee.name}.")


def replace(request: Any, pk: int) -> HttpResponse:
    """She names somebody else."""
    reference = my_reference(request, pk)
    form, here = NewReferee(request.POST or None), back_to("apply-application", reference.application_id)

    def verb() -> Any:
        return references.replace(reference, Referee(**form.cleaned_data), by=request.person, at=request.now)

    context = {"form": form, "reference": reference, "application": reference.application, "back": here}
    said = "Thank you. We ask them now, or as soon as the office has confirmed the address."
    return settle(request, form, verb, then=here, said=said) or render(request, "apply/referee.html", context)


def interview(request: Any, pk: int) -> HttpResponse:
    """She chooses a time, or sees the one she has."""
    shown = mine(request, pk)
    offered = get_object_or_404(Interview, application=shown)
    known = {"access_needs": offered.access_needs or sheets.value(shown.sheet, "access_needs")}
    form = Time(request.POST or None, free=shown.round.slots.free(request.now), initial=known)
    here = back_to("apply-interview", pk)

    def verb() -> Any:
        return interviews.book(offered, **choice(form), by=request.person, at=request.now)

    answer = settle(request, form, verb, then=here, said="This time is yours.")
    context = {
        "form": form,
        "application": shown,
        "interview": offered,
        "free": form.fields["slot"].queryset.exists(),  # type: ignore[attr-defined]
        "may_choose": INTERVIEW.may(request.person, offered, "book"),
        "may_rearrange": INTERVIEW.may(request.person, offered, "rearrange"),
        "rearrangement": Rearrangement(),
        "back": back_to("apply-application", pk),
    }
    return answer or render(request, "apply/interview.html", context)


def choice(form: Time) -> dict[str, Any]:
    return {"slot": form.cleaned_data["slot"], "access_needs": form.cleaned_data["access_needs"]}


def rearrange(request: Any, pk: int) -> HttpResponse:
    """She asks for another time, with a reason."""
    shown = mine(request, pk)
    booked = get_object_or_404(Interview, application=shown)
    form, here = Rearrangement(request.POST or None), back_to("apply-interview", pk)

    def verb() -> Any:
        return interviews.rearrange(booked, **form.cleaned_data, by=request.person, at=request.now)

    context = {"form": form, "application": shown, "back": here}
    return settle(request, form, verb, then=here, said="That time is free again. Choose another.") or render(
        request, "apply/rearrange.html", context
    )


def interview_file(request: Any, pk: int) -> FileResponse:
    """Her interview for her own calendar; rearranged, the same entry moves."""
    shown = mine(request, pk)
    rows = Interview.objects.select_related(
        "slot", "application__person", "application__alliance", "application__round"
    )
    booked = get_object_or_404(rows, application=shown, slot__isnull=False)
    return send(calendars.interview_time(booked, at=request.now), "Interview.ics", ICALENDAR)


def monitoring(request: Any, pk: int) -> HttpResponse:
    """Equality monitoring: once in this browser, and nothing that says whose."""
    shown = mine(request, pk)
    if shown.state == ApplicationState.DRAFT:
        raise Http404
    if request.session.get(GIVEN) == shown.round_id:
        messages.info(request, "You have given your answers already. Thank you.")
        return redirect("apply-application", pk)
    version = question_forms.current(equality.FORM, shown.alliance_id)
    section = version.form.sections[0]
    form = pages.form_for(version, section.key, request.POST or None)
    if request.method == "POST" and form.is_valid():
        equality.give(shown.round, form.answers)
        request.session[GIVEN] = shown.round_id
        messages.success(request, "Thank you. Your answers are kept apart from your application.")
        return redirect("apply-application", pk)
    context = {"form": form, "asking": version.form, "application": shown, "back": back_to("apply-application", pk)}
    return render(request, "apply/equality.html", context)


def appeal(request: Any, pk: int) -> HttpResponse:
    """She appeals against a no, within the time for it."""
    shown = mine(request, pk)
    decision = get_object_or_404(Decision, application=shown, state=DecisionState.RELEASED)
    form, here = AppealForm(request.POST or None), back_to("apply-application", pk)

    def verb() -> Any:
        return appeals.open(decision, **form.cleaned_data, by=request.person, at=request.now)

    context = {
        "form": form,
        "application": shown,
        "decision": decision,
        "until": appeals.last_day(decision),
        "back": here,
    }
    return settle(request, form, verb, then=here, said="We have your appeal.") or render(
        request, "apply/appeal.html", context
    )
