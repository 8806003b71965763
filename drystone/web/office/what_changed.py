"""What a deployment changed, for the office: objectives over time, evidence and who may read it, the case study."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.deployment.models import Deployment, Evidence
from drystone.register.models import Designation
from drystone.reports import case_study

from .. import files, what_changed
from ..components import paging
from ..doors import fetch, visible

RELATED = ("leader", "home_school", "receiving_school", "request__area")


def page(request: Any, pk: int) -> HttpResponse:
    """One deployment: each objective's course, and what shows it."""
    return render(request, "office/deployments/what_changed.html", what_changed.shown(request, whole(request, pk)))


def whole(request: Any, pk: int) -> Deployment:
    return fetch(request, Deployment, pk, *RELATED)


def here(pk: int) -> str:
    return reverse("office-what-changed", args=[pk])


def add(request: Any, pk: int) -> HttpResponse:
    """The office adds what it was sent or has read."""
    return what_changed.add(request, whole(request, pk), then=here(pk))


def readers(request: Any, pk: int) -> HttpResponse:
    """Who may read a piece, with who at the school allowed it."""
    piece = fetch(request, Evidence, pk, "deployment")
    return what_changed.change_readers(request, piece, then=here(piece.deployment_id))


def file(request: Any, pk: int) -> HttpResponseBase:
    return what_changed.file(fetch(request, Evidence, pk))


def remove(request: Any, pk: int) -> HttpResponse:
    """A piece is taken away, whoever gave it."""
    piece = visible(request, Evidence).filter(pk=pk).select_related("deployment").first()
    return what_changed.remove(request, piece, then=here(piece.deployment_id) if piece else reverse("office-home"))


def of_leader(request: Any, pk: int) -> HttpResponse:
    """All evidence of one System Leader's work, the newest first."""
    shown = fetch(request, Designation, pk, "person", "home_school")
    rows = visible(request, Evidence).filter(deployment__leader=shown.person_id, alliance=shown.alliance_id)
    page = paging.page(
        rows.select_related("deployment__receiving_school", "objective", "given_by"),
        ("-given_at", "-id"),
        request.GET.get("page", ""),
    )
    return render(request, "office/leaders/evidence.html", {"shown": shown, "page": page})


def study(request: Any, pk: int) -> HttpResponse:
    """The case study as it would be now, with the school's name or without, or why there is none."""
    shown, named = whole(request, pk), request.GET.get("named") == "yes"
    context: dict[str, Any] = {"deployment": shown, "named": named}
    try:
        context["study"] = case_study.assemble(shown, named=named)
    except case_study.NotAllowed as no:
        context["why_not"] = str(no)
    return render(request, "office/deployments/case_study.html", context)


def study_file(request: Any, pk: int, form: str) -> HttpResponseBase:
    """The same as a PDF, or for Word."""
    shown, named = whole(request, pk), request.GET.get("named") == "yes"
    if form not in ("pdf", "word"):
        raise Http404
    try:
        made = case_study.assemble(shown, named=named)
    except case_study.NotAllowed as no:
        messages.error(request, str(no))
        return redirect("office-case-study", pk)
    if form == "pdf":
        return files.send(case_study.pdf(shown, made, at=request.now), f"{made.title}.pdf", files.PDF)
    return files.send(case_study.word_file(shown, made), f"{made.title}.docx", files.DOCX)
