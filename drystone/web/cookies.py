"""Cookies of our own beside the session: signed, for this host alone, out of reach of scripts."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse


def read(request: HttpRequest, name: str, *, longest: timedelta) -> dict[str, Any]:
    """What we wrote into it; nothing, if it is not there, was changed, or is older than `longest`."""
    try:
        held = signing.loads(request.COOKIES.get(named(name), ""), salt=salt(name), max_age=longest)
    except signing.BadSignature:
        return {}
    return held if isinstance(held, dict) else {}


def write(response: HttpResponse, name: str, value: dict[str, Any], *, longest: timedelta) -> None:
    response.set_cookie(
        named(name),
        signing.dumps(value, salt=salt(name), compress=True),
        max_age=longest,
        secure=not settings.DEVELOPMENT,
        httponly=True,
        samesite="Lax",
    )


def named(name: str) -> str:
    """Behind https, the prefix makes browsers refuse one set from another host or path."""
    return name if settings.DEVELOPMENT else f"__Host-{name}"


def salt(name: str) -> str:
    return f"drystone.web.cookies.{name}"
