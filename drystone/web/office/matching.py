"""Finding the person for one request: candidates with reasons, enquiries, the shortlist for the school."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.brokering import candidates, enquiries, offers, queries
from drystone.brokering.enquiries import CannotAsk
from drystone.brokering.models import Enquiry, SupportRequest
from drystone.brokering.offers import CannotOffer
from drystone.history import events
from drystone.register.models import Designation

from ..doors import fetch, press, visible
from .request_forms import Chosen, RecordedAnswer, Shortlist


def ranked(request: Any, pk: int) -> HttpResponse:
    """Who could help, best first, each with because and but; those a rule keeps out stand below with the rule."""
    asked = fetch(request, SupportRequest, pk, "school", "area")
    if asked.area_id is None:
        messages.info(request, "Accept the request first: the area of expertise is needed to find anybody.")
        return redirect("office-request", pk)
    found = candidates.rank(asked, on=request.today)
    context = {
        "asked": asked,
        "fit": [candidate for candidate in found if not candidate.out],
        "out": [candidate for candidate in found if candidate.out],
        "standing": queries.standing_enquiries(asked),
        "back": reverse("office-request", args=[pk]),
    }
    return render(request, "office/requests/candidates.html", context)


def ask_home(request: Any, pk: int) -> HttpResponse:
    """Asks the home approver of one candidate; the list is kept as it was seen."""
    asked = fetch(request, SupportRequest, pk)
    form = Chosen(request.POST, leaders=visible(request, Designation))
    if not form.is_valid():
        raise Http404
    leader = form.cleaned_data["designation"]
    try:
        enquiry = enquiries.ask_home(asked, leader, by=request.person, at=request.now)
    except CannotAsk as no:
        messages.error(request, str(no))
        return redirect("office-candidates", pk)
    candidates.keep(asked, candidates.rank(asked, on=request.today), by=request.person, at=request.now)
    messages.success(request, f"{enquiry.asked.name} has been asked. {leader.person.name} does not know yet.")
    return redirect("office-request", pk)


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
    if request.method == "POST" and form.is_valid():
        given, note = form.cleaned_data["answer"], form.cleaned_data["note"]
        return press(
            request,
            lambda: enquiries.record(enquiry, given, note=note, by=request.person, at=request.now),
            then=here,
            said=f"Recorded for {enquiry.asked.name}.",
        )
    heading = f"Record the answer of {enquiry.asked.name}"
    return render(
        request,
        "office/requests/move.html",
        {"form": form, "asked": enquiry.request, "heading": heading, "back": here},
    )


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
    form, here = Shortlist(request.POST or None, ready=ready), reverse("office-request", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            offers.offer(asked, form.chosen(), by=request.person, at=request.now)
        except CannotOffer as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"{asked.school} has been asked to choose.")
            return redirect(here)
    return render(
        request, "office/requests/shortlist.html", {"form": form, "asked": asked, "ready": ready, "back": here}
    )
