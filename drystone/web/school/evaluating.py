"""The deployment evaluation: asked of the receiving school when the work is done."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.deployment import reviews
from drystone.deployment.models import EvaluationState, Review
from drystone.people import access
from drystone.questions import reader

from .. import answering
from ..doors import fetch

OPEN = (EvaluationState.DUE, EvaluationState.DRAFT)


def mine(request: Any, pk: int) -> Review:
    """Hers to write; whoever may only read it has a page of her own."""
    review = fetch(request, Review, pk)
    if review.asked_id != request.person.pk:
        raise Http404
    return review


def address(pk: int) -> answering.Address:
    return lambda section: reverse("school-evaluation-section", args=[pk, section])


def evaluation(request: Any, pk: int) -> HttpResponse:
    """What changed, in about five minutes; or thanks, once it is given."""
    review = mine(request, pk)
    if review.state not in OPEN:
        return render(request, "school/evaluation_given.html", {"review": review})
    first = answering.first_unanswered(review.sheet, address(pk), then=reverse("school-evaluation-check", args=[pk]))
    return render(request, "school/evaluation.html", {"review": review, "first": first})


def section(request: Any, pk: int, section: str) -> HttpResponse:
    review = mine(request, pk)
    school = review.deployment.receiving_school_id
    return answering.section_page(
        request,
        review.sheet,
        section,
        address=address(pk),
        then=reverse("school-evaluation-check", args=[pk]),
        back=reverse("school-evaluation", args=[pk]),
        save_url=reverse("school-evaluation-save", args=[pk]),
        known={"signature-role": access.role_of(request.person, school)},
    )


def save(request: Any, pk: int) -> HttpResponse:
    """One answer while it is typed."""
    return answering.save_answer(request, mine(request, pk).sheet)


def check(request: Any, pk: int) -> HttpResponse:
    """All answers before they are sent; the button closes the deployment."""
    review = mine(request, pk)
    if review.state not in OPEN:
        return redirect("school-evaluation", pk)
    return answering.check_page(
        request,
        review.sheet,
        lambda: reviews.give(review, by=request.person, at=request.now),
        address=address(pk),
        then=reverse("school-evaluation", args=[pk]),
        back=reverse("school-evaluation", args=[pk]),
        label="Send the evaluation",
        said="Thank you. The deployment is closed.",
    )


def given(request: Any, pk: int) -> HttpResponse:
    """A given evaluation, for the office and both heads; the part for the Alliance alone only for its office."""
    review = fetch(request, Review, pk)
    if review.state != EvaluationState.GIVEN:
        raise Http404
    audience = "office" if access.office(request.person, review) else reader.READER
    return answering.read_page(request, review.sheet, audience=audience)
