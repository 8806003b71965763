"""A referee's pages: what is asked, the form, signing; rather not; not the right person; her own copy."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from drystone import saying
from drystone.questions import reader, sheets
from drystone.selection import notices, references
from drystone.selection.models import ApplicationState, Reference, ReferenceRefusal, ReferenceState

from .. import answering, links
from ..doors import fetch
from ..files import send_paper
from ..pressing import attempt, back_to, settle
from ..visits import visits

OPEN = (ReferenceState.ASKED, ReferenceState.STARTED)
THANKS = "Given on {}. Thank you: nothing more is asked of you, and your copy comes by e-mail."

WRONG_PERSON = [(choice.value, choice.label) for choice in ReferenceRefusal.WRONG_PERSON]
RATHER_NOT = [pair for pair in ReferenceRefusal.Choice.choices if pair not in WRONG_PERSON]


class RefusalForm(forms.Form):
    """No choice stands ready: a mail filter that presses the button has chosen nothing."""

    choice = forms.ChoiceField(label="Why?", choices=RATHER_NOT, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Anything the office should know",
        help_text="Only the Alliance's office reads it. It never counts against the applicant.",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WrongPersonForm(forms.Form):
    choice = forms.ChoiceField(
        label="What is wrong?",
        choices=WRONG_PERSON,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong"},
    )
    instead = forms.CharField(
        label="Whom should we ask instead?",
        help_text="A name and an e-mail address, if you know them. Only the Alliance's office reads it.",
        required=False,
        max_length=300,
    )


def mine(request: Any, pk: int) -> Reference:
    """The reference that this person was asked for."""
    fetch(request, Reference, pk)
    rows = Reference.objects.select_related(
        "application__round",
        "application__person",
        "application__school",
        "application__renews",
        "alliance",
        "sheet__version",
    )
    return get_object_or_404(rows, pk=pk, referee=request.person)


def reference(request: Any, pk: int) -> HttpResponse:
    """Who asks for what, who will read it, two ways out, and the first questions; who has begun goes on from here."""
    shown = mine(request, pk)
    first = shown.sheet.form.sections[0].key
    signed = signing_page(shown) if is_last(shown, first) else {}
    begins = shown.state == ReferenceState.ASKED
    context = {
        **signed,
        "reference": shown,
        "application": shown.application,
        "is_open": shown.state in OPEN,
        "form": answering.opened(shown.sheet, first, signed.get("known", {})) if begins else None,
        "section": shown.sheet.form.sections[0],
        "answered_at": section_of(pk)(first),
        "save_url": back_to("school-reference-save", pk),
        "asked": shown.sheet.form,
        "first": answering.first_unanswered(shown.sheet, section_of(pk), then=last_of(shown)),
        "notice": notices.of(shown),
        "late": request.now >= shown.application.round.references_close_at,
    }
    return render(request, "school/reference.html", context)


def application(request: Any, pk: int) -> HttpResponse:
    """What the applicant wrote, where the round lets referees read it; who comes by link types six digits first."""
    shown = mine(request, pk)
    being_changed = shown.application.state == ApplicationState.DRAFT
    if being_changed or not (shown.may_read_application and shown.state in OPEN):
        raise Http404
    if elsewhere := links.code_unless_given(request) if request.link else None:
        return elsewhere
    context = {
        "application": shown.application,
        "parts": answering.linked(shown.application.sheet, reader.READER),
        "back": back_to("school-reference", pk),
    }
    return render(request, "school/reference_application.html", context)


def section_of(pk: int) -> answering.Address:
    return lambda key: back_to("school-reference-section", pk, key)


def last_of(shown: Reference) -> str:
    return section_of(shown.pk)(shown.sheet.form.sections[-1].key)


def is_last(shown: Reference, key: str) -> bool:
    return key == shown.sheet.form.sections[-1].key


def section(request: Any, pk: int, key: str) -> HttpResponse:
    """One page of the form; the last one signs and sends, once nothing is missing on the others."""
    shown = mine(request, pk)
    here = back_to("school-reference", pk)
    if elsewhere := redirect(here) if shown.state not in OPEN else code_wanted(request, shown):
        return elsewhere
    signed = signing_page(shown) if is_last(shown, key) else {}
    answer = answering.section_page(
        request,
        shown.sheet,
        key,
        address=section_of(pk),
        then=here,
        back=here,
        save_url=back_to("school-reference-save", pk),
        template="school/reference_section.html",
        application=shown.application,
        **signed,
    )
    # A mail filter that presses the button types nothing, and begins nothing: who was asked can still be replaced.
    if request.method == "POST" and shown.sheet.answers.exists():
        references.start(shown, by=request.person, at=request.now)
    passed = request.method == "POST" and answer.status_code == 302 and answering.LATER not in request.POST
    return give(request, shown) if signed and passed else answer


def signing_page(shown: Reference) -> dict[str, Any]:
    """What stands on the last page beside its questions: in what role she signs, and all that she has written."""
    several = len(shown.sheet.form.sections) > 1
    parts = answering.linked(shown.sheet, reader.WRITER, section_of(shown.pk)) if several else []
    known = {"signature-role": shown.referee_role}
    return {"signing": True, "known": known, "parts": parts, "notice": notices.of(shown)}


def give(request: Any, shown: Reference) -> HttpResponse:
    """She has signed the last page."""
    if sheets.problems(shown.sheet):
        messages.error(request, "Something is still missing on this page.")
        return redirect(answering.first_unanswered(shown.sheet, section_of(shown.pk), then=last_of(shown)))
    verb = lambda: references.give(shown, link=request.link, by=request.person, at=request.now)  # noqa: E731
    return attempt(
        request, verb, then=back_to("school-reference", shown.pk), said=THANKS.format(saying.moment(request.now))
    )


def save(request: Any, pk: int) -> HttpResponse:
    """One answer, while it is typed."""
    shown = mine(request, pk)
    if shown.state not in OPEN or code_wanted(request, shown):
        return HttpResponse(status=403)
    references.start(shown, by=request.person, at=request.now)
    return answering.save_answer(request, shown.sheet)


def code_wanted(request: Any, shown: Reference) -> HttpResponse | None:
    """Six digits are asked for when what was typed on an earlier day would show; not while one types."""
    if request.link is None:
        return None
    visit = visits(request).get(request.link.pk)
    earlier = visit is None or shown.sheet.answers.filter(saved_at__lt=visit.opened).exists()
    return links.code_unless_given(request) if earlier else None


def decline(request: Any, pk: int) -> HttpResponse:
    """She would rather not: one choice, and a reason if she likes, for the office alone."""
    shown = mine(request, pk)
    form, here = RefusalForm(request.POST or None), back_to("school-reference", pk)

    def verb() -> Any:
        return references.decline(shown, **form.cleaned_data, by=request.person, at=request.now)

    context = {"form": form, "reference": shown, "application": shown.application, "back": here}
    said = "Thank you for telling us. The applicant is asked to name somebody else."
    return settle(request, form, verb, then=here, said=said) or render(
        request, "school/reference_refusal.html", context
    )


def not_me(request: Any, pk: int) -> HttpResponse:
    """Not the right person."""
    shown = mine(request, pk)
    form, here = WrongPersonForm(request.POST or None), back_to("school-reference", pk)
    verb = lambda: references.not_me(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    context = {"form": form, "reference": shown, "application": shown.application, "back": here}
    said = "Thank you for telling us. We do not write to you about this again."
    return settle(request, form, verb, then=here, said=said) or render(
        request, "school/reference_not_me.html", context
    )


def copy(request: Any, pk: int) -> HttpResponse:
    """Her own copy; the door asks for six digits first when she comes by link."""
    shown = mine(request, pk)
    return render(request, "school/reference_copy.html", {"reference": shown, "application": shown.application})


def paper(request: Any, pk: int) -> FileResponse:
    """The copy itself, as it was sealed."""
    shown = mine(request, pk)
    if shown.copy is None:
        raise Http404
    return send_paper(shown.copy)
