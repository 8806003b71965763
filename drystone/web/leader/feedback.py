"""How was the meeting? Answered by whoever came, by link or account, in about a minute."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.groups import feedback as verbs
from drystone.groups.models import Feedback

from .. import answering
from ..doors import fetch


def address(pk: int) -> answering.Address:
    return lambda section: reverse("leader-feedback-section", args=[pk, section])


def feedback(request: Any, pk: int) -> HttpResponse:
    """What it is about, and where to begin; or thanks, once it was given."""
    shown = fetch(request, Feedback, pk, "meeting__group", "sheet__version")
    first = answering.first_unanswered(shown.sheet, address(pk), then=reverse("leader-feedback-check", args=[pk]))
    return render(request, "leader/feedback.html", {"feedback": shown, "first": first, "least": verbs.FEWEST})


def section(request: Any, pk: int, section: str) -> HttpResponse:
    return answering.section_page(
        request,
        fetch(request, Feedback, pk).sheet,
        section,
        address=address(pk),
        then=reverse("leader-feedback-check", args=[pk]),
        save_url=reverse("leader-feedback-save", args=[pk]),
    )


def save(request: Any, pk: int) -> HttpResponse:
    """One answer while it is typed."""
    return answering.save_answer(request, fetch(request, Feedback, pk).sheet)


def check(request: Any, pk: int) -> HttpResponse:
    """All answers before they are sent."""
    shown = fetch(request, Feedback, pk)
    if shown.given_at:
        return redirect("leader-feedback", pk)
    return answering.check_page(
        request,
        shown.sheet,
        lambda: verbs.give(shown, by=request.person, at=request.now),
        address=address(pk),
        then=reverse("leader-feedback", args=[pk]),
        label="Send",
        said="Thank you.",
    )
