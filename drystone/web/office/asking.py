"""Asking for one request goes on: again, no longer, what came late; and what is undone before an agreement."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.brokering import enquiries, late_answers, offers
from drystone.brokering.models import Enquiry, LateAnswer, Offer
from drystone.deployment import deployments
from drystone.history import events

from ..doors import fetch
from ..pressing import attempt, settle
from .enquiry_forms import Undone


def page_of(record: Enquiry | Offer) -> str:
    return reverse("office-request", args=[record.request_id])


def again(request: Any, pk: int) -> HttpResponse:
    """What ran out or was put off is asked once more; where she has left, of whoever came after her."""
    asked = fetch(request, Enquiry, pk)
    verb = lambda: enquiries.ask_again(asked, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=page_of(asked), said="Asked again.")


def thanks(request: Any, pk: int) -> HttpResponse:
    """Whoever was asked is not needed."""
    asked = fetch(request, Enquiry, pk)
    verb = lambda: enquiries.stand_down(asked, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=page_of(asked), said=f"{asked.asked.name} has been thanked.")


def late(request: Any, pk: int) -> HttpResponse:
    """What somebody answered too late is read; it counts after all, or nothing follows."""
    given = fetch(request, LateAnswer, pk, "enquiry__asked", "enquiry__designation__person")
    enquiry, acting = given.enquiry, {"by": request.person, "at": request.now}
    if request.method == "POST" and request.POST.get("counts") in ("yes", "no"):
        if request.POST["counts"] == "yes":
            verb: Callable[[], Any] = lambda: enquiries.count_late(given, **acting)  # noqa: E731
            return attempt(request, verb, then=page_of(enquiry), said="It counts from now on.")
        verb = lambda: late_answers.see_to(given, **acting)  # noqa: E731
        return attempt(request, verb, then=page_of(enquiry), said="Seen to.")
    events.look(enquiry, **acting)
    context = {"given": given, "enquiry": enquiry, "back": page_of(enquiry)}
    return render(request, "office/requests/late_answer.html", context)


def take_off(request: Any, pk: int) -> HttpResponse:
    """A leader is taken off the shortlist before the school has chosen."""
    return undone(request, pk, offers.take_off, "Take {who} off the list")


def take_back(request: Any, pk: int) -> HttpResponse:
    """The school's choice is taken back before the agreement is drawn up; the school chooses again."""
    return undone(request, pk, deployments.take_back_choice, "Take the choice of {who} back")


def undone(request: Any, pk: int, verb: Callable[..., Any], heading: str) -> HttpResponse:
    offer = fetch(request, Offer, pk, "request__school", "designation__person")
    form, heading = Undone(request.POST or None), heading.format(who=offer.designation.person)
    act = lambda: verb(offer, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, act, then=page_of(offer), said="Done."):
        return done
    context = {"form": form, "asked": offer.request, "heading": heading, "back": page_of(offer)}
    return render(request, "office/requests/move.html", context)
