"""A panel member's reading room: what she reads, her scores, a conflict declared."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from drystone.deployment.models import Reading, ReadingState
from drystone.history import events
from drystone.people.roles import Role
from drystone.questions import reader
from drystone.selection import assessments, blind, criteria
from drystone.selection.conflicts import words_of
from drystone.selection.independence import is_name_wanted
from drystone.selection.models import (
    Application,
    Assessment,
    AssessmentState,
    Interview,
    NamesRead,
    Reference,
    ReferenceState,
)

from .. import answering, renewing
from ..doors import visible
from ..pressing import back_to, settle
from .forms import ConflictForm


def home(request: Any) -> HttpResponse:
    """Her applications to read and her interviews, those that wait for her first."""
    mine = visible(request, Assessment).filter(assessor=request.person, conflict="")
    rows = mine.select_related("application__person", "application__round", "application__school")
    to_read = rows.exclude(state=AssessmentState.LOCKED)
    in_order = ("application__round__shortlist_by", "application__round", "application__number", "pk")
    sitting = visible(request, Interview).filter(panel__person=request.person)
    waiting = list(to_read.order_by(*in_order)[:100])
    context = {
        "waiting": waiting,
        "rounds": list(dict.fromkeys(row.application.round for row in waiting)),
        "locked": rows.filter(state=AssessmentState.LOCKED).order_by("-state_since")[:50],
        "interviews": sitting.select_related("application__person", "slot").order_by("slot__starts_at", "pk")[:100],
        "role": Role.PANEL.label,
        "visit_records": visible(request, Reading)
        .filter(reader=request.person, state__in=(ReadingState.DUE, ReadingState.DRAFT))
        .count(),
    }
    return render(request, "panel/home.html", context)


def my_assessment(request: Any, pk: int) -> Any:  # with one thing more, which the type of the rows cannot say
    """An assessment of hers, and when she last went through the names of its round."""
    read = NamesRead.objects.filter(round=OuterRef("application__round"), person=request.person)
    rows = (
        visible(request, Assessment)
        .annotate(names_read_at=Subquery(read.values("at")[:1]))
        .select_related(
            "application__alliance",
            "application__round",
            "application__person",
            "application__school",
            "sheet__version",
            "application__sheet__version",
        )
    )
    return get_object_or_404(rows, pk=pk, assessor=request.person)


def after_names(view: Callable[..., Any]) -> Callable[..., Any]:
    """Where a round is read blind, she goes through the names of all who applied before she reads one of them."""

    @wraps(view)
    def read(request: Any, pk: int, *more: Any, **also: Any) -> Any:
        mine = my_assessment(request, pk)
        if is_name_wanted(mine.application, mine.names_read_at):
            return redirect("panel-names", mine.application.round_id)
        return view(request, mine, *more, **also)

    return read


@after_names
def assessment(request: Any, mine: Assessment) -> HttpResponse:
    """One application to read whole, beside it the references that are in; then her scores."""
    application = mine.application
    locked = mine.state == AssessmentState.LOCKED
    prefetch_related_objects([application], Prefetch("references", Reference.objects.select_related("referee")))
    referred = references(request, application)
    file_address = lambda number: back_to("panel-assessment-file", mine.pk, number)  # noqa: E731
    mask = blind.mask_of(application)
    context = {
        "assessment": mine,
        "application": application,
        "parts": answering.linked(application.sheet, reader.READER, mask=mask, file_address=file_address),
        "evidence": renewing.evidence_of(application, file_address),
        "references": referred,
        "compared": criteria.compared(application) if locked and assessments.ready_to_moderate(application) else [],
        "mine": answering.linked(mine.sheet, reader.WRITER) if locked else [],
        "back": back_to("panel-home"),
    }
    return render(request, "panel/assessment.html", context)


@after_names
def file(request: Any, mine: Assessment, attachment: int) -> FileResponse:
    """A file that the applicant attached; it may name her, so where she is not to be known nobody is given it."""
    if mine.application.is_nameless:
        raise Http404
    return answering.attachment(mine.application.sheet, attachment)


@after_names
def changed(request: Any, mine: Assessment) -> HttpResponse:
    """What changed since the designation that is to be renewed."""
    return renewing.changed_page(request, mine.application, back=back_to("panel-assessment", mine.pk))


@after_names
def years(request: Any, mine: Assessment) -> HttpResponse:
    """What the years of that designation hold, as far as whoever assesses reads it."""
    return renewing.years_page(request, mine.application, back=back_to("panel-assessment", mine.pk))


@after_names
def letter(request: Any, mine: Assessment, attachment: int) -> FileResponse:
    """The letter itself, of a reference that came on paper; it names the applicant, and nobody can take that out."""
    if mine.application.is_nameless:
        raise Http404
    return letter_of(request, mine.application, attachment)


def letter_of(request: Any, application: Application, attachment: int) -> FileResponse:
    """A letter among the references that she may read; that she opened it is written down."""
    given = visible(request, Reference).filter(application=application, state=ReferenceState.GIVEN)
    reference = get_object_or_404(given, sheet__attachments=attachment)
    events.look(reference, by=request.person, at=request.now)
    return answering.attachment(reference.sheet, attachment)


Read = tuple[Reference, list[dict[str, Any]]]


def references(request: Any, application: Application) -> list[Read]:
    """The references that are in, as a reader may read them; each look is written down."""
    rows = visible(request, Reference).filter(application=application, state=ReferenceState.GIVEN)
    given = list(rows.select_related("referee", "sheet__version"))
    prefetch_related_objects([application.sheet, *(reference.sheet for reference in given)], "answers")
    prefetch_related_objects([row for row in given if row.recorded_by_id], "sheet__attachments")
    for reference in given:
        reference.application = application
    events.look_all(given, by=request.person, at=request.now)
    mask = blind.mask_of(application)
    return [(each, answering.linked(each.sheet, reader.READER, mask=mask)) for each in given]


def section_of(pk: int) -> answering.Address:
    return lambda key: back_to("panel-assessment-section", pk, key)


@after_names
def section(request: Any, mine: Assessment, key: str) -> HttpResponse:
    """One page of her scores."""
    if request.method == "POST":
        assessments.score(mine, by=request.person, at=request.now)
    return answering.section_page(
        request,
        mine.sheet,
        key,
        address=section_of(mine.pk),
        then=back_to("panel-assessment-lock", mine.pk),
        back=back_to("panel-assessment", mine.pk),
        save_url=back_to("panel-assessment-save", mine.pk),
    )


@after_names
def save(request: Any, mine: Assessment) -> HttpResponse:
    """One score or note, while it is typed."""
    assessments.score(mine, by=request.person, at=request.now)
    return answering.save_answer(request, mine.sheet)


@after_names
def lock(request: Any, mine: Assessment) -> HttpResponse:
    """Her scores before she locks them; the button locks."""
    here = back_to("panel-assessment", mine.pk)
    if mine.state == AssessmentState.LOCKED:
        return redirect(here)
    return answering.check_page(
        request,
        mine.sheet,
        lambda: assessments.lock(mine, by=request.person, at=request.now),
        address=section_of(mine.pk),
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
