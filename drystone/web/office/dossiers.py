"""The dossier of one application as a file."""

from typing import Any

from django.http import FileResponse, Http404

from drystone.history import events
from drystone.selection import dossiers
from drystone.selection.models import Application

from ..components.sentences import sentence
from ..doors import fetch
from ..files import PDF, send


def dossier(request: Any, pk: int) -> FileResponse:
    """Everything about an application in one PDF; that it was taken, and each reference read, is written down."""
    shown = fetch(request, Application, pk, "person")
    happened = [(event.at, told(event)) for event in events.of(shown)]
    try:
        made = dossiers.dossier(shown, happened, by=request.person, at=request.now)
    except dossiers.NoDossier as no:
        raise Http404 from no
    return send(made, f"Dossier of {shown.person.name}.pdf", PDF)


def told(event: Any) -> str:
    return f"{sentence(event)}. {event.note}" if event.note else sentence(event)
