"""Finding the person for one request: enquiries, and the shortlist for the school."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.brokering import enquiries, offers, queries
from drystone.brokering.enquiries import CannotAsk
from drystone.brokering.models import Enquiry, SupportRequest
from drystone.history import events

from ..doors import fetch
from ..pressing import settle
from . import fund_shares
from .enquiry_forms import RecordedAnswer, Shortlist


def ask_leader(request: Any, pk: int) -> HttpResponse:
    """The home school has said yes; now the leader is asked."""
    enquiry = fetch(request, Enquiry, pk)
    try:
        enquiries.ask_leader(enquiry.request, enquiry.designation, by=request.person, at=request.now)
        messages.success(request, f"{enquiry.designation.person.name} has been asked.")
    except CannotAsk as no:
        messages.error(request, str(no))
    return redirect("office-request", enquiry.request_id)


def answer(request: Any, pk: int) -> HttpResponse:
    """An answer given by phone or e-mail, recorded for the person who gave it."""
    enquiry = fetch(request, Enquiry, pk)
    form, here = RecordedAnswer(request.POST or None), reverse("office-request", args=[enquiry.request_id])
    said = f"Recorded for {enquiry.asked.name}."
    if done := settle(request, form, lambda: recorded(request, enquiry, **form.cleaned_data), then=here, said=said):
        return done
    heading = f"Record the answer of {enquiry.asked.name}"
    return render(
        request,
        "office/requests/move.html",
        {"form": form, "asked": enquiry.request, "heading": heading, "back": here},
    )


def recorded(request: Any, enquiry: Enquiry, answer: str, note: str) -> Enquiry:
    return enquiries.record(enquiry, answer, note=note, by=request.person, at=request.now)


def reason(request: Any, pk: int) -> HttpResponse:
    """The private reason of a refusal; that it was read is written down."""
    enquiry = fetch(request, Enquiry, pk)
    given = queries.reason(enquiry)
    if given is None:
        raise Http404
    events.look(enquiry, by=request.person, at=request.now)
    back = reverse("office-request", args=[enquiry.request_id])
    return render(request, "office/requests/reason.html", {"enquiry": enquiry, "reason": given, "back": back})


def shortlist(request: Any, pk: int) -> HttpResponse:
    """One to three leaders who are free and willing are put before the receiving head."""
    asked = fetch(request, SupportRequest, pk)
    ready = queries.ready_to_offer(asked)
    form, here = (
        Shortlist(request.POST or None, ready=ready, alliance=asked.alliance),
        reverse("office-request", args=[pk]),
    )
    verb = lambda: offers.offer(asked, form.chosen(), by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=here, said=f"{asked.school} has been asked to choose."):
        return done
    context = {"form": form, "asked": asked, "ready": ready, "back": here}
    context["fund_warnings"] = fund_shares.of_request(asked, request.today)
    return render(request, "office/requests/shortlist.html", context)
