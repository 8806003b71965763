"""An application for the applicant: what is left, sending it in, where it stands."""

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from drystone.questions import sheets
from drystone.selection import appeals, applications, earlier, fitting, outcomes, queries
from drystone.selection.lifecycle import APPLICATION
from drystone.selection.models import Application, ApplicationState, Decision, DecisionState
from drystone.selection.phases import deadline_for, last_moment_for
from drystone.selection.sentences import for_applicant

from .. import answering, renewing
from ..components.rows import Task
from ..files import send_paper
from ..pressing import attempt, back_to, settle
from .forms import Withdrawal

SENT = "You have sent in this application. While it may be changed, its page has a button for it."


def mine(request: Any, pk: int) -> Application:
    """Her own application; one that she reads for the office or a panel is not hers to write."""
    rows = Application.objects.visible_to(request.person, on=request.today).filter(person=request.person)
    return get_object_or_404(queries.with_all(rows).select_related("sheet__version"), pk=pk)


def application(request: Any, pk: int) -> HttpResponse:
    """A draft shows what is left to do; an application that was sent in, where it stands."""
    shown = mine(request, pk)
    closes = deadline_for(shown.round, request.person.pk)
    context = {
        "application": shown,
        "status": for_applicant(shown, request.now),
        "closes": closes,
        "late": closes <= request.now,
        "taken_until": last_moment_for(shown.round, request.person.pk),
        "now": request.now,
        "may_withdraw": APPLICATION.may(request.person, shown, "withdraw"),
        "evidence": evidence_of(shown),
    }
    if shown.state == ApplicationState.DRAFT:
        left = {"tasks": tasks(shown), "next": next_page(shown), "misfits": misfits(request, shown)}
        return render(request, "apply/draft.html", context | left | {"copied": earlier.left_behind(shown)})
    return render(request, "apply/application.html", context | standing(request, shown, closes))


def evidence_of(shown: Application) -> list[dict[str, Any]]:
    """What she added for another term, to be taken away again while it is a draft."""
    file = lambda number: back_to("apply-file", shown.pk, number)  # noqa: E731
    removal = lambda piece: back_to("apply-evidence-removal", shown.pk, piece)  # noqa: E731
    return renewing.evidence_of(shown, file, removal if shown.state == ApplicationState.DRAFT else None)


def next_page(shown: Application) -> str:
    """The first page with something left to do; nothing when all is answered."""
    return answering.first_unanswered(shown.sheet, section_of(shown.pk), then="")


def misfits(request: Any, shown: Application) -> list[dict[str, str]]:
    """What does not fit this round, said before she has written for an hour."""
    return answering.linked_problems(fitting.misfits(shown, on=request.today), section_of(shown.pk))


def tasks(shown: Application) -> list[Task]:
    """What is left, page by page; checking and sending comes last."""
    tones = {"answered": "good", "started": "now", "not started": "rest"}
    return [
        Task(
            each.section.title,
            url=back_to("apply-section", shown.pk, each.section.key),
            state=each.state.capitalize(),
            tone=tones[each.state],
        )
        for each in sheets.progress(shown.sheet)
    ]


def standing(request: Any, shown: Application, closes: Any) -> dict[str, Any]:
    """How far each reference is, and what she may do next; nothing of a decision before its release."""
    released = Decision.objects.filter(application=shown, state=DecisionState.RELEASED)
    decision = released.select_related("alliance", "appeal", "designation").first()
    if decision:
        decision.application = shown
    until = appeals.last_day(decision) if decision else None
    return {
        "references": queries.progress(shown.references.all()),
        "now": request.now,
        "may_change": shown.state == ApplicationState.SUBMITTED and request.now < closes and not shown.sheet.is_sealed,
        "interview": getattr(shown, "interview", None),
        "decision": decision,
        "appeal": getattr(decision, "appeal", None) if decision else None,
        "decided": [(area, outcomes.in_words(each)) for area, each in outcomes.lines(shown)] if decision else [],
        "may_appeal": decision and until and request.today <= until and appeals.against(decision),
        "appeal_until": until,
        "papers": queries.papers_for_applicant(decision) if decision else [],
    }


def hers(request: Any, pk: int) -> Application:
    """Her application with its form, and nothing more: what she writes is saved every moment."""
    rows = Application.objects.visible_to(request.person, on=request.today).select_related("sheet__version")
    return get_object_or_404(rows, pk=pk, person=request.person)


def section(request: Any, pk: int, key: str) -> HttpResponse:
    """One page of the form; the way back after sending in leads to where the application stands."""
    shown = hers(request, pk)
    if shown.state != ApplicationState.DRAFT:
        messages.warning(request, SENT)
        return redirect("apply-application", pk)
    return answering.section_page(
        request,
        shown.sheet,
        key,
        address=section_of(pk),
        then=back_to("apply-check", pk),
        back=back_to("apply-application", pk),
        save_url=back_to("apply-save", pk),
        past_answered=[each.key for each in shown.sheet.form.sections] if shown.renews_id else (),
    )


def save(request: Any, pk: int) -> HttpResponse:
    """One answer, while it is typed."""
    shown = hers(request, pk)
    if shown.state != ApplicationState.DRAFT:
        return JsonResponse({"saved": False, "said": SENT}, status=409)
    return answering.save_answer(request, shown.sheet)


def check(request: Any, pk: int) -> HttpResponse:
    """All answers with a link to change each; the button sends the application in."""
    shown = mine(request, pk)
    here = back_to("apply-application", pk)
    if shown.state != ApplicationState.DRAFT:
        return redirect(here)
    if request.method != "POST":  # who sends it in reads the answers as they stand under the lock
        prefetch_related_objects([shown.sheet], "answers")
    return answering.check_page(
        request,
        shown.sheet,
        lambda: applications.submit(shown, by=request.person, at=request.now),
        address=section_of(pk),
        then=here,
        back=here,
        label="Send in my application",
        said="Sent in. Thank you.",
        template="apply/check.html",
        problems=answering.linked_problems(fitting.problems(shown, on=request.today), section_of(pk)),
        application=shown,
        evidence=evidence_of(shown),
        closes=deadline_for(shown.round, request.person.pk),
        taken_until=last_moment_for(shown.round, request.person.pk),
        now=request.now,
    )


def section_of(pk: int) -> answering.Address:
    return lambda key: back_to("apply-section", pk, key)


def file(request: Any, pk: int, attachment: int) -> FileResponse:
    """A file that she attached."""
    return answering.attachment(mine(request, pk).sheet, attachment)


def reopen(request: Any, pk: int) -> HttpResponse:
    """It is taken back to be changed."""
    shown = mine(request, pk)
    verb = lambda: applications.reopen(shown, by=request.person, at=request.now)  # noqa: E731
    said = "You can change it now. Send it in again before the deadline."
    return attempt(request, verb, then=back_to("apply-application", pk), said=said)


def withdraw(request: Any, pk: int) -> HttpResponse:
    """She does not want to go on; a reason helps us and is not asked for."""
    shown = mine(request, pk)
    form = Withdrawal(request.POST or None)
    here = back_to("apply-application", pk)

    def verb() -> Any:
        reason = form.cleaned_data["reason"]
        return applications.withdraw(shown, reason=reason, by=request.person, at=request.now)

    context = {"form": form, "application": shown, "back": here}
    return settle(request, form, verb, then=here, said="Withdrawn. Nothing more is asked of anybody.") or render(
        request, "apply/withdraw.html", context
    )


def paper(request: Any, pk: int, paper: int) -> FileResponse:
    """Her letter or certificate, as it was issued."""
    shown = mine(request, pk)
    decision = get_object_or_404(Decision, application=shown, state=DecisionState.RELEASED)
    return send_paper(get_object_or_404(queries.papers_for_applicant(decision), pk=paper))
