"""The papers of a meeting: added, opened, taken away."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.groups import papers
from drystone.groups.models import Meeting, MeetingPaper

from .. import files
from ..doors import fetch, press
from ..meeting_forms import WebAddress
from ..pressing import settle
from .meetings import run
from .surely import surely


class Paper(forms.Form):
    title = forms.CharField(label="Title", max_length=160)
    upload = forms.FileField(label="File", help_text="A PDF, a Word file or a picture, up to 10 MB.", required=False)
    url = WebAddress("Or a link to it")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("upload")) == bool(given.get("url")):
            self.add_error("upload", "Choose a file or give a link, one of the two.")
        return given


def add(request: Any, pk: int) -> HttpResponse:
    """Something to read before the meeting, or at it."""
    meeting, back = run(request, pk), reverse("leader-meeting", args=[pk])
    form = Paper(request.POST or None, request.FILES or None)

    def verb() -> Any:
        return papers.add(meeting, **form.cleaned_data, by=request.person, at=request.now)

    context = {"form": form, "heading": "Add a paper", "about": meeting.group, "back": back, "multipart": True}
    return settle(request, form, verb, then=back, said="Added.") or render(request, "leader/form.html", context)


def of_meeting(meeting: Meeting, paper: int) -> MeetingPaper:
    found = meeting.papers.filter(pk=paper).select_related("meeting__group").first()
    if found is None:
        raise Http404
    return found


def paper(request: Any, pk: int, paper: int) -> HttpResponseBase:
    """The file, to be saved."""
    found = of_meeting(fetch(request, Meeting, pk), paper)
    if not found.file:
        raise Http404
    with found.file.open("rb") as content:
        return files.send(content.read(), found.file_name, found.content_type)


@surely
def remove(request: Any, pk: int, paper: int) -> HttpResponse:
    """The paper is no longer there."""
    found = run(request, pk).papers.filter(pk=paper).select_related("meeting__group").first()
    if found is None:
        return redirect("leader-meeting", pk)  # it was taken away a moment ago
    act = lambda: papers.remove(found, by=request.person, at=request.now)  # noqa: E731
    return press(request, act, then=reverse("leader-meeting", args=[pk]), said="Taken away.")
