"""The readings of a draw: shared out, read by whoever answers for quality, taken back, and told to the leaders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from drystone.deployment import reader_feedback, readings
from drystone.deployment.models import Draw, Reading, ReadingState
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.questions import reader

from .. import answering
from ..doors import fetch
from ..pressing import back_to, settle
from ..templatetags.say import counted
from .quality_forms import Because, Releasing, Sharing


def share_out(request: Any, pk: int) -> HttpResponse:
    """Who reads, and by when; one press shares out what nobody reads yet."""
    draw = fetch(request, Draw, pk, "term")
    here = back_to("office-draw", pk)
    form = Sharing(request.POST or None, who_may=readings.who_may(draw, request.today))
    if request.method == "POST" and form.is_valid():
        try:
            shared = readings.share_out(draw, **form.cleaned_data, by=request.person, at=request.now)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            tell(request, shared)
            return redirect(here)
    context = {"form": form, "draw": draw, "unread": readings.unread(draw).count(), "back": here}
    return render(request, "office/quality/share_out.html", context)


def tell(request: Any, shared: readings.Shared) -> None:
    if shared.given:
        messages.success(request, f"Shared out: {counted(shared.given, 'record')}. Each reader is told by e-mail.")
    if shared.left:
        of = counted(len(shared.left), "record")
        messages.warning(request, f"Nobody of those ticked is free to read {of}. Share out again with others.")


def reading(request: Any, pk: int) -> HttpResponse:
    """A sheet that was given. That it was read is written down."""
    shown = fetch(request, Reading, pk, "reader", "sheet__version", "sampled__record__visit__deployment__leader")
    if shown.state != ReadingState.GIVEN or shown.sheet is None:
        raise Http404
    events.look(shown, by=request.person, at=request.now)
    context = {
        "reading": shown,
        "record": shown.sampled.record,
        "feedback": getattr(shown, "feedback", None),
        "parts": answering.linked(shown.sheet, reader.OFFICE),
        "back": back_to("office-draw", shown.sampled.draw_id),
    }
    return render(request, "office/quality/reading.html", context)


def take_back(request: Any, pk: int) -> HttpResponse:
    """It is taken from a reader who cannot, or should not; what she wrote is not read."""
    shown = fetch(request, Reading, pk, "reader", "sampled__record__visit__deployment__leader")
    form, then = Because(request.POST or None), back_to("office-draw", shown.sampled.draw_id)

    def verb() -> Any:
        return readings.stand_back(shown, because=form.cleaned_data["because"], by=request.person, at=request.now)

    context = {"form": form, "reading": shown, "back": then}
    done = settle(request, form, verb, then=then, said="Taken back. Share it out again with others.")
    return done or render(request, "office/quality/take_back.html", context)


def release(request: Any, pk: int) -> HttpResponse:
    """What every leader would read; one press releases all of it but what is kept back."""
    draw = fetch(request, Draw, pk, "term")
    rows = list(reader_feedback.to_release(draw, request.person))
    form = Releasing(request.POST if request.method == "POST" else None, numbers=[row.pk for row in rows])
    here = back_to("office-draw", pk)

    def verb() -> Any:
        return reader_feedback.release(draw, but=form.kept_back(), by=request.person, at=request.now)

    done = settle(request, form, verb, then=here, said="Released. Each leader is told by e-mail.")
    if request.method == "GET":
        events.look_all(rows, by=request.person, at=request.now)
    context = {
        "form": form,
        "draw": draw,
        "rows": [(row, row.sampled.record.visit, reader_feedback.written(row)) for row in rows],
        "back": here,
    }
    return done or render(request, "office/quality/release.html", context)
