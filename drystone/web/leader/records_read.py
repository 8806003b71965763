"""What readers would tell her about her visit records, from the moment the office released it; and her line on it."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from drystone.deployment import reader_feedback
from drystone.deployment.models import ReaderFeedback

from ..components import paging
from ..doors import fetch
from ..pressing import back_to, settle

ABOUT = "reading__sampled__record__visit__deployment__receiving_school"
LEADER = "reading__sampled__record__visit__deployment__leader"


class Answer(forms.Form):
    line = forms.CharField(
        label="Your line",
        help_text="The manager and the quality lead of the Alliance read it. You answer once.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def listed(request: Any) -> HttpResponse:
    """All that was released to her, the newest first."""
    rows = ReaderFeedback.objects.filter(**{LEADER: request.person}).select_related(ABOUT)
    page = paging.page(rows, ("-released_at", "-id"), request.GET.get("page", ""))
    return render(request, "leader/records_read.html", {"page": page, "back": back_to("leader-learning")})


def answer(request: Any, pk: int) -> HttpResponse:
    """Her line on one of them."""
    shown = fetch(request, ReaderFeedback, pk, ABOUT)
    if shown.reading.sampled.record.visit.deployment.leader_id != request.person.pk:
        raise Http404
    form, then = Answer(request.POST or None), back_to("leader-records-read")

    def verb() -> Any:
        return reader_feedback.answer(shown, form.cleaned_data["line"], by=request.person, at=request.now)

    context = {"form": form, "feedback": shown, "visit": shown.reading.sampled.record.visit, "back": then}
    done = settle(request, form, verb, then=then, said="Thank you. Your line stands beside it.")
    return done or render(request, "leader/record_answer.html", context)
