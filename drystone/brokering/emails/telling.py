"""To whom messages about a request go: whoever asked for help, one of the office, or all of it."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from drystone.mail import outbox
from drystone.people import links, posts
from drystone.people.models import Person
from drystone.people.roles import MANAGES, OFFICE

from ..models import SupportRequest

STATUS = "request"  # the link by which whoever asked follows her request
SCHOOL = {"school": "Reeth Community Primary School", "alliance": "Swaledale Alliance"}


def tell_asker(kind: str, request: SupportRequest, *, at: datetime, **context) -> None:
    """To whom the office speaks at the school, and to whoever asked as its authority, trust or diocese."""
    for person in dict.fromkeys(filter(None, (request.contact, request.commissioned_by))):
        tell(person, kind, request, at=at, **context)


def tell(person: Person, kind: str, request: SupportRequest, *, at: datetime, **context) -> None:
    """To one of those who asked, with the link to follow the request by."""
    outbox.queue(
        kind,
        to=person,
        alliance_id=request.alliance_id,
        at=at,
        about=request,
        context=of_request(request, **context),
        link=links.invite(person, STATUS, request, alliance=request.alliance, days=365, by=None, at=at),
    )


def tell_one(kind: str, person: Person, request: SupportRequest, *, at: datetime, **context) -> None:
    """To one person of the office, with the page of the request."""
    outbox.queue(kind, **letter(person, request, at, context))


def letter(person: Person, request: SupportRequest, at: datetime, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "to": person,
        "alliance_id": request.alliance_id,
        "at": at,
        "about": request,
        "context": of_request(request, **context),
        "link": reverse("office-request", args=[request.pk]),
    }


def of_request(request: SupportRequest, **context) -> dict:
    """What every message about a request says, and what this one says besides."""
    return {"school": request.school.name, "alliance": request.alliance.name, **context}


def tell_office(kind: str, request: SupportRequest, *, at: datetime, once: str = "", **context) -> None:
    """To each manager and coordinator of the alliance, or only to the request's owner while she works there.

    With `once`, whatever comes of it, each of them is told one time.
    """
    for person in those_who_look_after(request, at):
        if once:
            outbox.queue_once(f"{once}/{person.pk}", kind, **letter(person, request, at, context))
        else:
            tell_one(kind, person, request, at=at, **context)


def those_who_look_after(request: SupportRequest, at: datetime) -> list[Person]:
    owner, day = request.owner, localdate(at)
    if owner and posts.holds(owner, request.alliance, day, *OFFICE):
        return [owner]
    return list(posts.holders(request.alliance, day, *MANAGES))
