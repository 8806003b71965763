"""What every page's frame shows: whose scheme, who is looking, where she may go."""

from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse

from . import policy
from .navigation import current, entries

ADDRESSES = policy.whole()
address_of = cache(reverse)  # the same few, on every page


def frame(request: Any) -> dict:
    person = getattr(request, "person", None)
    alliance = getattr(request, "alliance", None)
    known = [(label, name) for label, name in (entries(person, request.link) if alliance else []) if name in ADDRESSES]
    pages = {name: address_of(name) for _, name in known}
    here = current(request.path, pages)
    nav = [(label, pages[name], name == here) for label, name in known]
    return {
        "account": account_of(request),
        "person": person,
        "alliance": alliance,
        "link": getattr(request, "link", None),
        "nav": nav,
        "today": getattr(request, "today", None),
        "now": getattr(request, "now", None),
        "demonstration": settings.DEMO,
    }


def account_of(request: Any) -> str | None:
    """Whose account is open in this browser, for what it keeps locked: a number, nobody's, or not to be said."""
    if getattr(request, "door", None) is None or request.link or request.resolver_match.view_name == "leader-offline":
        return None
    return str(request.person.pk) if request.person else ""
