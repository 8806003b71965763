"""The whole form of a request: begun for a school, a page for each section, checked, sent; read afterwards."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from drystone.brokering import access, asking, documents, fitting, requests
from drystone.brokering.models import RequestState, SupportRequest
from drystone.brokering.next_steps import what_next
from drystone.questions import sheets
from drystone.questions.models import AnswerSheet

from .. import answering, files, links
from ..components.rows import Task
from ..doors import fetch
from ..pressing import attempt, back_to, is_bare
from ..visits import visits

SENT = "We have your request. Look below for what happens next."
FILLED_IN = ("who",)  # the page on which mostly all is known already
TONES = {"answered": "good", "started": "now", "not started": "rest"}


def hers(request: Any, pk: int) -> SupportRequest:
    """A request that she may fill in; whoever only follows it has a page of her own."""
    related = ("school", "contact", "commissioner", "sheet__version", "rest__version")
    asked = fetch(request, SupportRequest, pk, *related)
    if not access.writes(request.person, asked):
        raise Http404
    return asked


def address(pk: int) -> answering.Address:
    return lambda key: back_to("school-request-section", pk, key)


def draft(request: Any, asked: SupportRequest) -> HttpResponse:
    """A draft: what is left, a way to go on, a way to let it be."""
    steps = sheets.progress(asked.sheet)
    at = address(asked.pk)
    tasks = [Task(s.section.title, at(s.section.key), s.state.capitalize(), TONES[s.state]) for s in steps]
    context = {
        "asked": asked,
        "tasks": tasks,
        "next": answering.first_unanswered(asked.sheet, at, then=""),
        "what_next": what_next(asked, request.now),
    }
    return render(request, "school/request_draft.html", context)


def section(request: Any, pk: int, key: str) -> HttpResponse:
    """One page of the form; pages on which all is known already are passed over."""
    asked = hers(request, pk)
    sheet, here = asked.writing, back_to("school-request", pk)
    if sheet is None:
        messages.warning(request, answering.SENT_ALREADY)
        return redirect(here)
    if elsewhere := code_wanted(request, sheet):
        return elsewhere
    return answering.section_page(
        request,
        sheet,
        key,
        address=address(pk),
        then=back_to("school-request-check", pk),
        back=here,
        save_url=back_to("school-request-save", pk),
        past_answered=FILLED_IN,
    )


def save(request: Any, pk: int) -> HttpResponse:
    """One answer while it is typed."""
    asked = hers(request, pk)
    sheet = asked.writing
    if sheet is None:
        return JsonResponse({"saved": False, "said": answering.SENT_ALREADY}, status=409)
    if code_wanted(request, sheet):
        return HttpResponse(status=403)
    return answering.save_answer(request, sheet)


def code_wanted(request: Any, sheet: AnswerSheet) -> HttpResponse | None:
    """Six digits are asked for when what she told in confidence on an earlier day would show; not while one types."""
    if request.link is None:
        return None
    kept = [question.key for question in sheet.form.questions if question.confidential_to]
    visit = visits(request).get(request.link.pk)
    earlier = sheet.answers.filter(key__in=kept, **({"saved_at__lt": visit.opened} if visit else {}))
    return links.code_unless_given(request) if earlier.exists() else None


def check(request: Any, pk: int) -> HttpResponse:
    """All answers, what is missing, what does not fit; the button sends them."""
    asked = hers(request, pk)
    sheet, here = asked.writing, back_to("school-request", pk)
    if sheet is None:
        return redirect(here)
    if elsewhere := code_wanted(request, sheet):
        return elsewhere
    sends = requests.submit if asked.state == RequestState.DRAFT else asking.add_rest
    found = fitting.problems(asked, sheet, on=request.today)
    return answering.check_page(
        request,
        sheet,
        lambda: sends(asked, by=request.person, at=request.now),
        address=address(pk),
        then=here,
        back=here,
        label="Send the request",
        said=SENT,
        template="school/request_check.html",
        problems=answering.linked_problems(found, address(pk)),
        alliance_name=asked.alliance.name,
    )


def write_rest(request: Any, pk: int) -> HttpResponse:
    """After a call for help: the rest is written down now, with what was said in it filled in."""
    asked = hers(request, pk)
    if asked.rest is None and is_bare(request):
        return redirect("school-request", pk)
    verb = lambda: asking.write_rest(asked, by=request.person, at=request.now)  # noqa: E731
    answer = attempt(request, verb, then=back_to("school-request", pk))
    if asked.rest is None:
        return answer
    return redirect(answering.first_unanswered(asked.rest, address(pk), then=back_to("school-request-check", pk)))


def copy(request: Any, pk: int) -> HttpResponse:
    """What was asked, as whoever follows the request may read it."""
    asked = sent(request, pk)
    return answering.read_page(
        request, documents.answers_on(asked), template="school/request_copy.html", asked_for=asked
    )


def paper(request: Any, pk: int) -> FileResponse:
    """The same as a PDF."""
    asked = sent(request, pk)
    return files.send(documents.copy(asked, at=request.now), f"Request of {asked.school}.pdf", files.PDF)


def sent(request: Any, pk: int) -> SupportRequest:
    asked = fetch(request, SupportRequest, pk, "school", "commissioner", "sheet__version", "rest__version")
    if asked.submitted_at is None:
        raise Http404
    return asked
