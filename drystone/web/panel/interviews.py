"""A panel member's part in an interview: the application, the questions, her marks, the agreed marks by the chair."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from drystone.questions import reader
from drystone.selection import calendars, criteria, interviews, panels
from drystone.selection.conflicts import words_of
from drystone.selection.models import Interview, InterviewState, PanelMember

from .. import answering
from ..agreed_points import AgreedPoints
from ..doors import fetch
from ..files import ICALENDAR, send
from ..pressing import back_to, settle
from .forms import ConflictForm
from .reading import letter_of, references


def my_seat(request: Any, pk: int) -> PanelMember:
    """Her place on the panel of one interview."""
    fetch(request, Interview, pk)
    rows = PanelMember.objects.select_related(
        "interview__slot",
        "interview__application__person",
        "interview__application__round",
        "interview__application__school",
        "interview__application__sheet__version",
        "sheet__version",
    )
    return get_object_or_404(rows, interview=pk, person=request.person, conflict="")


def interview(request: Any, pk: int) -> HttpResponse:
    """When and where, who else sits on it, what the applicant wrote, and her marks."""
    seat = my_seat(request, pk)
    shown, application = seat.interview, seat.interview.application
    everybody_in = interviews.all_in(shown)
    prefetch_related_objects([application.sheet, seat.sheet], "answers")
    context = {
        "seat": seat,
        "interview": shown,
        "application": application,
        "panel": shown.panel.standing().select_related("person"),
        "parts": answering.linked(application.sheet, reader.READER),
        "references": references(request, application),
        "compared": criteria.compared_marks(shown) if everybody_in else [],
        "may_mark": shown.state == InterviewState.HELD and not seat.scored_at,
        "may_agree": everybody_in and seat.is_chair and shown.state == InterviewState.HELD,
        "first": answering.first_unanswered(seat.sheet, section_of(pk), then=back_to("panel-interview-marks", pk)),
        "back": back_to("panel-home"),
    }
    return render(request, "panel/interview.html", context)


def letter(request: Any, pk: int, attachment: int) -> FileResponse:
    """The letter itself, of a reference that came on paper."""
    return letter_of(request, my_seat(request, pk).interview.application, attachment)


def section_of(pk: int) -> answering.Address:
    return lambda key: back_to("panel-interview-section", pk, key)


def section(request: Any, pk: int, key: str) -> HttpResponse:
    """One page of her notes and marks; she may write from the moment she is named."""
    seat = my_seat(request, pk)
    return answering.section_page(
        request,
        seat.sheet,
        key,
        address=section_of(pk),
        then=back_to("panel-interview-marks", pk),
        back=back_to("panel-interview", pk),
        save_url=back_to("panel-interview-save", pk),
    )


def save(request: Any, pk: int) -> HttpResponse:
    """One mark or note, while it is typed."""
    return answering.save_answer(request, my_seat(request, pk).sheet)


def marks(request: Any, pk: int) -> HttpResponse:
    """Her marks before she gives them; the button gives them."""
    seat = my_seat(request, pk)
    here = back_to("panel-interview", pk)
    if seat.scored_at:
        return redirect(here)
    return answering.check_page(
        request,
        seat.sheet,
        lambda: interviews.give_marks(seat, by=request.person, at=request.now),
        address=section_of(pk),
        then=here,
        back=here,
        label="Give my marks",
        said="Thank you. Nobody sees them before everybody's are in.",
        template="panel/marks.html",
        application=seat.interview.application,
    )


def agree(request: Any, pk: int) -> HttpResponse:
    """The chair minutes the marks that the panel agreed."""
    seat = my_seat(request, pk)
    shown = seat.interview
    if not (seat.is_chair and interviews.all_in(shown)):
        raise Http404
    lines = criteria.compared_marks(shown)
    initial = {"reason": shown.agreed_reason}
    form = AgreedPoints(request.POST or None, lines=lines, agreed=shown.agreed, initial=initial)

    def verb() -> Any:
        reason = form.cleaned_data["reason"]
        return interviews.agree(shown, form.scores(), reason=reason, by=request.person, at=request.now)

    here = back_to("panel-interview", pk)
    context = {"form": form, "application": shown.application, "back": here}
    return settle(request, form, verb, then=here, said="The marks are minuted. Thank you.") or render(
        request, "panel/agree.html", context
    )


def conflict(request: Any, pk: int) -> HttpResponse:
    """She is too close to the applicant; she sees no more of it."""
    seat = my_seat(request, pk)
    form = ConflictForm(request.POST or None)

    def verb() -> Any:
        given = words_of(form.cleaned_data["choice"], form.cleaned_data["note"])
        return panels.declare_conflict(seat, given, by=request.person, at=request.now)

    context = {"form": form, "application": seat.interview.application, "back": back_to("panel-interview", pk)}
    said = "Thank you. Somebody else sits on this panel."
    return settle(request, form, verb, then=back_to("panel-home"), said=said) or render(
        request, "panel/conflict.html", context
    )


def calendar(request: Any, pk: int) -> FileResponse:
    """The interview for her own calendar."""
    shown = my_seat(request, pk).interview
    get_object_or_404(Interview, pk=pk, slot__isnull=False)
    return send(calendars.interview_time(shown, at=request.now), "Interview.ics", ICALENDAR)
