"""What is asked of a whole deployment: answered by whoever is asked, by link or account, and read by whoever may."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.deployment import following_up, reviews, summaries, wording
from drystone.deployment.models import Review, ReviewState, VisitState
from drystone.people import access
from drystone.questions import reader

from .. import answering, files
from ..doors import fetch, only
from ..reviewing import readers, words_of

RELATED = ("sheet__version", "deployment__leader", "deployment__receiving_school", "deployment__request__area")


def mine(request: Any, pk: int) -> Review:
    """Hers to write; whoever may only read it has a page of her own."""
    review = fetch(request, Review, pk, *RELATED)
    if review.asked_id != request.person.pk:
        raise Http404
    return review


def address(pk: int) -> answering.Address:
    return lambda section: reverse("school-evaluation-section", args=[pk, section])


def evaluation(request: Any, pk: int) -> HttpResponse:
    """What it is about, who will read it, and where to begin; or thanks, once it is given."""
    review = mine(request, pk)
    context = {"review": review, "words": words_of(review), "deployment": review.deployment}
    if not review.is_open:
        return render(request, "school/evaluation_given.html", context)
    check = reverse("school-evaluation-check", args=[pk])
    context |= {
        "first": answering.first_unanswered(review.sheet, address(pk), then=check),
        "reads": readers(review),
        "objectives": wording.aims(review.deployment).values(),
        "visits": review.deployment.visits.filter(state=VisitState.HELD).order_by("starts_at"),
    }
    return render(request, "school/evaluation.html", context)


def section(request: Any, pk: int, section: str) -> HttpResponse:
    review = mine(request, pk)
    back = reverse("school-evaluation", args=[pk])
    if not review.is_open:
        return redirect(back)
    return answering.section_page(
        request,
        review.sheet,
        section,
        address=address(pk),
        then=reverse("school-evaluation-check", args=[pk]),
        back=back,
        save_url=reverse("school-evaluation-save", args=[pk]),
        known=known(request, review),
    )


def known(request: Any, review: Review) -> dict[str, str]:
    """What stands in empty boxes: in what role she signs, and that it took place, where visits were held."""
    role = {"signature-role": access.role_of(request.person, review.deployment.receiving_school_id)}
    held = review.kind == Review.Kind.DEPLOYMENT and review.deployment.visits.filter(state=VisitState.HELD).exists()
    return role | ({"took_place": "yes"} if held else {})


def save(request: Any, pk: int) -> HttpResponse:
    """One answer while it is typed."""
    return answering.save_answer(request, mine(request, pk).sheet)


def check(request: Any, pk: int) -> HttpResponse:
    """All answers before they are sent."""
    review, then = mine(request, pk), reverse("school-evaluation", args=[pk])
    if not review.is_open:
        return redirect(then)
    return answering.check_page(
        request,
        review.sheet,
        lambda: reviews.give(review, by=request.person, at=request.now),
        address=address(pk),
        then=then,
        back=then,
        label=words_of(review).button,
        said="Sent. Thank you.",
    )


def given(request: Any, pk: int) -> HttpResponse:
    """What was given, for those who read it whole; the part for the Alliance alone only for its office."""
    review = fetch(request, Review, pk, *RELATED)
    if review.state != ReviewState.GIVEN:
        raise Http404
    audience = "office" if access.office(request.person, review) else reader.READER
    first = following_up.evaluation_before(review) if review.kind == Review.Kind.FOLLOW_UP else None
    return answering.read_page(
        request,
        review.sheet,
        audience=audience,
        template="school/evaluation_read.html",
        review=review,
        deployment=review.deployment,
        changes=summaries.changes(first, review) if first else [],
    )


def paper(request: Any, pk: int) -> HttpResponseBase:
    """The sealed copy of a deployment evaluation, without what is the office's alone."""
    review = fetch(request, Review, pk, "paper")
    if review.paper is None:
        raise Http404
    return files.send_paper(review.paper)


def summary(request: Any, pk: int) -> HttpResponse:
    """What was chosen, without a comment, for the leader and whoever pays."""
    review = summed_up(request, pk)
    context = {"review": review, "deployment": review.deployment, "summary": summaries.of(review)}
    return render(request, "school/evaluation_summary.html", context)


def summed_up(request: Any, pk: int) -> Review:
    """By her link to it, or because she is the leader, or pays, or works in the office."""
    if request.link:
        return fetch(request, Review, pk, *RELATED)
    rows = Review.objects.with_summary_for(request.person).select_related(*RELATED)
    review = only(rows.filter(pk=pk))
    if review is None:
        raise Http404
    return review
