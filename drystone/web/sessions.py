"""How long somebody stays signed in: twelve hours at most; the office, half an hour without a page."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import Error
from django.http import HttpResponse
from django.shortcuts import redirect

from drystone import faults
from drystone.people import access, emails
from drystone.people.models import Person
from drystone.people.roles import NEEDS_SECOND_FACTOR

from . import cookies
from .templatetags.say import moment

LONGEST = timedelta(hours=12)
IDLE = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=1)
YEAR = timedelta(days=365)
BROWSERS = "browser"
log = logging.getLogger("drystone.account")


class Sessions(SessionMiddleware):
    """A page that was only read is shown even when nothing can be written, and nobody noted that she was here."""

    def process_response(self, request: Any, response: Any) -> Any:
        try:
            return super().process_response(request, response)
        except (Error, SessionInterrupted) as fault:  # Django takes every failure for a session that was deleted
            passing = faults.passing(fault)
            if passing is None:
                raise
            if request.method not in ("GET", "HEAD"):
                raise passing from None
            log.warning("a session could not be saved: %s", faults.kind(passing))
            return response


def begin(request: Any) -> None:
    """Notes when somebody signed in."""
    request.session["began"] = request.session["seen"] = request.now.timestamp()


def greet(request: Any, response: HttpResponse, person: Person, *, first: bool) -> None:
    """Knows this browser from now on, and tells her when it is new to an account that was used before."""
    log.info("person %s signed in", person.pk)
    known = cookies.read(request, BROWSERS, longest=YEAR).get("people", [])
    if person.pk not in known and not first:
        emails.new_device(person, when=moment(request.now), at=request.now)
    people = [person.pk, *(pk for pk in known if pk != person.pk)][:5]
    cookies.write(response, BROWSERS, {"people": people}, longest=YEAR)


def ended(request: Any) -> HttpResponse | None:
    """To the sign-in page, when her time is over; else notes, once a minute, that she was here."""
    if "began" not in request.session:
        begin(request)
    since, idle = (request.now - moment_of(request, name) for name in ("began", "seen"))
    if since > LONGEST or (is_watched(request) and idle > IDLE):
        logout(request)
        messages.info(
            request, "You were signed out because the page was left alone for a while. Please sign in again."
        )
        return redirect("account_login")
    if idle > NOTED_EVERY:
        request.session["seen"] = request.now.timestamp()
    return None


def seconds_left(request: Any) -> int:
    """How long this session lasts if she opens no other page."""
    left = LONGEST - (request.now - moment_of(request, "began"))
    return max(0, int(min(left, IDLE if is_watched(request) else left).total_seconds()))


def is_watched(request: Any) -> bool:
    return bool(access.alliances_as(request.person, NEEDS_SECOND_FACTOR))


def moment_of(request: Any, name: str) -> datetime:
    return datetime.fromtimestamp(request.session[name], tz=UTC)
