"""Asking a form, the one same way for every audience: a page for each section, saving while somebody types, checking
before sending, reading afterwards. A view fetches the record, and calls one of these with its sheet.

`address` gives the page of a section by its key, as `lambda key: reverse("application-section", args=[pk, key])`.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from drystone import saying
from drystone.questions import pages, reader, sheets
from drystone.questions.answers import Problem
from drystone.questions.masks import Mask
from drystone.questions.models import AnswerSheet
from drystone.questions.spec import NoSuchQuestion, Section

from . import files
from .pressing import settle

Address = Callable[[str], str]
LATER, MORE = "later", "more"
SENT_ALREADY = "This was sent already, and does not change any more."


def section_page(
    request: Any,
    sheet: AnswerSheet,
    section_key: str,
    *,
    address: Address,
    then: str,
    back: str = "",
    save_url: str = "",
    template: str = "answering/section.html",
    known: Mapping[str, Any] | None = None,
    past_answered: Container[str] = (),
    **context: Any,
) -> HttpResponse:
    """One section: shown; or what was typed goes into the draft, and on to the next section, at the end to `then`.

    "Come back later" goes to `back`; `known` stands in empty boxes; answered pages of `past_answered` are passed over.
    """
    steps, section = place_in(sheet, section_key)
    following = partial(after, sheet, section_key, address, past_answered=past_answered)
    page = stored(request, sheet, section_key) if request.method == "POST" else opened(sheet, section_key, known or {})
    if to := onwards(request, page, following, again=address(section_key), then=then, back=back):
        return to
    shown = {"form": page, "asked": sheet.form, "save_url": save_url, **place_of(section, steps, address, back)}
    return render(request, template, {**shown, **context})


def place_of(section: Section, steps: list[Section], address: Address, back: str) -> dict[str, Any]:
    """Which page of how many it is, and the way to the one before it, or out."""
    place = {"section": section, "position": steps.index(section) + 1, "count": len(steps)}
    return {**place, "later": bool(back), "back": preceding(steps, section, address) or back}


def place_in(sheet: AnswerSheet, section_key: str) -> tuple[list[Section], Section]:
    """The pages on which something is asked, and the one of this key among them."""
    steps = [step.section for step in sheets.progress(sheet)]
    section = next((step for step in steps if step.key == section_key), None)
    if section is None:
        raise Http404
    return steps, section


def save_answer(request: Any, sheet: AnswerSheet) -> JsonResponse:
    """One answer while it is typed: `question` says which, beside its boxes as the page would post them."""
    key, seen = request.POST.get("question", ""), request.POST.get(pages.SEEN, "")
    try:
        problem = sheets.save(sheet, key, pages.given(sheet, key, request.POST), at=request.now, seen=seen)
    except NoSuchQuestion:
        return JsonResponse({"saved": False, "said": "This page has changed. Load it again."}, status=400)
    except sheets.Sealed:
        return JsonResponse({"saved": False, "said": SENT_ALREADY}, status=409)
    except sheets.Clash as clash:
        return JsonResponse({"saved": False, "said": str(clash)}, status=409)
    return JsonResponse({"saved": True, "problem": problem})


def check_page(
    request: Any,
    sheet: AnswerSheet,
    verb: Callable[[], Any],
    *,
    address: Address,
    then: str,
    back: str = "",
    label: str = "Send",
    said: str = "",
    template: str = "answering/check.html",
    **context: Any,
) -> HttpResponse:
    """All answers before they are sent, each with a link to change it, and what is still missing. The button calls
    `verb`; nothing can be sent that is not complete, whatever a browser posts."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    try:
        if response := settle(request, form, verb, then=then, said=said):
            return response
    except sheets.Unfinished:
        pass  # the page itself says what is missing
    shown = {"form": form, "asked": sheet.form, "label": label, "back": back}
    parts = linked(sheet, reader.WRITER, address)
    return render(request, template, {**shown, "parts": parts, "problems": problems(sheet, address), **context})


def read_page(
    request: Any,
    sheet: AnswerSheet,
    *,
    audience: str = reader.READER,
    file_address: Callable[[int], str] | None = None,
    template: str = "answering/read.html",
    **context: Any,
) -> HttpResponse:
    """The answers as this audience may read them. `file_address` gives the address of an attached file."""
    shown = {"asked": sheet.form, "parts": linked(sheet, audience, file_address=file_address)}
    return render(request, template, {**shown, **context})


def attachment(sheet: AnswerSheet, pk: int) -> FileResponse:
    """A file given as an answer, to be saved; never shown inside our pages."""
    kept = get_object_or_404(sheet.attachments, pk=pk)
    with kept.file.open("rb") as content:
        return files.send(content.read(), kept.name, kept.content_type)


def first_unanswered(sheet: AnswerSheet, address: Address, *, then: str) -> str:
    """Where somebody who comes back goes on: the first section with something to do, else `then`."""
    open_ = (step.section.key for step in sheets.progress(sheet) if step.state != "answered")
    return next((address(key) for key in open_), then)


def problems(sheet: AnswerSheet, address: Address) -> list[dict[str, str]]:
    return linked_problems(sheets.problems(sheet), address)


def linked_problems(found: Iterable[Problem], address: Address) -> list[dict[str, str]]:
    """What is missing or wrong, each with a link to its box."""
    return [{"text": p.text, "href": f"{address(p.section)}#{p.anchor}"} for p in found]


def linked(
    sheet: AnswerSheet,
    audience: str,
    address: Address | None = None,
    *,
    file_address: Callable[[int], str] | None = None,
    mask: Mask | None = None,
) -> list[dict[str, Any]]:
    """Sections with lines, each with a link to change it, and to its file; through a mask without names. Of a sheet
    that was erased whole, that it was, and when."""
    if sheet.erased_at and not sheet.answers.exists():
        gone = f"Erased on {saying.day(sheet.erased_at)}, when its time was over"
        return [{"title": gone, "is_answered": True, "lines": []}]
    return [
        {
            "title": part.title,
            "is_answered": part.is_answered,
            "lines": [
                {
                    "line": line,
                    "href": f"{address(part.key)}#id_{line.box}" if address else "",
                    "file": file_address(line.attachment) if file_address and line.attachment else "",
                }
                for line in part.lines
            ],
        }
        for part in reader.read(sheet, audience, mask)
    ]


def opened(sheet: AnswerSheet, section_key: str, known: Mapping[str, Any]) -> pages.Page:
    """The page as it stands, and in its empty boxes what is known already; that is given only when she sends it."""
    page = pages.form_for(sheet, section_key)
    empty = {name: text for name, text in known.items() if not page.initial.get(name)}
    page.initial = {**page.initial, **empty}
    return page


def stored(request: Any, sheet: AnswerSheet, section_key: str) -> pages.Page | None:
    """The page as it was saved; none if the sheet was sent meanwhile."""
    try:
        return sheets.save_page(sheet, section_key, request.POST, request.FILES, at=request.now)
    except sheets.Sealed:
        return None


def onwards(
    request: Any, page: pages.Page | None, following: Callable[[], str], *, again: str, then: str, back: str
) -> HttpResponse | None:
    """Where one goes after sending a page; nowhere while it is being read, or something on it is wrong."""
    if page is None:
        messages.warning(request, SENT_ALREADY)
        return redirect(back or then)
    if page.rows_of and MORE in request.POST and not page.unsaved:
        return redirect(f"{again}#id_{page.free_row(request.POST[MORE])}")
    if LATER in request.POST and back and not page.unsaved:
        return redirect(back)
    if page.is_bound and page.is_valid():
        return redirect(following() or then)
    return None


def after(sheet: AnswerSheet, section_key: str, address: Address, *, past_answered: Container[str]) -> str:
    """The page after this one on which something is asked, as things stand now; nothing after the last."""
    order = [section.key for section in sheet.form.sections]
    steps = sheets.progress(sheet)
    passed = {step.section.key for step in steps if step.state == "answered" and step.section.key in past_answered}
    asked = {step.section.key for step in steps} - passed
    later = [key for key in order[order.index(section_key) + 1 :] if key in asked]
    return address(later[0]) if later else ""


def preceding(steps: list[Section], section: Section, address: Address) -> str:
    place = steps.index(section)
    return address(steps[place - 1].key) if place else ""
