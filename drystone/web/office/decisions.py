"""Decisions: prepared, seen by a second person with the letter as it would go, released; and appeals."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from drystone.selection import appeals, criteria, decisions, documents, outcomes
from drystone.selection.lifecycle import DECISION
from drystone.selection.models import Appeal, Application, ApplicationState, Decision, DecisionState
from drystone.selection.outcomes import CannotDecide

from ..components.actions import Action
from ..doors import fetch
from ..files import PDF, send
from ..pressing import attempt, back_to, settle
from .application_forms import AppealAnswer
from .applications import found
from .decision_forms import DecisionForm, Dropping, initial_for


def prepare(request: Any, pk: int) -> HttpResponse:
    """What is to be decided; what stands in the way of a yes is said."""
    shown = found(request, pk)
    hindrance, ineligible = hindered(shown), shown.state == ApplicationState.INELIGIBLE
    offered: dict[str, Any] = {"application": shown, "may_designate": not hindrance, "ineligible": ineligible}
    form = DecisionForm(request.POST or None, initial=initial_of(shown), **offered)

    def verb() -> Any:
        return decisions.prepare(shown, **form.values(), by=request.person, at=request.now)

    here = back_to("office-application", pk)
    context = {
        "form": form,
        "application": shown,
        "hindrance": hindrance,
        "lines": criteria.compared_marks(shown.interview) if hasattr(shown, "interview") else [],
        "back": here,
    }
    said = "Prepared. A second person looks at it before it can be released."
    return settle(request, form, verb, then=here, said=said) or render(
        request, "office/applications/decision.html", context
    )


def hindered(application: Application) -> str:
    """Why she cannot be designated, if she cannot."""
    try:
        decisions.check_designable(application)
    except CannotDecide as no:
        return str(no)
    return ""


def initial_of(application: Application) -> dict[str, Any]:
    """What was prepared, to be prepared again."""
    standing: Decision | None = getattr(application, "decision", None)
    if standing is None or standing.state == DecisionState.DROPPED:
        return {}
    return initial_for(outcomes.standing(application), standing.outcome) | {"feedback": standing.feedback}


def drop(request: Any, pk: int) -> HttpResponse:
    """What was prepared is not told after all, with the reason."""
    decision, form = fetch(request, Decision, pk), Dropping(request.POST or None)
    here = back_to("office-application", decision.application_id)

    def verb() -> Any:
        return decisions.drop(decision, **form.cleaned_data, by=request.person, at=request.now)

    said = "Dropped. The application waits for a decision again."
    context = {
        "form": form,
        "application": decision.application,
        "heading": "Drop the prepared decision",
        "back": here,
    }
    return settle(request, form, verb, then=here, said=said) or render(
        request, "office/applications/form.html", context
    )


def check(request: Any, pk: int) -> HttpResponse:
    """A second person sees the decision and its letter, and says so."""
    decision = fetch(request, Decision, pk)
    here = back_to("office-application", decision.application_id)
    if request.method == "POST":
        verb = lambda: decisions.check(decision, by=request.person, at=request.now)  # noqa: E731
        return attempt(request, verb, then=here, said="Seen. It can be released now.")
    may = DECISION.may(request.person, decision, "check")
    lines = outcomes.lines(decision.application)
    context = {
        "decision": decision,
        "application": decision.application,
        "lines": said(lines),
        "alike": len({each.outcome for _, each in lines}) < 2,
        "paragraphs": documents.paragraphs(decision),
        "actions": [Action("I have seen this decision", request.path)] if may else [],
        "back": here,
    }
    return render(request, "office/applications/check.html", context)


def said(lines: outcomes.Lines) -> list[tuple[str, str]]:
    """Each area with what is decided on it, as the applicant reads it."""
    return [(area, outcomes.in_words(each)) for area, each in lines]


def preview(request: Any, pk: int) -> FileResponse:
    """The letter as it would go today, not issued."""
    decision = fetch(request, Decision, pk)
    name = f"Letter to {decision.application.person.name}, not issued.pdf"
    return send(documents.letter_preview(decision, at=request.now), name, PDF)


def release(request: Any, pk: int) -> HttpResponse:
    """One decision by itself; usually a round's are released together."""
    decision = fetch(request, Decision, pk)
    here = back_to("office-application", decision.application_id)
    if request.method == "POST":
        verb = lambda: decisions.release(decision, by=request.person, at=request.now)  # noqa: E731
        return attempt(request, verb, then=here, said="Released. The applicant and the referee have been told.")
    context = {
        "decision": decision,
        "application": decision.application,
        "lines": said(outcomes.lines(decision.application)),
        "actions": [Action("Release this decision now", request.path)],
        "back": here,
    }
    return render(request, "office/applications/release.html", context)


def appeal(request: Any, pk: int) -> HttpResponse:
    """An appeal is upheld or dismissed, by somebody who did not decide."""
    shown = fetch(request, Appeal, pk)
    form = AppealAnswer(request.POST or None)

    def verb() -> Any:
        return appeals.decide(shown, **form.cleaned_data, by=request.person, at=request.now)

    application = shown.decision.application
    here = back_to("office-application", application.pk)
    lines = said(outcomes.lines(application))
    context = {"form": form, "appeal": shown, "application": application, "lines": lines, "back": here}
    return settle(request, form, verb, then=here, said="Decided. The applicant has been told.") or render(
        request, "office/applications/appeal.html", context
    )
