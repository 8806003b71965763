"""The mail that a demonstration or a developer's machine would have sent. Nowhere else."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.mail import capture


def letters(request: Any) -> HttpResponse:
    """The newest messages; their links work."""
    refuse_elsewhere()
    return render(request, "public/dev_mail.html", {"letters": capture.letters()})


def letter(request: Any, name: str) -> HttpResponse:
    refuse_elsewhere()
    found = capture.letter(name)
    if found is None:
        raise Http404
    page = {"letter": found, "parts": parts(found.text), "back": reverse("dev-mail")}
    return render(request, "public/dev_mail_message.html", page)


def parts(text: str) -> list[tuple[str, bool]]:
    """The text in pieces; whether each is a link to this installation. No other address becomes a link."""
    pieces = re.split(rf"({re.escape(settings.BASE_URL)}/\S*)", text)
    return [(piece, index % 2 == 1) for index, piece in enumerate(pieces)]


def refuse_elsewhere() -> None:
    if not (settings.DEMO and settings.DEVELOPMENT):
        raise Http404
