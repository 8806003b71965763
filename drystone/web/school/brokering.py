"""A school's own request: where it stands, and that it is no longer needed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.brokering import queries, requests
from drystone.brokering.lifecycle import REQUEST
from drystone.brokering.models import SupportRequest

from .. import support
from ..doors import fetch, press


def followed(request: Any, pk: int) -> HttpResponse:
    """A school's own request: where it stands and what happens next, in plain sentences."""
    asked = fetch(request, SupportRequest, pk)
    context = {
        "asked": asked,
        "status": support.told(asked),
        "may_withdraw": REQUEST.may(request.person, asked, "withdraw"),
        "offered": [offer for offer in queries.offers(asked) if offer.state == "offered"],
    }
    return render(request, "school/request.html", context)


def withdraw(request: Any, pk: int) -> HttpResponse:
    """The school no longer needs help; it says so twice, because nothing is chosen on this page."""
    asked = fetch(request, SupportRequest, pk)
    if not request.POST.get("sure"):
        return redirect("school-request", pk)
    then = reverse("school-request", args=[pk])
    try:
        return press(request, lambda: requests.withdraw(asked, by=request.person, at=request.now), then=then)
    except requests.Chosen as no:
        messages.error(request, str(no))
        return redirect(then)
