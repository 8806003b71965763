"""A panel member's reading room: what she reads, her scores, a conflict declared."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from drystone.history import events
from drystone.people.roles import Role
from drystone.questions import reader
from drystone.selection import assessments, criteria
from drystone.selection.conflicts import words_of
from drystone.selection.models import Application, Assessment, AssessmentState, Interview, Reference, ReferenceState

from .. import answering
from ..doors import visible
from ..pressing import back_to, settle
from .forms import ConflictForm


def home(request: Any) -> HttpResponse:
    """Her applications to read and her interviews, those that wait for her first."""
    mine = visible(request, Assessment).filter(assessor=request.person, conflict="")
    rows = mine.select_related("application__person", "application__round", "application__school")
    sitting = visible(request, Interview).filter(panel__person=request.person)
    context = {
        "waiting": rows.exclude(state=AssessmentState.LOCKED).order_by("application__round__shortlist_by", "pk")[:100],
        "locked": rows.filter(state=AssessmentState.LOCKED).order_by("-state_since")[:50],
        "interviews": sitting.select_related("application__person", "slot").order_by("slot__starts_at", "pk")[:100],
        "role": Role.PANEL.label,
    }
    return render(request, "panel/home.html", context)


def my_assessment(request: Any, pk: int) -> Assessment:
    rows = visible(request, Assessment).select_related(
        "application__round",
        "application__person",
        "application__school",
        "sheet__version",
        "application__sheet__version",
    )
    return get_object_or_404(rows, pk=pk, assessor=request.person)


def assessment(request: Any, pk: int) -> HttpResponse:
    """One application to read whole, beside it the references that are in; then her scores."""
    mine = my_assessment(request, pk)
    application = mine.application
    locked = mine.state == AssessmentState.LOCKED
    context = {
        "assessment": mine,
        "application": application,
        "parts": answering.linked(application.sheet, reader.READER),
        "references": references(request, application),
        "problems": [] if locked else answering.problems(mine.sheet, section_of(pk)),
        "compared": criteria.compared(application) if assessments.ready_to_moderate(application) and locked else [],
        "mine": answering.linked(mine.sheet, reader.WRITER) if locked else [],
        "back": back_to("panel-home"),
    }
    return render(request, "panel/assessment.html", context)


def references(request: Any, application: Application) -> list[tuple[Reference, list[dict[str, Any]]]]:
    """The references that are in, as a reader may read them; each look is written down."""
    rows = visible(request, Reference).filter(application=application, state=ReferenceState.GIVEN)
    found = []
    for reference in rows.select_related("referee", "sheet__version"):
        events.look(reference, by=request.person, at=request.now)
        found.append((reference, answering.linked(reference.sheet, reader.READER)))
    return found


def section_of(pk: int) -> answering.Address:
    return lambda key: back_to("panel-assessment-section", pk, key)


def section(request: Any, pk: int, key: str) -> HttpResponse:
    """One page of her scores."""
    mine = my_assessment(request, pk)
    if request.method == "POST":
        assessments.score(mine, by=request.person, at=request.now)
    here = back_to("panel-assessment", pk)
    return answering.section_page(
        request,
        mine.sheet,
        key,
        address=section_of(pk),
        then=back_to("panel-assessment-lock", pk),
        back=here,
        save_url=back_to("panel-assessment-save", pk),
    )


def save(request: Any, pk: int) -> HttpResponse:
    """One score or note, while it is typed."""
    mine = my_assessment(request, pk)
    assessments.score(mine, by=request.person, at=request.now)
    return answering.save_answer(request, mine.sheet)


def lock(request: Any, pk: int) -> HttpResponse:
    """Her scores before she locks them; the button locks."""
    mine = my_assessment(request, pk)
    here = back_to("panel-assessment", pk)
    if mine.state == AssessmentState.LOCKED:
        return redirect(here)
    return answering.check_page(
        request,
        mine.sheet,
        lambda: assessments.lock(mine, by=request.person, at=request.now),
        address=section_of(pk),
        then=here,
        back=here,
        label="Lock my scores",
        said="Locked. Thank you.",
        template="panel/lock.html",
        application=mine.application,
    )


def conflict(request: Any, pk: int) -> HttpResponse:
    """She is too close to the applicant; she sees no more of it, and pressed again it is still said."""
    said = "Thank you. Somebody else reads this application."
    if request.method == "POST" and Assessment.objects.filter(pk=pk, assessor=request.person).exclude(conflict=""):
        messages.success(request, said)
        return redirect("panel-home")
    mine = my_assessment(request, pk)
    form = ConflictForm(request.POST or None)

    def verb() -> Any:
        given = words_of(form.cleaned_data["choice"], form.cleaned_data["note"])
        return assessments.declare_conflict(mine, given, by=request.person, at=request.now)

    context = {"form": form, "application": mine.application, "back": back_to("panel-assessment", pk)}
    return settle(request, form, verb, then=back_to("panel-home"), said=said) or render(
        request, "panel/conflict.html", context
    )
