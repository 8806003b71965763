"""The page: each sample is rendered from the very line that is shown beside it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines

from . import samples
from .forms import SampleForm, wrong
from .lines import GROUPS

LIBRARIES = "{% load govuk parts say %}"


@dataclass(frozen=True)
class Shown:
    title: str
    line: str
    html: str


def gallery(request: HttpRequest) -> HttpResponse:
    values = {**samples.values(), "calm": SampleForm(auto_id="calm_%s"), "wrong": wrong()}
    groups = [(title, [_shown(name, line, values, request) for name, line in lines]) for title, lines in GROUPS]
    return render(request, "components/gallery.html", {"groups": groups})


def _shown(title: str, line: str, values: dict[str, Any], request: HttpRequest) -> Shown:
    return Shown(title, line, engines["django"].from_string(LIBRARIES + line).render(values, request))
