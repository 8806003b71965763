"""The pages for when something is wrong: what happened, that nothing was lost, and what to do."""

import logging
import secrets
import sys
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from drystone import faults
from drystone.documents.papers import Tampered
from drystone.lifecycle import AlreadyMoved

log = logging.getLogger(__name__)
Answer = TypeVar("Answer", bound=HttpResponseBase)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in. A page is asked for again after signing in; something sent is not sent again by itself."""
    if is_machine(request):
        return JsonResponse({"detail": "Sign in first."}, status=401)
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    return render(request, "errors/signed_out.html", status=403)


def is_machine(request: HttpRequest) -> bool:
    """A program asks at the API: it gets no pages."""
    return bool(request.resolver_match and "api" in request.resolver_match.namespaces)


def not_allowed(request: HttpRequest) -> HttpResponse:
    if is_machine(request):
        return JsonResponse({"detail": "Not allowed."}, status=403)
    return render(request, "errors/403.html", status=403)


def already_moved(request: HttpRequest, problem: AlreadyMoved) -> HttpResponse:
    """Somebody was quicker; this press changed nothing."""
    record: Any = problem.record
    record.state = problem.state
    return render(request, "errors/409.html", {"record": record, "noun": record._meta.verbose_name}, status=409)


def damaged(request: HttpRequest, problem: Tampered) -> HttpResponse:
    """A kept document is not what was issued: it is not given out, and whoever looks after the place is told."""
    log.error("a kept document is not as it was issued: %s", problem)
    return render(request, "errors/damaged.html", status=410)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or cookies are off."""
    return render(request, "errors/csrf.html", status=403)


def too_large(request: HttpRequest) -> HttpResponse:
    return alone("errors/413.html", 413)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same thing was tried too often; `Retry-After` is for machines, the page says it in words."""
    if not is_counting():
        return will_pass(request, "limits cannot be written")
    response = render(request, "errors/429.html", status=429)
    response["Retry-After"] = "300"
    return response


def is_counting() -> bool:
    """Where no try can be written down, the limits take each for one too many: nobody was too quick then."""
    name = f"is-counting-{secrets.token_hex(8)}"
    return cache.add(name, True, 10) and cache.delete(name)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return too_large(request) if isinstance(exception, RequestDataTooBig) else alone("errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return not_allowed(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or no room and no database. The number on the page stands in the log beside what happened."""
    if passing := faults.passing(sys.exc_info()[1]):
        return will_pass(request, faults.kind(passing))
    number = new_number()
    log.error("fault %s at %s", number, request.path, exc_info=sys.exc_info()[0] is not None)
    return unlogged(told(request, "errors/500.html", 500, "A fault of ours.", number))


def will_pass(request: HttpRequest, why: str) -> HttpResponse:
    """Nobody's code is at fault, so one line in the log says it all."""
    number = new_number()
    log.error("fault %s at %s will pass: %s", number, request.path, why)
    return unlogged(unavailable(request, number))


def new_number() -> str:
    return "-".join(secrets.token_hex(2).upper() for _ in range(2))


def unlogged(response: Answer) -> Answer:
    """Django writes no line of its own: it would be the same without the number, or would tell a secret address."""
    setattr(response, "_has_been_logged", True)  # noqa: B010 the attribute is Django's own
    return response


def unavailable(request: HttpRequest, number: str = "") -> HttpResponse:
    """The disk is full, or the database is away: nothing can be written until somebody has seen to it."""
    response = told(request, "errors/503.html", 503, "Not available just now; try again in a minute.", number)
    response["Retry-After"] = "60"
    return response


def told(request: HttpRequest, template: str, status: int, detail: str, number: str) -> HttpResponse:
    """A program gets a sentence and the number of the fault; a person a page."""
    if is_machine(request):
        return JsonResponse({"detail": detail, "fault": number}, status=status)
    return alone(template, status, number=number, sent=request.method == "POST")


def alone(template: str, status: int, **context: Any) -> HttpResponse:
    """A page that asks nothing of the database, the session or the signed-in person: any of them may be the fault."""
    return HttpResponse(render_to_string(template, context), status=status)
