"""The office's part in references: an address confirmed, a letter recorded, one read, and why somebody declined."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

from drystone.history import events
from drystone.people import signatures
from drystone.questions import reader
from drystone.questions.attachments import Refused as FileRefused
from drystone.selection import addresses, references
from drystone.selection.lifecycle import REFERENCE
from drystone.selection.models import Reference, ReferenceRefusal, ReferenceState
from drystone.selection.readings import Referee

from .. import answering
from ..doors import fetch
from ..pressing import attempt, back_to, settle
from .reference_forms import NewReferee, Received, RightAddress


def ask(request: Any, pk: int) -> HttpResponse:
    """The office knows that the address is the referee's; she is asked."""
    reference = fetch(request, Reference, pk)
    then = back_to("office-application", reference.application_id)
    said = f"{reference.referee.name} has been asked."
    return attempt(request, lambda: references.ask(reference, by=request.person, at=request.now), then=then, said=said)


def address(request: Any, pk: int) -> HttpResponse:
    """A look at where a referee is written to, beside what is known of the school; ask there, correct it, or name
    somebody else."""
    reference = fetch(request, Reference, pk)
    referee, application = reference.referee, reference.application
    form = RightAddress(request.POST or None)

    def verb() -> Any:
        return references.readdress(reference, form.cleaned_data["email"], by=request.person, at=request.now)

    here = back_to("office-application", reference.application_id)
    context = {
        "form": form,
        "reference": reference,
        "application": application,
        "look": addresses.look(referee.email, referee.name, application),
        "may_ask": REFERENCE.may(request.person, reference, "ask"),
        "may_correct": REFERENCE.may(request.person, reference, "readdress"),
        "back": here,
    }
    said = f"{referee.name} has been asked at the new address."
    return settle(request, form, verb, then=here, said=said) or render(
        request, "office/applications/address.html", context
    )


def read(request: Any, pk: int) -> HttpResponse:
    """The reference itself; that it was read is written down."""
    reference = fetch(request, Reference, pk)
    if reference.state != ReferenceState.GIVEN:
        raise Http404
    events.look(reference, by=request.person, at=request.now)
    context = {
        "reference": reference,
        "application": reference.application,
        "parts": answering.linked(reference.sheet, reader.OFFICE),
        "came": references.came(reference),
        "papers": reference.sheet.attachments.all(),
        "intact": signatures.check(reference.signature) if reference.signature else None,
        "back": back_to("office-application", reference.application_id),
    }
    return render(request, "office/applications/reference.html", context)


def refusal(request: Any, pk: int) -> HttpResponse:
    """Why somebody would rather not; that it was read is written down."""
    reference = fetch(request, Reference, pk)
    given = ReferenceRefusal.objects.filter(reference=reference).first()
    if given is None:
        raise Http404
    events.look(given, by=request.person, at=request.now)
    context = {
        "refusal": given,
        "reference": reference,
        "application": reference.application,
        "back": back_to("office-application", reference.application_id),
    }
    return render(request, "office/applications/refusal.html", context)


def record(request: Any, pk: int) -> HttpResponse:
    """A reference that came by post or e-mail is entered, with the letter itself."""
    reference = fetch(request, Reference, pk)
    known = {"signed_name": reference.referee.name, "signed_role": reference.referee_role}
    form = Received(request.POST or None, request.FILES or None, initial=known)

    def verb() -> Any:
        paper, now = form.cleaned_data["paper"], request.now
        return references.record(reference, form.given(), note=form.came(), paper=paper, by=request.person, at=now)

    here = back_to("office-application", reference.application_id)
    context = {
        "form": form,
        "application": reference.application,
        "heading": f"Record the reference of {reference.referee.name}",
        "back": here,
        "multipart": True,
    }
    try:
        answer = settle(request, form, verb, then=here, said="Recorded. The applicant has been told that it is here.")
    except FileRefused as no:
        form.add_error("paper", str(no))
        answer = None
    return answer or render(request, "office/applications/form.html", context)


def replace(request: Any, pk: int) -> HttpResponse:
    """Somebody else is asked instead."""
    reference = fetch(request, Reference, pk)
    form = NewReferee(request.POST or None)

    def verb() -> Any:
        return references.replace(reference, Referee(**form.cleaned_data), by=request.person, at=request.now)

    here = back_to("office-application", reference.application_id)
    context = {
        "form": form,
        "application": reference.application,
        "heading": f"Ask somebody else instead of {reference.referee.name}",
        "back": here,
    }
    return settle(request, form, verb, then=here, said="Named.") or render(
        request, "office/applications/form.html", context
    )


def file(request: Any, pk: int, attachment: int) -> FileResponse:
    """The letter itself, as it came; that it was read is written down."""
    reference = fetch(request, Reference, pk)
    if reference.state != ReferenceState.GIVEN:
        raise Http404
    events.look(reference, by=request.person, at=request.now)
    return answering.attachment(reference.sheet, attachment)
