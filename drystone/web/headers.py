"""What every answer carries beside Django's own headers: nothing is kept by browsers, no device is used."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class OnEverything:
    """Stands so far out that faults, refusals and files carry them too; an answer that says otherwise is left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.setdefault("Cache-Control", "no-store")
        return response
