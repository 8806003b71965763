"""The files that go with a visit record: a page for them, and the way by which a device sends them in pieces."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.deployment import record_files
from drystone.deployment.models import RecordFile, RecordState, VisitRecord
from drystone.lifecycle import Refused

from ..readings import NAMED, RECORD, readers
from .deployments import own_visit

SENT_ALREADY = "The record was sent, or the file taken away, meanwhile. A sent record is added to on the visit’s page."
DIGEST = re.compile(r"[0-9a-f]{64}")
LONGEST_NAME = 300


def own_record(request: Any, pk: int, *related: str) -> VisitRecord:
    record: VisitRecord | None = getattr(own_visit(request, pk, "record", *related), "record", None)
    if record is None:
        raise Http404
    return record


def page(request: Any, pk: int) -> HttpResponse:
    """Every file with how it stands. Without a script the good ones of what is chosen are kept, the others named."""
    record = own_record(request, pk, *NAMED)
    if request.method == "POST":
        for upload in request.FILES.getlist("files"):
            given(request, record, upload)
        return redirect("leader-record-files", pk)
    context = {
        "visit": record.visit,
        "rows": [{"file": each, "said": said(each)} for each in record.files.filter(line=None)],
        "draft": record.state == RecordState.DRAFT,
        "readers": readers(record.visit, RECORD),
        "largest": record_files.LARGEST,
        "most": record_files.MOST,
        "back": reverse("leader-visit", args=[pk]),
    }
    return render(request, "leader/record_files.html", context)


def given(request: Any, record: VisitRecord, upload: Any) -> None:
    try:
        kept = record_files.give(record, upload, by=request.person, at=request.now)
        why = kept.refused
    except Refused as no:
        why = str(no)
    except record_files.Gone:
        why = SENT_ALREADY
    if why:
        messages.warning(request, f"“{upload.name}” could not be kept. {why}")


def said(file: RecordFile) -> str:
    """How a file stands, in words."""
    if file.kept_at:
        return "Kept"
    return f"Could not be kept. {file.refused}" if file.refused else f"{file.percent} % sent"


@rate_limit(action="bring_pieces")
def expect(request: Any, pk: int) -> JsonResponse:
    """A device says which file it sends, and is told how much of it is here."""
    record = own_record(request, pk)
    try:
        coming = read(request.body)
    except (ValueError, TypeError, KeyError):
        return JsonResponse({"state": "refused", "said": "This is not what our pages send."}, status=400)
    return told(lambda: record_files.announce(record, coming, by=request.person, at=request.now))


def read(body: bytes) -> record_files.Coming:
    sent = json.loads(body)
    name, size, digest = sent["name"], sent["size"], sent["sha256"]
    if not (isinstance(name, str) and 0 < len(name) <= LONGEST_NAME and type(size) is int):
        raise ValueError
    if not DIGEST.fullmatch(digest):
        raise ValueError
    return record_files.Coming(UUID(sent["number"]), name, size, digest)


@rate_limit(action="bring_pieces")
def piece(request: Any, pk: int, number: UUID, offset: int) -> JsonResponse:
    """The next piece of a file, as the body; one that does not follow is not taken, and it is said what would."""
    record = own_record(request, pk)
    body = request.body
    return told(lambda: record_files.bring(record, number, offset, body, by=request.person, at=request.now))


def told(verb: Callable[[], RecordFile]) -> JsonResponse:
    """How the file stands after what was asked."""
    try:
        return JsonResponse(standing(verb()))
    except record_files.Elsewhere as no:
        return JsonResponse(standing(no.standing), status=409)
    except record_files.Gone:
        return JsonResponse({"state": "gone", "said": SENT_ALREADY}, status=410)
    except Refused as no:
        return JsonResponse({"state": "refused", "said": f"Could not be kept. {no}"}, status=400)


def standing(file: RecordFile) -> dict[str, Any]:
    words = {"state": file.state, "said": said(file), "name": file.name}
    return {"number": str(file.number), "have": file.have, "size": file.size, **words}


def remove(request: Any, pk: int, number: UUID) -> HttpResponse:
    """Takes one file away, whatever state it is in."""
    record = own_record(request, pk)
    try:
        record_files.remove(record, number, by=request.person, at=request.now)
    except record_files.Gone:
        messages.warning(request, SENT_ALREADY)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"state": "gone", "said": ""})
    return redirect("leader-record-files", pk)
