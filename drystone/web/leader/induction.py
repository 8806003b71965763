"""A new leader's induction: she shows what she did; whoever is named, or the office, signs it off."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.questions import reader
from drystone.register import documents, induction
from drystone.register.models import InductionItem

from .. import answering, files
from ..doors import fetch
from ..pressing import back_to, settle
from .profile import needed

SECTION = "done"


class SignOff(forms.Form):
    note = forms.CharField(
        label="How do you know?",
        help_text="Only where no evidence was sent: for example that you were there.",
        required=False,
        max_length=300,
    )


def own(request: Any, pk: int) -> InductionItem:
    """An item of her own list that asks for evidence."""
    item = fetch(request, InductionItem, pk, "designation__person", "sheet__version", "signer")
    if item.designation.person_id != request.person.pk or item.sheet is None:
        raise Http404
    return item


def file_of(pk: int) -> Any:
    return lambda attachment: back_to("leader-induction-file", pk, attachment)


def evidence(request: Any, pk: int, section: str = SECTION) -> HttpResponse:
    """What she did, while she writes it; what she sent, afterwards."""
    item = own(request, pk)
    assert item.sheet  # noqa: S101 asked for above
    back = reverse("leader-profile")
    if item.sheet.is_sealed or item.done_on:
        template: dict[str, Any] = {"template": "leader/induction.html", "item": item, "back": back}
        return answering.read_page(request, item.sheet, audience=reader.WRITER, file_address=file_of(pk), **template)
    return answering.section_page(
        request,
        item.sheet,
        section,
        address=lambda key: back_to("leader-induction", pk),
        then=back_to("leader-induction-check", pk),
        back=back,
        save_url=back_to("leader-induction-save", pk),
        template="leader/induction_section.html",
        item=item,
    )


def save(request: Any, pk: int) -> HttpResponse:
    """What she types, while she types it."""
    item = own(request, pk)
    assert item.sheet  # noqa: S101 asked for above
    return answering.save_answer(request, item.sheet)


def check(request: Any, pk: int) -> HttpResponse:
    """What she wrote, before it goes to whoever signs it off."""
    item = own(request, pk)
    assert item.sheet  # noqa: S101 asked for above
    return answering.check_page(
        request,
        item.sheet,
        lambda: induction.send(item, by=request.person, at=request.now),
        address=lambda key: back_to("leader-induction", pk),
        then=back_to("leader-induction", pk),
        back=back_to("leader-induction", pk),
        label="Send it",
        said="Thank you. Whoever signs it off has it now.",
    )


def sign(request: Any, pk: int) -> HttpResponse:
    """What was sent, and the button that signs it off."""
    item = fetch(request, InductionItem, pk, "designation__person", "designation__home_school", "sheet__version")
    if not induction.may_sign(request.person, item):
        raise NotAllowed
    unsent = item.sheet is not None and not item.is_sent
    form = (SignOff if unsent else forms.Form)(request.POST if request.method == "POST" else None)

    def verb() -> Any:
        note = form.cleaned_data.get("note", "")
        return induction.sign_off(item, on=request.today, note=note, by=request.person, at=request.now)

    if done := settle(request, form, verb, then=request.path, said="Signed off. Thank you."):
        return done
    sent = item.sheet if item.sheet and item.sheet.is_sealed else None
    context = {
        "item": item,
        "form": form,
        "parts": answering.linked(sent, reader.READER, file_address=file_of(pk)) if sent else [],
        "back": way_back(request, item),
    }
    return render(request, "leader/induction_signing.html", context)


def way_back(request: Any, item: InductionItem) -> str:
    if office(request.person, item):
        return back_to("office-leader-part", item.designation_id, "learning")
    return reverse("home")


def file(request: Any, pk: int, attachment: int) -> FileResponse:
    """The document that she sent, for her and for whoever signs it off."""
    item = fetch(request, InductionItem, pk, "sheet")
    if item.sheet is None:
        raise Http404
    return answering.attachment(item.sheet, attachment)


def certificate(request: Any) -> HttpResponseBase:
    """Her certificate of induction."""
    kept = documents.induction_kept(needed(request))
    if kept is None:
        raise Http404
    return files.send_paper(kept)
