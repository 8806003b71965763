"""One write-up of a visit, two documents: above each half stands exactly who will read it."""

from contextlib import nullcontext
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone import saying
from drystone.deployment import actions, arrangements, having_read, next_visits, preparations, records
from drystone.deployment.models import EvaluationState, RecordState, Visit
from drystone.lifecycle import AlreadyMoved
from drystone.questions import reader, sheets, words
from drystone.questions.models import AnswerSheet

from .. import answering, names, visiting
from ..doors import press
from ..readings import EVALUATION, NAMED, RECORD, TITLES, readers
from . import filled_in
from .deployments import own_visit

BOTH_HALVES = ("record__sheet__version", "evaluation__sheet__version", *NAMED)


def visit(request: Any, pk: int) -> HttpResponse:
    """The visit, and how far its write-up is."""
    shown = own_visit(request, pk, "record", "evaluation", *NAMED)
    record, evaluation = getattr(shown, "record", None), getattr(shown, "evaluation", None)
    sent = bool(record and record.state != RecordState.DRAFT)
    context = {
        "visit": shown,
        "record": record,
        "evaluation": evaluation,
        "passed": shown.starts_at <= request.now,
        "sent": sent,
        "given": bool(evaluation and evaluation.state == EvaluationState.GIVEN),
        "waived": evaluation.get_waived_for_display() if evaluation else "",
        "standing": having_read.standing(record, at=request.now) if record and sent else "",
        "lines": record.lines.select_related("by").prefetch_related("files") if record else [],
        "evaluation_lines": evaluation.lines.select_related("by") if evaluation else [],
        "said_before": preparations.said(shown),
        "open_actions": actions.still_open(shown.deployment, request.person, request.today),
        **visiting.moved(request, shown),
    }
    return render(request, "leader/visit.html", context)


def begin(request: Any, pk: int) -> HttpResponse:
    """Lays out the two documents and goes to the first page that is not answered."""
    shown = own_visit(request, pk)
    record, evaluation = records.begin(shown, by=request.person, at=request.now)
    check = reverse("leader-write-up-check", args=[pk])
    wanted = evaluation.state != EvaluationState.NOT_NEEDED
    then = answering.first_unanswered(evaluation.sheet, address(pk, EVALUATION), then=check) if wanted else check
    if record.state == RecordState.DRAFT:
        then = answering.first_unanswered(record.sheet, address(pk, RECORD), then=then)
    return redirect(then)


def address(pk: int, document: str) -> answering.Address:
    return lambda section: reverse("leader-write-up", args=[pk, document, section])


def sheet_of(shown: Visit, document: str) -> AnswerSheet:
    half = getattr(shown, document, None) if document in TITLES else None
    if half is None:
        raise Http404
    return half.sheet


def section(request: Any, pk: int, document: str, section: str) -> HttpResponse:
    """One page of one half; after the record's last page comes the evaluation's first.

    A page that is sent takes its turn with what her devices bring, as one answer does.
    """
    shown = own_visit(request, pk, *BOTH_HALVES)
    with records.in_turn(shown) if request.method == "POST" else nullcontext():
        return page_of(request, shown, document, section)


def page_of(request: Any, shown: Visit, document: str, section: str) -> HttpResponse:
    pk = shown.pk
    sheet = sheet_of(shown, document)
    check = reverse("leader-write-up-check", args=[pk])
    first = sheet_of(shown, EVALUATION).form.sections[0].key
    goes_on = document == RECORD and EVALUATION in records.to_go(shown)
    response = answering.section_page(
        request,
        sheet,
        section,
        address=address(pk, document),
        then=address(pk, EVALUATION)(first) if goes_on else check,
        back=reverse("leader-visit", args=[pk]),
        save_url=reverse("leader-write-up-save", args=[pk, document]),
        template="leader/section.html",
        known=filled_in.known(shown) if document == RECORD else None,
        readers=readers(shown, document),
        visit=shown,
        before=filled_in.seen_before(shown, document),
        document=document,
        worry=worry(shown),
    )
    names.say(request, shown, document, sheet.form.section(section))
    return response


def worry(shown: Visit) -> str:
    return arrangements.worry(arrangements.known(shown.deployment.receiving_school_id, shown.alliance_id))


def save(request: Any, pk: int, document: str) -> HttpResponse:
    """One answer while it is typed; in turn with what her other devices bring."""
    shown = own_visit(request, pk)
    with records.in_turn(shown):
        return answering.save_answer(request, sheet_of(shown, document))


class Sending(forms.Form):
    """One press sends both halves, and plans the next visit if she leaves the tick."""

    plan_next = forms.BooleanField(required=False)

    def __init__(self, *args: Any, proposed: next_visits.Proposed | None, **settings: Any):
        super().__init__(*args, **settings)
        if proposed is None:
            del self.fields["plan_next"]
        else:
            self.fields[
                "plan_next"
            ].label = (
                f"Plan the next visit too: {saying.moment(proposed.starts_at)}, {saying.days(proposed.half_days)}"
            )


def check(request: Any, pk: int) -> HttpResponse:
    """Both halves before they go, each under its readers; one press sends both."""
    shown = own_visit(request, pk, *BOTH_HALVES)
    prefetch_related_objects([shown], "record__sheet__answers", "evaluation__sheet__answers")
    halves = [half(shown, document) for document in records.to_go(shown)]
    if records.is_sent(shown):
        return redirect("leader-visit", pk)
    proposed = next_visits.proposed(shown)
    given = request.POST if request.method == "POST" else None
    form = Sending(given, proposed=proposed, initial={"plan_next": True})
    if request.method == "POST" and form.is_valid():
        if sent(request, shown, form):
            if form.cleaned_data.get("plan_next"):
                plan_next(request, shown)
            return redirect("leader-visit", pk)
        shown = own_visit(request, pk, *BOTH_HALVES)
    back = reverse("leader-visit", args=[pk])
    context = {"form": form, "visit": shown, "halves": halves, "back": back, "worry": worry(shown)}
    context |= {"files": shown.record.files.all(), "button": "Send both" if len(halves) > 1 else "Send the record"}
    return render(request, "leader/check.html", context)


def sent(request: Any, shown: Visit, form: forms.Form) -> bool:
    """Whether both halves have gone, now or by an earlier press; if not, the form or the page says why."""
    try:
        records.send_both(shown, by=request.person, at=request.now)
    except records.MAY_NOT_GO as no:
        form.add_error(None, str(no))
    except AlreadyMoved:
        return True
    except sheets.Unfinished:
        messages.error(request, "Some answers are still missing.")
    else:
        messages.success(request, "Sent. Thank you.")
        return True
    return False


def plan_next(request: Any, shown: Visit) -> None:
    """What is sent is sent; whether the next visit could be planned is said on the page that she opens next."""
    if (proposed := next_visits.proposed(shown)) is None:
        return
    try:
        next_visits.plan(shown, proposed, by=request.person, at=request.now)
    except next_visits.CannotPlan as no:
        messages.warning(request, f"The next visit is not planned yet. {no}")
    else:
        messages.success(request, f"The next visit is planned: {saying.moment(proposed.starts_at)}.")


def half(shown: Visit, document: str) -> dict[str, Any]:
    sheet = sheet_of(shown, document)
    return {
        "key": document,
        "title": TITLES[document],
        "readers": readers(shown, document),
        "parts": answering.linked(sheet, reader.WRITER, address(shown.pk, document)),
        "problems": answering.problems(sheet, address(shown.pk, document)),
        "names": names.found(shown, document, address(shown.pk, document)),
    }


def not_a_pupil(request: Any, pk: int, document: str) -> HttpResponse:
    """She says that a name is no pupil's; it is not warned of again in this document."""
    shown = own_visit(request, pk)
    sheet_of(shown, document)
    name = words.one_line(request.POST.get("name", ""))[:120]
    then = reverse("leader-write-up-check", args=[pk])
    verb = lambda: records.clear_name(getattr(shown, document), name, by=request.person, at=request.now)  # noqa: E731
    return press(request, verb, then=then, said=f"“{name}” is no pupil.")
