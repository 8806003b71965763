"""After sending in: referees nudged and replaced, a reference read, equality monitoring, an appeal."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from drystone import saying
from drystone.history import events
from drystone.questions import forms as question_forms
from drystone.questions import pages, reader
from drystone.selection import appeals, equality, references
from drystone.selection.models import ApplicationState, Decision, DecisionState, Reference
from drystone.selection.readings import Referee

from .. import answering
from ..pressing import attempt, back_to, settle
from .applications import mine
from .forms import AppealForm, NewReferee

GIVEN = "equality-given"


def my_reference(request: Any, pk: int) -> Reference:
    """One of the references about her: its progress is hers, its text is not."""
    return get_object_or_404(Reference.objects.about(request.person).select_related("application__round"), pk=pk)


def read(request: Any, pk: int) -> HttpResponse:
    """A reference that was given openly, without the part in confidence; that she has read it is written down."""
    found = Reference.objects.opened_to(request.person).select_related(
        "application__round", "referee", "sheet__version"
    )
    reference = get_object_or_404(found, pk=pk)
    events.look(reference, by=request.person, at=request.now)
    context = {
        "reference": reference,
        "application": reference.application,
        "parts": answering.linked(reference.sheet, reader.READER),
        "back": back_to("apply-application", reference.application_id),
    }
    return render(request, "apply/reference.html", context)


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


def monitoring(request: Any, pk: int) -> HttpResponse:
    """Equality monitoring: once in this browser, and nothing that says whose."""
    shown = mine(request, pk)
    if shown.state == ApplicationState.DRAFT:
        raise Http404
    if request.session.get(GIVEN) == shown.round_id:
        messages.info(request, "You have given your answers already. Thank you.")
        return redirect("apply-application", pk)
    version = question_forms.current(equality.FORM, shown.alliance_id, stood_at=shown.round.opens_at)
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
        "against": saying.listed(appeals.against(decision)),
        "until": appeals.last_day(decision),
        "back": here,
    }
    return settle(request, form, verb, then=here, said="We have your appeal.") or render(
        request, "apply/appeal.html", context
    )
