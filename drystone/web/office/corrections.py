"""A released decision put right: prepared, seen by a second person with its letter, released; and an appeal heard."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from drystone.selection import appeals, corrections, documents
from drystone.selection.lifecycle import CORRECTION
from drystone.selection.models import Appeal, Correction, Decision, DecisionState

from ..components.actions import open_actions
from ..doors import fetch
from ..files import PDF, send
from ..pressing import attempt, back_to, settle
from .application_forms import CorrectionForm
from .applications import found
from .decisions import hindered, initial_of

# Verb and what is said once it is done.
ACTS: dict[str, tuple[Any, str]] = {
    "check": (corrections.check, "Seen. It can be released now."),
    "release": (corrections.release, "Released. The applicant has the new letter and has been told."),
    "drop": (corrections.drop, "Dropped. What was told stands."),
}


def prepare(request: Any, pk: int) -> HttpResponse:
    """What should have been told; what was told stands until this is released."""
    shown = found(request, pk)
    decision = get_object_or_404(Decision, application=shown, state=DecisionState.RELEASED)
    hindrance = hindered(shown)
    standing = decision.corrections.open().last()
    form = CorrectionForm(
        request.POST or None,
        application=shown,
        may_designate=not hindrance,
        initial=initial(shown, decision, standing),
    )
    here = back_to("office-application", pk)

    def verb() -> Any:
        return corrections.prepare(decision, **form.values(), by=request.person, at=request.now)

    context = {"form": form, "application": shown, "decision": decision, "hindrance": hindrance, "back": here}
    said = "Prepared. A second person looks at it before it can be released."
    return settle(request, form, verb, then=here, said=said) or render(
        request, "office/applications/correction_form.html", context
    )


def initial(shown: Any, decision: Decision, standing: Correction | None) -> dict[str, Any]:
    if standing is None:
        return initial_of(shown, decision)
    names = ("outcome", "terms", "feedback", "because")
    return {name: getattr(standing, name) for name in names} | {"areas": [str(pk) for pk in standing.areas]}


def correction(request: Any, pk: int) -> HttpResponse:
    """What stands, what would stand instead, and the letter that would say so."""
    shown = fetch(request, Correction, pk)
    application = shown.decision.application
    addresses = {verb: back_to("office-correction-act", pk, verb) for verb in ACTS}
    context = {
        "correction": shown,
        "application": application,
        "areas": [row.area for row in application.areas.select_related("area") if row.pk in shown.areas],
        "paragraphs": documents.paragraphs(corrections.as_decided(shown)),
        "actions": open_actions(CORRECTION, request.person, shown, addresses),
        "back": back_to("office-application", application.pk),
    }
    return render(request, "office/applications/correction.html", context)


def letter(request: Any, pk: int) -> FileResponse:
    """The second letter as it would go now, marked as a draft."""
    shown = fetch(request, Correction, pk)
    made = documents.letter_preview(corrections.as_decided(shown), areas=shown.areas, at=request.now)
    return send(made, f"Second letter to {shown.decision.application.person.name}, not issued.pdf", PDF)


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """Seen, released or dropped."""
    if verb not in ACTS:
        raise Http404
    shown = fetch(request, Correction, pk)
    does, said = ACTS[verb]
    then = back_to("office-application", shown.decision.application_id)
    return attempt(request, lambda: does(shown, by=request.person, at=request.now), then=then, said=said)


def hear_again(request: Any, pk: int) -> HttpResponse:
    """The appeal was upheld: she is interviewed."""
    shown = fetch(request, Appeal, pk)
    verb = lambda: appeals.hear_again(shown, by=request.person, at=request.now)  # noqa: E731
    then = back_to("office-application", shown.decision.application_id)
    return attempt(request, verb, then=then, said="Open again. Invite the applicant to an interview.")
