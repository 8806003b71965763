"""Before a visit: what would help most that day, if the school likes to say."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.deployment import preparations
from drystone.deployment.models import VisitPreparation
from drystone.questions import reader

from .. import answering, readings
from ..doors import fetch, press
from ..pressing import is_bare

WITH = ("asked", "sheet__version", *(f"visit__{name}" for name in readings.NAMED))


def preparation(request: Any, pk: int) -> HttpResponse:
    """One page: shown, saved and sent with the same press; afterwards, or too late, what was said."""
    shown = fetch(request, VisitPreparation, pk, *WITH)
    mine = shown.asked_id == request.person.pk
    if not (mine and preparations.is_open(shown, request.now)):
        return render(request, "school/preparation_given.html", said(shown, mine=mine))
    section = shown.sheet.form.sections[0]
    then = reverse("school-preparation", args=[pk])
    response = answering.section_page(
        request,
        shown.sheet,
        section.key,
        address=lambda _: then,
        then=then,
        save_url=reverse("school-preparation-save", args=[pk]),
        template="school/preparation.html",
        visit=shown.visit,
        readers=readings.readers(shown.visit, readings.RECORD),
    )
    if response.status_code != HTTPStatus.FOUND:
        return response
    if is_bare(request):
        messages.warning(request, "Kept, and not sent yet: tick the box above the button to send it.")
        return response
    return given(request, shown, then)


def given(request: Any, shown: VisitPreparation, then: str) -> HttpResponse:
    verb = lambda: preparations.give(shown, by=request.person, at=request.now)  # noqa: E731
    try:
        return press(
            request, verb, then=then, said=f"Thank you. {shown.visit.deployment.leader} reads it before coming."
        )
    except preparations.TooLate:
        return redirect(then)


def save(request: Any, pk: int) -> HttpResponse:
    """One answer while it is typed."""
    shown = fetch(request, VisitPreparation, pk, *WITH)
    return answering.save_answer(request, shown.sheet)


def said(shown: VisitPreparation, *, mine: bool) -> dict[str, Any]:
    return {
        "preparation": shown,
        "visit": shown.visit,
        "mine": mine,
        "parts": reader.read(shown.sheet),
        "readers": readings.readers(shown.visit, readings.RECORD),
    }
