"""Writing a visit up where there is no signal: what a device needs beforehand, and what it brings afterwards."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from allauth.decorators import rate_limit
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from drystone.deployment import from_devices, records
from drystone.questions.models import AnswerSheet

from .. import device_keys, names, sessions
from ..readings import EVALUATION, RECORD, TITLES
from .deployments import own_visit
from .device_changes import BadBatch, read
from .writing_up import BOTH_HALVES, address, plan_next

STATIC = Path(__file__).parent.parent / "static"
KEPT = sorted(
    str(file.relative_to(STATIC))
    for kind in ("js", "css", "svg", "woff2")
    for file in STATIC.rglob(f"*.{kind}")
    if not file.name.startswith("accessible-autocomplete")  # no question of a visit looks anything up
)
WORKER = (STATIC / "web/js/away/worker.js").read_text()


def page(request: Any) -> HttpResponse:
    """The empty page that a device keeps: it holds nobody's name or words, and shows what the device has locked."""
    return render(request, "leader/offline/page.html")


def worker(request: Any) -> HttpResponse:
    """The script that answers for these pages when nobody else does; another one when what it keeps changes."""
    files = [static(name) for name in KEPT]
    look = sha256(render_to_string("leader/offline/page.html", {"alliance": request.alliance}).encode())
    look.update(" ".join(files).encode())
    kept = {"page": reverse("leader-offline"), "files": files, "version": look.hexdigest()[:16]}
    return HttpResponse(f"const KEPT = {json.dumps(kept)};\n{WORKER}", content_type="text/javascript; charset=utf-8")


def key(request: Any) -> HttpResponse:
    """For a device of hers: its key, for how many seconds, a token against forgery, and the visits to keep ready."""
    device = request.GET.get("device", "")
    if not device_keys.DEVICE.fullmatch(device):
        return HttpResponseBadRequest()
    ready = from_devices.to_keep_ready(request.person, at=request.now)
    return JsonResponse(
        {
            "person": str(request.person.pk),
            "keys": device_keys.keys(request.person, device),
            "seconds": sessions.seconds_left(request),
            "token": get_token(request),
            "visits": [visit.pk for visit in ready],
        }
    )


def prepare(request: Any, pk: int) -> HttpResponse:
    """Lays the write-up out, and says which pages of it a device should keep, in their order."""
    visit = own_visit(request, pk, "deployment__receiving_school")
    record, evaluation = records.begin(visit, by=request.person, at=request.now)
    halves = ((RECORD, record.sheet), (EVALUATION, evaluation.sheet))
    sections = [address(pk, name)(section.key) for name, sheet in halves for section in sheet.form.sections]
    return JsonResponse(
        {
            "visit": pk,
            "title": f"{visit.deployment.receiving_school}, {visit.starts_at:%-d %B}",
            "home": reverse("leader-visit", args=[pk]),
            "check": reverse("leader-write-up-check", args=[pk]),
            "sections": sections,
            "needed": {name: needed(sheet) for name, sheet in halves},
            "titles": TITLES,
        }
    )


def needed(sheet: AnswerSheet) -> list[str]:
    """What must be answered whatever else is; what only some answers open up is asked for when it is sent."""
    return [question.key for question in sheet.form.questions if question.needed and not question.ask_if]


@rate_limit(action="bring_changes")
def changes(request: Any, pk: int) -> HttpResponse:
    """Answers that a device kept, and perhaps the press that sends both documents. Sent again, they are taken once."""
    visit = own_visit(request, pk)
    try:
        brought, sending = read(request.body)
    except BadBatch as no:
        return JsonResponse({"said": str(no)}, status=400)
    taken = from_devices.take(visit, brought, by=request.person, at=request.now)
    answer: dict[str, Any] = {"changes": [said(each) for each in taken], "send": None}
    if sending is not None and all(each.state == "kept" for each in taken):
        outcome = from_devices.send(visit, sending, by=request.person, at=request.now)
        if outcome.done and sending.plan_next:
            plan_next(request, own_visit(request, pk, *BOTH_HALVES))
        answer["send"] = sent(outcome, pk)
    return JsonResponse(answer)


def said(taken: from_devices.Taken) -> dict[str, str]:
    words = {name: getattr(taken, name) for name in ("state", "mark", "question", "yours", "theirs")}
    return {"number": str(taken.number), **words}


def sent(outcome: from_devices.Sent, pk: int) -> dict[str, Any]:
    missing = [
        {"text": problem.text, "href": f"{address(pk, name)(problem.section)}#{problem.anchor}"}
        for name, problem in outcome.missing
    ]
    changed = [{"question": question, "theirs": theirs} for question, theirs in outcome.changed]
    told = {"missing": missing, "changed": changed, "names": list(outcome.names), "instead": names.INSTEAD}
    return {"done": outcome.done, "why": outcome.why, **told}
