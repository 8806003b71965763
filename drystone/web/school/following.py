"""A request as whoever asked follows it: where it stands, what happens next and by when, what has happened."""

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.brokering import requests
from drystone.brokering.access import asker, chooses, writes
from drystone.brokering.lifecycle import OPEN, REQUEST
from drystone.brokering.models import RequestState, SupportRequest

from .. import support
from ..doors import fetch, press
from ..pressing import attempt, back_to
from . import asking

RELATED = ("school", "contact", "head", "owner", "commissioner", "plan", "alliance", "sheet__version", "rest__version")


def followed(request: Any, pk: int) -> HttpResponse:
    """A draft goes on; of a request that was sent, all that its school may know, in plain sentences."""
    asked = fetch(request, SupportRequest, pk, *RELATED)
    may_write, is_asker = writes(request.person, asked), asker(request.person, asked)
    if asked.state == RequestState.DRAFT and may_write:
        return asking.draft(request, asked)
    prefetch_related_objects([asked], *support.TOLD_FROM)
    in_call = asked.sheet.version.key == requests.SHORT
    back = "ask_after_all" if asked.submitted_at else "write_on"
    context = {
        "asked": asked,
        "status": support.told(asked, request.person),
        "next_step": support.next_step(asked, request.person, request.now),
        "life": support.life(asked),
        "may_withdraw": REQUEST.may(request.person, asked, "withdraw"),
        "may_bring_back": REQUEST.may(request.person, asked, back),
        "may_write_rest": may_write and in_call and asked.state in OPEN and not (asked.rest and asked.rest.is_sealed),
        "may_ask_again": is_asker and asked.submitted_at,
        "may_choose": any(each.state == "offered" for each in asked.offers.all()) and chooses(request.person, asked),
    }
    return render(request, "school/request.html", context)


def withdraw(request: Any, pk: int) -> HttpResponse:
    """The school no longer needs help; it says so twice, because nothing is chosen on this page."""
    asked = fetch(request, SupportRequest, pk)
    if not request.POST.get("sure"):
        return redirect("school-request", pk)
    then = back_to("school-request", pk)
    try:
        return press(request, lambda: requests.withdraw(asked, by=request.person, at=request.now), then=then)
    except requests.Chosen as no:
        messages.error(request, str(no))
        return redirect(then)


def bring_back(request: Any, pk: int) -> HttpResponse:
    """It was withdrawn, and is needed after all."""
    asked = fetch(request, SupportRequest, pk)
    verb = lambda: requests.ask_after_all(asked, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=back_to("school-request", pk), said="Your request is back.")
