"""Reading visit records for quality: hers to read, the record beside her sheet, given, or left to somebody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from drystone.deployment import readings
from drystone.deployment.models import Reading, ReadingState, VisitEvaluation
from drystone.history import events
from drystone.lifecycle import AlreadyMoved
from drystone.questions import reader
from drystone.questions.models import AnswerSheet

from .. import answering
from ..components import paging
from ..doors import visible
from ..pressing import back_to, settle
from .forms import StandBack

OF_HERS = (
    "sampled__record__sheet__version",
    "sampled__record__visit__deployment__leader",
    "sampled__record__visit__deployment__receiving_school",
    "sampled__draw__term",
    "sheet__version",
)


def listed(request: Any) -> HttpResponse:
    """What she was asked to read: the soonest due first; then what she has given."""
    rows = visible(request, Reading).filter(reader=request.person).select_related(*OF_HERS[1:4])
    waiting = rows.filter(state__in=(ReadingState.DUE, ReadingState.DRAFT))
    page = paging.page(waiting, ("due_on", "id"), request.GET.get("page", ""))
    given = rows.filter(state=ReadingState.GIVEN).order_by("-given_at", "-id")[:25]
    return render(request, "panel/readings.html", {"page": page, "given": given})


def mine(request: Any, pk: int) -> Reading:
    """One that she was asked to read, and may still."""
    return get_object_or_404(visible(request, Reading).select_related(*OF_HERS), pk=pk, reader=request.person)


def reading(request: Any, pk: int) -> HttpResponse:
    """The record whole, with what was added to it; the evaluation only for whoever reads evaluations anyway.

    That she read it is written down.
    """
    hers = mine(request, pk)
    events.look(hers, by=request.person, at=request.now)
    sections = back_to("panel-reading-check", pk)
    go_on = answering.first_unanswered(hers.sheet, section_of(pk), then=sections) if hers.sheet else ""
    context = {
        "reading": hers,
        **record_of(hers),
        "evaluation": evaluation_of(request, hers),
        "mine": answering.linked(hers.sheet, reader.WRITER) if hers.sheet and hers.sheet.is_sealed else [],
        "go_on": go_on,
        "back": back_to("panel-readings"),
    }
    return render(request, "panel/reading.html", context)


def record_of(hers: Reading) -> dict[str, Any]:
    """What `panel/_record.html` shows."""
    record = hers.sampled.record
    return {
        "record": record,
        "visit": record.visit,
        "deployment": record.visit.deployment,
        "parts": reader.read(record.sheet),
        "lines": record.lines.select_related("by"),
    }


def evaluation_of(request: Any, hers: Reading) -> VisitEvaluation | None:
    given = visible(request, VisitEvaluation).filter(visit=hers.sampled.record.visit_id, state="given")
    return given.first()


def section_of(pk: int) -> answering.Address:
    return lambda key: back_to("panel-reading-section", pk, key)


def begin(request: Any, pk: int) -> HttpResponse:
    """Her sheet is laid out; on to its first page."""
    begun = readings.begin(mine(request, pk), by=request.person, at=request.now)
    if begun.sheet is None or begun.state != ReadingState.DRAFT:
        return redirect("panel-reading", pk)
    return redirect(answering.first_unanswered(begun.sheet, section_of(pk), then=back_to("panel-reading-check", pk)))


def with_sheet(request: Any, pk: int) -> tuple[Reading, AnswerSheet]:
    hers = mine(request, pk)
    if hers.sheet is None:
        raise Http404
    return hers, hers.sheet


def section(request: Any, pk: int, key: str) -> HttpResponse:
    """One page of her sheet, the record beside it."""
    hers, sheet = with_sheet(request, pk)
    return answering.section_page(
        request,
        sheet,
        key,
        address=section_of(pk),
        then=back_to("panel-reading-check", pk),
        back=back_to("panel-reading", pk),
        save_url=back_to("panel-reading-save", pk),
        template="panel/reading_section.html",
        **record_of(hers),
    )


def save(request: Any, pk: int) -> HttpResponse:
    """One answer, while it is typed."""
    return answering.save_answer(request, with_sheet(request, pk)[1])


def check(request: Any, pk: int) -> HttpResponse:
    """Her sheet before she gives it; the button gives it."""
    hers, sheet = with_sheet(request, pk)
    here = back_to("panel-reading", pk)
    if hers.state == ReadingState.GIVEN:
        return redirect(here)
    return answering.check_page(
        request,
        sheet,
        lambda: readings.give(hers, by=request.person, at=request.now),
        address=section_of(pk),
        then=back_to("panel-readings"),
        back=here,
        label="Give my sheet",
        said="Given. Thank you for reading.",
        template="panel/reading_check.html",
        deployment=hers.sampled.record.visit.deployment,
    )


def stand_back(request: Any, pk: int) -> HttpResponse:
    """She is too close to somebody in it; she sees no more of it, and pressed again it is still said."""
    said = "Thank you. Somebody else reads this record."
    gone = Reading.objects.filter(pk=pk, reader=request.person, state=ReadingState.STOOD_BACK)
    if request.method == "POST" and gone.exists():
        messages.success(request, said)
        return redirect("panel-readings")
    hers = mine(request, pk)
    form = StandBack(request.POST or None)

    def verb() -> Any:
        return readings.stand_back(hers, because=form.cleaned_data["because"], by=request.person, at=request.now)

    context = {"form": form, "deployment": hers.sampled.record.visit.deployment, "back": back_to("panel-reading", pk)}
    try:
        done = settle(request, form, verb, then=back_to("panel-readings"), said=said)
    except AlreadyMoved:
        return redirect("panel-reading", pk)
    return done or render(request, "panel/reading_stand_back.html", context)
