"""A released decision put right: prepared, seen by a second person with its letter, released; and an appeal heard."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from drystone.selection import appeals, corrections, documents, outcomes
from drystone.selection.lifecycle import CORRECTION
from drystone.selection.models import Appeal, Correction, Decision, DecisionState, Outcome

from ..components.actions import open_actions
from ..doors import fetch
from ..files import PDF, send
from ..pressing import attempt, back_to, settle
from .applications import found
from .decision_forms import CorrectionForm, initial_for
from .decisions import hindered, said

# Verb and what is said once it is done.
ACTS: dict[str, tuple[Any, str]] = {
    "check": (corrections.check, "Seen. It can be released now."),
    "release": (corrections.release, "Released. The applicant has the new letter and has been told."),
    "drop": (corrections.drop, "Dropped. What was told stands."),
}

# All that a second letter says of her.
WITH = ("decision__alliance", *(f"decision__application__{name}" for name in ("person", "school", "round")))


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
        ineligible=decision.outcome == Outcome.INELIGIBLE,
        initial=initial(standing),
    )
    here = back_to("office-application", pk)

    def verb() -> Any:
        return corrections.prepare(decision, **form.values(), by=request.person, at=request.now)

    told = said(outcomes.lines(shown))
    context = {"form": form, "application": shown, "decision": decision, "told": told, "hindrance": hindrance}
    done = "Prepared. A second person looks at it before it can be released."
    return settle(request, form, verb, then=here, said=done) or render(
        request, "office/applications/correction_form.html", context | {"back": here}
    )


def initial(standing: Correction | None) -> dict[str, Any]:
    """What was prepared, to be prepared again. What was told stands above the form, and nothing of it in the boxes:
    the feedback of a no must not slip into a yes."""
    if standing is None:
        return {}
    decided = initial_for(outcomes.read(standing.areas), standing.outcome)
    return decided | {"feedback": standing.feedback, "because": standing.because}


def correction(request: Any, pk: int) -> HttpResponse:
    """What stands, what would stand instead, and the letter that would say so."""
    shown = fetch(request, Correction, pk, *WITH)
    application, decided = shown.decision.application, outcomes.read(shown.areas)
    before = outcomes.read(shown.before["areas"]) if shown.before else None
    addresses = {verb: back_to("office-correction-act", pk, verb) for verb in ACTS}
    context = {
        "correction": shown,
        "application": application,
        "told": said(outcomes.lines(application, before)),
        "told_otherwise": Outcome(shown.before["outcome"]).label if shown.before else "",
        "lines": said(outcomes.lines(application, decided)),
        "paragraphs": documents.paragraphs(corrections.as_decided(shown), decided),
        "actions": open_actions(CORRECTION, request.person, shown, addresses),
        "may_see": CORRECTION.may(request.person, shown, "check"),
        "back": back_to("office-application", application.pk),
    }
    return render(request, "office/applications/correction.html", context)


def letter(request: Any, pk: int) -> FileResponse:
    """The second letter as it would go now, marked as a draft."""
    shown = fetch(request, Correction, pk, *WITH)
    made = documents.letter_preview(corrections.as_decided(shown), decided=outcomes.read(shown.areas), at=request.now)
    return send(made, f"Second letter to {shown.decision.application.person.name}, not issued.pdf", PDF)


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """Seen, released or dropped."""
    if verb not in ACTS:
        raise Http404
    shown = fetch(request, Correction, pk)
    does, done = ACTS[verb]
    then = back_to("office-application", shown.decision.application_id)
    return attempt(request, lambda: does(shown, by=request.person, at=request.now), then=then, said=done)


def hear_again(request: Any, pk: int) -> HttpResponse:
    """The appeal was upheld: she is interviewed."""
    shown = fetch(request, Appeal, pk)
    verb = lambda: appeals.hear_again(shown, by=request.person, at=request.now)  # noqa: E731
    then = back_to("office-application", shown.decision.application_id)
    return attempt(request, verb, then=then, said="Open again. Invite the applicant to an interview.")
