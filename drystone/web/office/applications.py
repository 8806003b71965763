"""One application for the office: everything with its history, who reads it, the agreed scores, the sifting."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from drystone.history import events
from drystone.mail.models import Message
from drystone.questions import reader
from drystone.selection import applications, assessments, criteria, independence, interviews, outcomes, queries
from drystone.selection.models import Application, ApplicationState
from drystone.selection.phases import was_late
from drystone.selection.sentences import waiting_for

from .. import answering, renewing
from ..agreed_points import AgreedPoints
from ..doors import fetch, visible
from ..files import send_paper
from ..pressing import attempt, back_to, settle
from .application_buttons import buttons
from .application_forms import Assign, Note, Withdrawal

# Verb, form, heading: the moves that ask for a reason first.
MOVES: dict[str, tuple[type[forms.Form], str, Any, str]] = {
    "ineligibility": (Note, "Not eligible", assessments.find_ineligible, "Found not eligible."),
    "reconsideration": (Note, "Reconsider", assessments.reconsider, "It is to be read again."),
    "withdrawal": (Withdrawal, "Withdraw for the applicant", applications.withdraw, "Withdrawn for the applicant."),
}
# Those that need no more than a press.
PRESSES: dict[str, tuple[Any, str]] = {
    "shortlisting": (assessments.shortlist, "Shortlisted."),
    "not-shortlisting": (
        assessments.not_shortlist,
        "Not shortlisted. The applicant is told with the round's decisions.",
    ),
    "no-interview": (assessments.spare_interview, "Read. The decision is made without an interview."),
    "invitation": (interviews.offer, "Invited. The applicant chooses a time."),
}


def found(request: Any, pk: int) -> Application:
    """One application, fetched as this person, with everything that its page shows."""
    rows = queries.with_all(visible(request, Application))
    return get_object_or_404(rows.select_related("sheet__version", "moderation__by"), pk=pk)


def application(request: Any, pk: int) -> HttpResponse:
    """One application with everything about it: answers, referees, readers, interview, decision, history."""
    rows = queries.with_scores(visible(request, Application)).select_related("sheet__version", "moderation__by")
    shown = get_object_or_404(rows, pk=pk)
    compared = criteria.compare(shown.assessments.all()) if shown.state != ApplicationState.DRAFT else []
    context = {
        "application": shown,
        "status": waiting_for(shown, request.now),
        "was_late": was_late(shown),
        "references": queries.progress(shown.references.all()),
        "actions": buttons(request.person, shown, request.now),
        "compared": compared,
        "parts": answers_of(shown),
        "evidence": renewing.evidence_of(shown, lambda number: back_to("office-application-file", shown.pk, number)),
        "timeline": events.of(shown).order_by("-id")[:60][::-1],
        "decided": [(area, outcomes.in_words(each)) for area, each in outcomes.lines(shown)],
        "letters": Message.objects.of({shown.alliance_id}).about(shown)[:10],
        "papers": queries.letters(shown),
    }
    return render(request, "office/applications/application.html", context)


def changed(request: Any, pk: int) -> HttpResponse:
    """What changed since the designation that is to be renewed."""
    return renewing.changed_page(request, found(request, pk), back=back_to("office-application", pk))


def answers_of(shown: Application) -> list[dict[str, Any]]:
    """What she wrote, once she has sent it in; a draft is hers alone."""
    if shown.state == ApplicationState.DRAFT:
        return []
    file_address = lambda number: back_to("office-application-file", shown.pk, number)  # noqa: E731
    return answering.linked(shown.sheet, reader.OFFICE, file_address=file_address)


def assign(request: Any, pk: int) -> HttpResponse:
    """Who reads it: by load, without those who are tied to the applicant."""
    shown = found(request, pk)
    panel = list(queries.panel_of(shown.alliance))
    tied = independence.ties(panel, shown, on=request.today)
    taken = {row.assessor_id for row in shown.assessments.all()}
    free = [person for person in panel if person.pk not in tied and person.pk not in taken]
    form = Assign(request.POST or None, free=free)

    def verb() -> None:
        for person in form.chosen():
            assessments.assign(shown, person, by=request.person, at=request.now)

    here = back_to("office-application", pk)
    context = {
        "form": form,
        "application": shown,
        "free": free,
        "tied": [(person, tied[person.pk]) for person in panel if person.pk in tied],
        "taken": list(shown.assessments.all()),
        "back": here,
    }
    return settle(request, form, verb, then=here, said="Assigned. They have been asked.") or render(
        request, "office/applications/assign.html", context
    )


def moderate(request: Any, pk: int) -> HttpResponse:
    """The agreed score for each criterion; where assessors were furthest apart comes first."""
    shown = found(request, pk)
    if not assessments.ready_to_moderate(shown):
        raise Http404
    standing = getattr(shown, "moderation", None)
    lines = criteria.compared(shown)
    form = AgreedPoints(
        request.POST or None,
        lines=lines,
        agreed=standing.scores if standing else None,
        initial={"reason": standing.reason if standing else ""},
    )
    here = back_to("office-application", pk)

    def verb() -> Any:
        reason = form.cleaned_data["reason"]
        return assessments.moderate(shown, form.scores(), reason=reason, by=request.person, at=request.now)

    context = {"form": form, "application": shown, "lines": lines, "heading": "Agree the scores", "back": here}
    return settle(request, form, verb, then=here, said="The scores are agreed.") or render(
        request, "office/applications/moderate.html", context
    )


def move(request: Any, pk: int, noun: str) -> HttpResponse:
    """A move that needs its reason: found ineligible, reconsidered, withdrawn for her."""
    if noun not in MOVES:
        raise Http404
    shown = found(request, pk)
    kind, heading, act, said = MOVES[noun]
    form, here = kind(request.POST or None), back_to("office-application", pk)
    answer = settle(
        request,
        form,
        lambda: act(shown, **form.cleaned_data, by=request.person, at=request.now),
        then=here,
        said=said,
    )
    context = {"form": form, "application": shown, "heading": heading, "back": here}
    return answer or render(request, "office/applications/form.html", context)


def press(request: Any, pk: int, noun: str) -> HttpResponse:
    """A move that needs no more than a press: shortlisted, not shortlisted, invited to an interview."""
    if noun not in PRESSES:
        raise Http404
    shown = found(request, pk)
    act, said = PRESSES[noun]
    then = back_to("office-application", pk)
    return attempt(request, lambda: act(shown, by=request.person, at=request.now), then=then, said=said)


def paper(request: Any, pk: int, paper: int) -> FileResponse:
    """A paper of the application, as it was issued."""
    shown = fetch(request, Application, pk)
    return send_paper(get_object_or_404(queries.letters(shown), pk=paper))


def file(request: Any, pk: int, attachment: int) -> FileResponse:
    """A file that the applicant attached."""
    shown = fetch(request, Application, pk)
    if shown.state == ApplicationState.DRAFT:
        raise Http404
    return answering.attachment(shown.sheet, attachment)
