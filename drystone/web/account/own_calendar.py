"""The private address of her visits and meetings: she subscribes to it in her own calendar."""

from hashlib import sha256
from typing import Any

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response

from drystone.people import calendar_keys
from drystone.reports import own_calendar

from .. import errors, files


def addresses(request: Any) -> HttpResponse:
    """Whether there is one, making it or another, and stopping it. The address is on the page of the press alone."""
    acting = {"by": request.person, "at": request.now}
    made = ""
    if "stop" in request.POST:
        calendar_keys.stop(request.person, **acting)
        messages.success(request, "Stopped. Nobody reads your calendar by that address any more.")
        return redirect("my-calendar")
    if "make" in request.POST:
        if key := calendar_keys.make(request.person, instead_of=number(request.POST["make"]), **acting):
            made = settings.BASE_URL + reverse("calendar-feed", args=[key])
        else:
            messages.info(request, "An address has just been made. If you did not keep it, make another.")
    context = {"made": made, "standing": calendar_keys.standing(request.person)}
    return render(request, "account/calendar.html", context)


def number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None


@rate_limit(action="calendar_feed", limit_get=True)
def feed(request: Any, key: str) -> HttpResponseBase:
    """What her calendar fetches; the secret in the address is all that opens it. Unknown and stopped look alike."""
    person = calendar_keys.whose(key)
    response: HttpResponseBase | None
    if person is None:
        response = HttpResponse("There is no calendar at this address.\n", content_type="text/plain", status=404)
    else:
        request.reach.around(person=person.pk)
        found = own_calendar.lines(person, at=request.now)
        mark = f'"{sha256(repr(found).encode()).hexdigest()}"'
        response = get_conditional_response(request, etag=mark)
        if response is None:
            response = files.send(own_calendar.file(found, at=request.now), "visits.ics", files.ICALENDAR)
            response["ETag"] = mark
    response["Referrer-Policy"] = "no-referrer"
    return errors.unlogged(response)  # of what is not found Django logs the address, and so the secret in it
