"""Finding the person for one request: candidates with reasons, enquiries, the shortlist for the school."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone import saying
from drystone.brokering import candidates, enquiries, offers, queries
from drystone.brokering.enquiries import CannotAsk
from drystone.brokering.models import Enquiry, SupportRequest
from drystone.brokering.offers import CannotOffer
from drystone.history import events
from drystone.register.models import Designation

from ..doors import fetch, visible
from ..pressing import settle
from .enquiry_forms import Chosen, RecordedAnswer, Shortlist


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
    """Asks the home approver of one candidate, or of all that are ticked; the list is kept as it was seen."""
    asked = fetch(request, SupportRequest, pk)
    if not request.POST.getlist("designation"):
        messages.error(request, "Tick whom you would like to ask about.")
        return redirect("office-candidates", pk)
    form = Chosen(request.POST, leaders=visible(request, Designation).select_related("person", "home_school"))
    if not form.is_valid():
        raise Http404
    try:
        made = enquiries.ask_homes(asked, form.cleaned_data["designation"], by=request.person, at=request.now)
    except CannotAsk as no:
        messages.error(request, str(no))
        return redirect("office-candidates", pk)
    candidates.keep(asked, candidates.rank(asked, on=request.today), by=request.person, at=request.now)
    messages.success(request, told(made))
    return redirect("office-request", pk)


def told(made: list[Enquiry]) -> str:
    asked = saying.listed(list(dict.fromkeys(each.asked.name for each in made)))
    leaders = saying.listed([each.designation.person.name for each in made])
    have, do = ("have", "do") if len(made) > 1 else ("has", "does")
    return f"{asked} {have} been asked. {leaders} {do} not know yet."


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
